// Owns the grader of the site. Opens it in the background, so that pages work before slots are
// ready. Opens it again at intervals if it fails, so that no restart is needed when the cause is
// gone.

import { availableParallelism } from "node:os";
import type { Logger } from "pino";
import {
  type CaseAnswer,
  type CaseQuestion,
  createGrader,
  type Grader,
  type GradeRequest,
  type GraderOptions,
} from "../../grader/index.ts";
import { answerKnobs, parseKnobs } from "../../grader/doors/knobs.ts";
import type { AssistAnswer, TypeProblem } from "../../grader/doors/type-errors.ts";
import { type Report } from "../../grader/doors/reports.ts";
import {
  SlotsUnavailableError,
  type WallReport,
  WallsMissingError,
} from "../../grader/doors/walls.ts";
import { describeErrorForLog } from "../log.ts";
import type { AnswerKnobs } from "../catalogue/statements.ts";
import type { AssistTask, Graders, TypesTask } from "./graders.ts";
import type { WallMemory } from "./wall-memory.ts";

/** The pause between two tries. */
export const RETRY_MS = 15_000;

export type GraderState =
  | { kind: "starting" }
  | { kind: "ready"; walls: WallReport }
  /**
   * `walls`: slots start, but without all required walls; lists the walls that work, and those that
   * are missing.
   */
  | { kind: "failed"; reason: string; walls: WallReport | undefined };

/** The required walls, and the memory of the walls that have worked. */
type Walls = Pick<WallMemory, "required" | "remember">;
const NO_MEMORY: Walls = { required: [], remember: () => undefined };

