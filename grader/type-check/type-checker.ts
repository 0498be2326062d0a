// The parent's side of type checking while a student types. One process behind walls runs
// TypeScript, and two lines wait for it: texts to be checked, and, behind all of them, an editor's
// questions about a place in a text.
//
// Both are optional and never cause a failure: if TypeScript gives up on a text, the process does not
// start, or the line is too long, no problems are reported, and the editor offers what it knows
// itself.

import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { admitSource } from "../source.ts";
import { CpuScale } from "../walls/parent/cpu-scale.ts";
import { JobCancelledError } from "../walls/parent/job-cancelled.ts";
import type { QuestionProcessHandle } from "../walls/parent/question-process-handle.ts";
import type { RequiredWalls } from "../walls/parent/start-behind-walls.ts";
import type {
  AssistAnswer,
  AssistKind,
  AssistQuestion,
  TypeProblem,
  TypesAnswer,
  TypesQuestion,
} from "./type-messages.ts";
import { OWN_MIB, type TypeCheckerState, TypesProcess } from "./types-process.ts";
import { WaitingTexts } from "./waiting-texts.ts";

export type { TypeCheckerState } from "./types-process.ts";

export interface TypesRequest {
  source: string;
  /** Its extension decides the language, as for a submission. */
  fileName: string;
  /** The language of the messages. */
  language: TypesQuestion["language"];
  signal?: AbortSignal | undefined;
}

export interface AssistRequest extends Omit<TypesRequest, "language"> {
  about: AssistKind;
  /** In UTF-16 units from the start of the text. */
  offset: number;
}

export interface TypeCheckLimits {
  /** In milliseconds of the reference machine, like the wall-clock limit. */
  cpuTimeMs: number;
  /**
   * For a process that hangs without using CPU time. Much longer, so that a busy machine does not
   * end a short request.
   */
  wallMs: number;
  /** Besides the memory of the process itself. */
  memoryMiB: number;
  /** The most texts in line. */
  waiting: number;
  /**
   * Of an editor's question. TypeScript stops when it has used it, but cannot do so everywhere:
   * after `assistEndMs` the process is ended.
   */
  assistCpuMs: number;
  assistEndMs: number;
  /** The most questions in line. */
  assistsWaiting: number;
}

const LIMITS: TypeCheckLimits = {
  cpuTimeMs: 2000,
  wallMs: 60_000,
  memoryMiB: 400,
  waiting: 200,
  assistCpuMs: 100,
  assistEndMs: 400,
  assistsWaiting: 50,
};
/**
 * Of a text with a question. A longer one is hardly written by hand, and reading it would take much
 * of the time.
 */
const MAX_ASSISTED_CHARACTERS = 64 * 1024;
/**
 * A question that cost the process made type errors wait for the next one. No question is answered
 * for so long afterwards.
 */
const ASSIST_PAUSE_MS = 10_000;
/**
 * Many requests have the same text, such as the starter. A text on which one process gave up is not
 * given to the next.
 */
const MAX_ANSWERS = 200;
const ANSWERS_LAST_MS = 10 * 60_000;

interface Check {
  question: TypesQuestion;
  key: string;
}

type Handle = QuestionProcessHandle<TypesAnswer>;

