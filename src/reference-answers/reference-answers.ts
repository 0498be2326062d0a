// Asks the reference, in a pack slot of this process. Nothing is recorded. Questions have a line of
// their own, one at a time, so that another pack slot stays free for grading. They are paid from
// the same budget of CPU time as live tests.

import type { Logger } from "pino";
import {
  type CaseAnswer,
  type CaseQuestion,
  type InvalidInput,
  readCaseInput,
} from "../../grader/index.ts";
import { SlotsUnavailableError } from "../../grader/doors/walls.ts";
import type { NotRun, PaidLine } from "../grading/paid-line.ts";
import type { Payer } from "../http/payer.ts";
import { describeErrorForLog } from "../log.ts";

export interface QuestionOrder extends Pick<CaseQuestion, "exercise"> {
  /** As the person has written it. */
  text: string;
  person: Payer;
  tab: string;
  signal?: AbortSignal | undefined;
}

/** failed: the pack's code, or ours. */
export type ReferenceOutcome =
  | CaseAnswer
  | { kind: "invalid"; problem: InvalidInput }
  | { kind: "paused" }
  | { kind: "failed" }
  | NotRun;

export interface ReferenceAnswerParts {
  /** `answerCase` returns undefined while there are no slots. */
  host: { answerCase: (question: CaseQuestion) => Promise<CaseAnswer | undefined> };
  line: PaidLine;
  log: Pick<Logger, "error">;
  now?: () => number;
}

/** What a question costs besides the pack's code: loading it, sending, the answer. */
const OVERHEAD_CPU_MS = 10;

export class ReferenceAnswers {
  readonly #host: ReferenceAnswerParts["host"];
  readonly #line: PaidLine;
  readonly #log: ReferenceAnswerParts["log"];
  readonly #now: () => number;

  constructor({ host, line, log, now = () => performance.now() }: ReferenceAnswerParts) {
    this.#host = host;
    this.#line = line;
    this.#log = log;
    this.#now = now;
  }

  async ask(order: QuestionOrder): Promise<ReferenceOutcome> {
    const { exercise, text, person, tab, signal } = order;
    const read = readCaseInput(text);
    if (!read.ok) return { kind: "invalid", problem: read };
    const outcome = await this.#line.run({
      person,
      tab,
      signal,
      work: () => this.#answer({ exercise, input: read.input }),
    });
    return outcome.kind === "done" ? outcome.value : outcome;
  }

  /** Never rejects, so that what it cost is always charged. */
  async #answer(question: CaseQuestion): Promise<{ value: ReferenceOutcome; cpuTimeMs: number }> {
    const startedMs = this.#now();
    try {
      const answer = await this.#host.answerCase(question);
      if (answer === undefined) return { value: { kind: "paused" }, cpuTimeMs: 0 };
      return { value: answer, cpuTimeMs: answer.cpuTimeMs + OVERHEAD_CPU_MS };
    } catch (error) {
      // Without an answer, elapsed time is the upper bound of what it cost.
      const cpuTimeMs = this.#now() - startedMs;
      if (error instanceof SlotsUnavailableError) return { value: { kind: "paused" }, cpuTimeMs };
      this.#log.error(
        { error: describeErrorForLog(error), exercise: question.exercise.hash },
        "a question to the reference failed",
      );
      return { value: { kind: "failed" }, cpuTimeMs };
    }
  }
}