export class GraderHost implements Graders {
  readonly #options: GraderOptions;
  readonly #log: Logger;
  readonly #retryMs: number;
  readonly #walls: Walls;
  readonly #onReady = new Set<() => void>();
  #grader: Grader | undefined;
  #state: GraderState = { kind: "starting" };
  #openedMs = 0;
  #retry: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    log: Logger,
    options: GraderOptions = {},
    retryMs = RETRY_MS,
    walls: Walls = NO_MEMORY,
  ) {
    this.#log = log;
    this.#options = { ...options, requiredWalls: () => walls.required };
    this.#retryMs = retryMs;
    this.#walls = walls;
  }

  get state(): GraderState {
    return this.#state;
  }

  /** undefined while grading is not possible. */
  get grader(): Grader | undefined {
    return this.#state.kind === "ready" ? this.#grader : undefined;
  }

  get isReady(): boolean {
    return this.grader !== undefined;
  }

  /** How many submissions it can grade at once, when it is ready. */
  get slots(): number {
    return this.#options.submissions?.size ?? availableParallelism();
  }

  get reach(): number {
    return this.slots;
  }

  /** There is one, which reads one text at a time. */
  get typeCheckers(): number {
    return 1;
  }

  async checkTypes({ source, fileName, language }: TypesTask): Promise<TypeProblem[] | undefined> {
    return await this.grader?.checkTypes({ source, fileName, language });
  }

  async assistCode({ withdraw, ...task }: AssistTask): Promise<AssistAnswer | undefined> {
    return await this.grader?.assistCode({ ...task, signal: withdraw });
  }

  /** In a pack slot. undefined while grading is not possible. Throws as the grader's method does. */
  async answerCase(question: CaseQuestion): Promise<CaseAnswer | undefined> {
    return await this.grader?.answerCase(question);
  }

  /**
   * Rendering statements needs no slot, only a process of its own. Throws `SlotsUnavailableError`.
   */
  renderStatements(
    texts: Parameters<Grader["renderStatements"]>[0],
  ): ReturnType<Grader["renderStatements"]> {
    return this.#beside((grader) => grader.renderStatements(texts));
  }

  /** Needs a pack slot. What cannot be answered is not shown, and the log says why. */
  async answerKnobs(...[exercise, text]: Parameters<AnswerKnobs>): ReturnType<AnswerKnobs> {
    const { grader } = this;
    if (grader === undefined) return undefined;
    const name = { pack: exercise.pack, exercise: exercise.id };
    const parsed = parseKnobs({ text, line: 0 }, "statement");
    if (!parsed.ok) {
      this.#log.warn(
        { ...name, problems: parsed.problems },
        "the knobs of a statement are invalid",
      );
      return null;
    }
    try {
      const answer = await answerKnobs(grader.programs, exercise, parsed.value);
      if (answer.ok) return answer.knobs;
      this.#log.warn({ ...name, ...answer.refusal }, "the knobs of a statement were not answered");
      return null;
    } catch (error) {
      this.#log.warn(
        { ...name, error: describeErrorForLog(error) },
        "the knobs of a statement were not answered",
      );
      return error instanceof SlotsUnavailableError ? undefined : null;
    }
  }

  /** Comparing needs no slot either. Throws `SlotsUnavailableError`. */
  compareTexts(request: Parameters<Grader["compareTexts"]>[0]): ReturnType<Grader["compareTexts"]> {
    return this.#beside((grader) => grader.compareTexts(request));
  }

  /** Called each time that grading becomes possible. */
  onReady(listener: () => void): void {
    this.#onReady.add(listener);
  }

  async open(): Promise<void> {
    if (this.#isClosed) return;
    const grader = createGrader(this.#options);
    this.#grader = grader;
    grader.onFailed((error) => void this.#lose(grader, error));
    try {
      const walls = await grader.open({ withPacks: true });
      if (this.#isClosed || this.#grader !== grader) return await grader.close();
      this.#remember(walls);
      this.#openedMs = performance.now();
      this.#state = { kind: "ready", walls };
      if (walls.missing.length === 0) this.#log.info({ standing: walls.standing }, "slots started");
      else
        this.#log.warn(
          { standing: walls.standing, missing: walls.missing },
          "slots started, but walls are missing",
        );
      this.#tellReady();
    } catch (error) {
      await grader.close();
      if (this.#isClosed || this.#grader !== grader) return;
      this.#fail(error);
    }
  }

  /** The required walls have changed: try immediately. */
  async reopen(): Promise<void> {
    clearTimeout(this.#retry);
    const grader = this.#grader;
    this.#state = { kind: "starting" };
    this.#grader = undefined;
    await grader?.close();
    await this.open();
  }

  /**
   * undefined if there is no slot to grade in, which is temporary and not an error of the
   * submission. Throws as `grade` does.
   */
  async grade(request: GradeRequest): Promise<Report | undefined> {
    const { grader } = this;
    const report = await grader?.grade(request);
    const lost = report?.messages.find(({ code }) => code === "judge.slots");
    if (grader === undefined || lost === undefined) return report;
    await this.giveUp(grader, String(lost.params["detail"] ?? ""));
    return undefined;
  }

  /** Call if the grader found no slot to run in: a new grader replaces it. */
  protected giveUp(grader: Grader, reason: string): Promise<void> {
    return this.#lose(grader, new SlotsUnavailableError(reason));
  }

  async #lose(grader: Grader, error: Error): Promise<void> {
    // During shutdown, slots are stopped on purpose.
    if (this.#isClosed || grader !== this.#grader || this.#state.kind !== "ready") return;
    this.#fail(error, performance.now() - this.#openedMs > this.#retryMs);
    await grader.close();
  }

  /** `atOnce`: the next try has no pause, and reports more exactly what is missing. */
  #fail(error: unknown, atOnce = false): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof WallsMissingError) {
      const { walls } = error;
      this.#state = { kind: "failed", reason, walls };
      const facts = {
        required: this.#walls.required,
        standing: walls.standing,
        missing: walls.missing,
        retryMs: this.#retryMs,
      };
      this.#log.warn(facts, "a required wall is missing; grading is paused and submissions wait");
    } else {
      this.#state = { kind: "failed", reason, walls: undefined };
      this.#log.error({ reason, retryMs: this.#retryMs }, "no slots could start; submissions wait");
    }
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.open(), atOnce ? 0 : this.#retryMs);
  }

  #remember({ standing }: WallReport): void {
    try {
      this.#walls.remember(standing);
    } catch (error) {
      this.#log.error(
        { error: describeErrorForLog(error) },
        "the active walls could not be stored",
      );
    }
  }

  /** Uses a process that is separate from the slots and may fail to start by itself. */
  async #beside<T>(work: (grader: Grader) => Promise<T>): Promise<T> {
    if (this.#grader === undefined) throw new SlotsUnavailableError("no grader has been opened");
    try {
      return await work(this.#grader);
    } catch (error) {
      if (error instanceof SlotsUnavailableError && !this.#isClosed)
        this.#tryAgainLater(error.message);
      throw error;
    }
  }

  /** Callers that wait try again at `onReady`. */
  #tryAgainLater(reason: string): void {
    this.#log.warn({ reason, retryMs: this.#retryMs }, "a process of the grader did not start");
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      if (this.#state.kind === "ready") this.#tellReady();
    }, this.#retryMs);
  }

  #tellReady(): void {
    for (const listener of this.#onReady) listener();
  }

  /** Ends every slot immediately. To finish running gradings, wait for them before. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#again);
    await this.#grader?.close();
  }
}