export class TypeChecker {
  readonly #limits: TypeCheckLimits;
  readonly #scale: CpuScale;
  readonly #process: TypesProcess;
  readonly #checks: WaitingTexts<Check, TypeProblem[]>;
  /** undefined: not answered now. */
  readonly #assists: WaitingTexts<Omit<AssistQuestion, "cpuTimeMs">, AssistAnswer | undefined>;
  #noAssistBeforeMs = 0;
  #isWorking = false;
  #asking: Promise<unknown> | undefined;
  /** The question that is being answered. */
  #assisting: { question: Omit<AssistQuestion, "cpuTimeMs">; process: Handle } | undefined;
  /** By a hash of the text. */
  readonly #answers = new LRUCache<string, TypeProblem[]>({
    max: MAX_ANSWERS,
    ttl: ANSWERS_LAST_MS,
  });

  constructor(
    limits: Partial<TypeCheckLimits> = {},
    scale = new CpuScale(),
    requiredWalls?: RequiredWalls,
  ) {
    this.#limits = { ...LIMITS, ...limits };
    this.#scale = scale;
    this.#process = new TypesProcess(this.#limits, scale, requiredWalls);
    // A running check is finished, because that costs less than a new process.
    this.#checks = new WaitingTexts(this.#limits.waiting);
    this.#assists = new WaitingTexts(this.#limits.assistsWaiting, (question) => {
      if (this.#assisting?.question === question) this.#assisting.process.interrupt();
    });
  }

  get state(): TypeCheckerState {
    return this.#process.state;
  }

  /** The process id of the running type checker. */
  get busyPids(): number[] {
    return this.#asking === undefined ? [] : this.#process.pids;
  }

  /** Starts the process if it is not running. Never throws: see `state`. */
  async open(): Promise<void> {
    await this.#process.start();
  }

  /** At most 50 problems, in the order of the text. Throws only `JobCancelledError`. */
  async check({ source, fileName, language, signal }: TypesRequest): Promise<TypeProblem[]> {
    if (signal?.aborted) throw new JobCancelledError();
    const { source: admitted, refused } = admitSource(Buffer.from(source, "utf8"), fileName);
    // A text that cannot be a submission is reported elsewhere.
    if (refused !== undefined) return [];
    const key = createHash("sha256")
      .update(`${admitted.language} ${language} ${admitted.hash}`)
      .digest("hex");
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.state.status === "closed" || this.#checks.isFull) return [];
    const question = { type: "check-types", source, syntax: admitted.language, language } as const;
    // A question gives way at once; the editor's own list stands.
    this.#assisting?.process.interrupt();
    return this.#wait(this.#checks, { question, key }, signal);
  }

  /**
   * The answer to an editor's question; undefined if it cannot be answered now. It is not stored.
   * Throws only `JobCancelledError`.
   */
  async assist(request: AssistRequest): Promise<AssistAnswer | undefined> {
    const { source, fileName, about, offset, signal } = request;
    if (signal?.aborted) throw new JobCancelledError();
    if (source.length > MAX_ASSISTED_CHARACTERS) return null;
    const { source: admitted, refused } = admitSource(Buffer.from(source, "utf8"), fileName);
    if (refused !== undefined) return null;
    const isPaused = performance.now() < this.#noAssistBeforeMs;
    if (isPaused || this.state.status === "closed" || this.#assists.isFull) return undefined;
    const syntax = admitted.language;
    const question = { type: "assist-code", about, source, syntax, offset } as const;
    return this.#wait(this.#assists, question, signal);
  }

  /** Accepts no more work, finishes running work, then ends the process. */
  async drain(): Promise<void> {
    this.#stop();
    await this.#asking;
    await this.close();
  }

  /** Ends the process immediately. */
  async close(): Promise<void> {
    this.#stop();
    await this.#process.close();
  }

  #stop(): void {
    this.#process.stop();
    this.#checks.answerAll([]);
    this.#assists.answerAll(undefined);
  }

  // ---- the lines -------------------------------------------------------------------------------
  #wait<Question, Answer>(
    line: WaitingTexts<Question, Answer>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const answer = line.add(question, signal);
    if (!this.#isWorking) void this.#work();
    return answer;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (;;) {
      const process = await this.#process.start();
      const check = this.#checks.shift();
      if (check !== undefined) {
        // The same text may have been ahead in line.
        const known = this.#answers.get(check.question.key);
        check.resolve(
          known ??
            (process === undefined ? [] : await this.#run(this.#check(process, check.question))),
        );
        continue;
      }
      const assist = this.#assists.shift();
      if (assist === undefined) break;
      const isPaused = performance.now() < this.#noAssistBeforeMs;
      assist.resolve(
        process === undefined || isPaused
          ? undefined
          : await this.#run(this.#assist(process, assist.question)),
      );
    }
    this.#isWorking = false;
  }

  async #run<T>(asking: Promise<T>): Promise<T> {
    this.#asking = asking;
    try {
      return await asking;
    } finally {
      this.#asking = undefined;
    }
  }

  async #check(process: Handle, { question, key }: Check): Promise<TypeProblem[]> {
    const answer = await this.#process.ask(process, question);
    const problems = answer.type === "types-checked" ? answer.problems : [];
    // A busy machine is not the text's error.
    if (answer.type !== "lost" || answer.why !== "busy") this.#answers.set(key, problems);
    return problems;
  }

  async #assist(
    process: Handle,
    question: Omit<AssistQuestion, "cpuTimeMs">,
  ): Promise<AssistAnswer | undefined> {
    const { assistCpuMs, assistEndMs, wallMs, memoryMiB } = this.#limits;
    this.#assisting = { question, process };
    const answer = await this.#process.ask(
      process,
      { ...question, cpuTimeMs: assistCpuMs * this.#scale.factor },
      { cpuTimeMs: assistEndMs, wallMs, residentMiB: memoryMiB + OWN_MIB },
    );
    this.#assisting = undefined;
    if (answer.type === "code-assisted") return answer.answer;
    this.#noAssistBeforeMs = performance.now() + ASSIST_PAUSE_MS;
    return undefined;
  }
}
