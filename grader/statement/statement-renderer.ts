// Renders statements as HTML behind walls: a hostile text could keep markdown-it or KaTeX busy
// forever, or use up their memory. One process renders a list of texts. A text that ends the
// process is reported as a problem, and a new process continues with the next text.

import { problem, type Problem } from "../pack/problem.ts";
import type { Lost } from "../walls/parent/question-process-handle.ts";
import { QuestionProgram } from "../walls/parent/question-program.ts";
import { buildStatementProgram } from "./build-statement-program.ts";
import { BusyMachineError } from "../walls/parent/busy-machine.ts";
import { CpuScale } from "../walls/parent/cpu-scale.ts";
import { type RequiredWalls, SlotsUnavailableError } from "../walls/parent/start-behind-walls.ts";
import {
  type StatementAnswer,
  statementAnswer,
  type StatementQuestion,
} from "./statement-messages.ts";
import type { StatementTargets } from "./render-statement.ts";
import { MAX_KNOBS_CHARACTERS } from "./find-knobs.ts";
import { MAX_HTML_CHARACTERS } from "./html-limit.ts";

export interface StatementText {
  text: string;
  /** The file that a problem names: "llm-primer/attention/statement.en.md". */
  file: string;
  targets: StatementTargets;
}

export type RenderedStatement =
  /** `knobs`: the text of its block of knobs, not parsed yet. */
  { ok: true; html: string; knobs: string | null } | { ok: false; problem: Problem };

/** A long statement takes a tenth of a second. */
const STATEMENT_CPU_MS = 3000;

export class StatementRenderer {
  readonly #program: QuestionProgram<StatementAnswer>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(scale = new CpuScale(), requiredWalls?: RequiredWalls) {
    this.#program = new QuestionProgram<StatementAnswer>({
      what: "no process that renders statements",
      program: buildStatementProgram,
      answers: statementAnswer,
      // UTF-8 needs at most three bytes for a UTF-16 unit; JSON needs six for an escaped one.
      limits: {
        cpuTimeMs: STATEMENT_CPU_MS,
        wallMs: 120_000,
        residentMiB: 600,
        answerBytes: 6 * (MAX_HTML_CHARACTERS + MAX_KNOBS_CHARACTERS) + 1024,
      },
      scale,
      requiredWalls,
      addressSpaceMiB: 3400,
      cpuSeconds: 60,
    });
  }

  /**
   * Results in the order of `texts`; an error of a text is its result. Throws
   * `SlotsUnavailableError` if no process starts or the machine is too busy.
   */
  render(texts: StatementText[]): Promise<RenderedStatement[]> {
    // One list at a time: nobody waits for it, and one process beside the slots is enough.
    const rendered = this.#last.then(() => this.#renderAll(texts));
    this.#last = rendered.catch(() => undefined);
    return rendered;
  }

  get busyPids(): number[] {
    return this.#program.busyPids;
  }

  /** Waits for running requests, and accepts no more. */
  async drain(): Promise<void> {
    await this.#last;
    await this.close();
  }

  async close(): Promise<void> {
    await this.#program.close();
    await this.#last;
  }

  async #renderAll(texts: StatementText[]): Promise<RenderedStatement[]> {
    const results: RenderedStatement[] = [];
    try {
      for (const [id, statement] of texts.entries())
        results.push(readResult(statement, await this.#answer(id, statement)));
      return results;
    } finally {
      await this.#program.stop();
    }
  }

  async #answer(id: number, { text, targets }: StatementText): Promise<StatementAnswer | Lost> {
    const isFirst = !this.#program.isRunning;
    const asked = await this.#program.start();
    const answer = await asked.ask({ text, targets } satisfies StatementQuestion);
    if (answer.type !== "lost") return answer;
    await this.#program.stop();
    if (this.#program.isClosed) throw new SlotsUnavailableError("the grader is closed");
    if (answer.why === "busy")
      throw new BusyMachineError(`rendering a statement: ${answer.detail}`);
    // Earlier texts in the same process may have contributed to its end.
    return isFirst || answer.why === "slow"
      ? answer
      : this.#answer(id, { text, targets, file: "" });
  }
}

function readResult({ file }: StatementText, answer: StatementAnswer | Lost): RenderedStatement {
  if (answer.type === "rendered") return { ok: true, html: answer.html, knobs: answer.knobs };
  if (answer.type === "lost" && answer.why === "slow")
    return {
      ok: false,
      problem: problem("statement-slow", file, { seconds: STATEMENT_CPU_MS / 1000 }),
    };
  return { ok: false, problem: problem("statement-fails", file, { detail: answer.detail }) };
}
