// The grader that the site grades with: opened in the background, so that pages are there before slots are; opened anew every now and then where it
// does not come up or breaks, so that nobody has to restart the server once the cause is gone.

import type { Logger } from "pino";
import { createGrader, type Grader, type GradeRequest, type GraderOptions, type Report, SlotsUnavailableError, type WallReport } from "../../grader/index.ts";

const RETRY_MS = 15_000;

export type GraderState = { kind: "starting" } | { kind: "ready"; walls: WallReport } | { kind: "failed"; reason: string };

export class GraderHost {
  readonly #options: GraderOptions;
  readonly #log: Logger;
  readonly #retryMs: number;
  readonly #onReady = new Set<() => void>();
  #grader: Grader | undefined;
  #state: GraderState = { kind: "starting" };
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(log: Logger, options: GraderOptions = {}, retryMs = RETRY_MS) {
    this.#log = log;
    this.#options = options;
    this.#retryMs = retryMs;
  }

  get state(): GraderState {
    return this.#state;
  }

  /** undefined for as long as nothing can be graded. */
  get grader(): Grader | undefined {
    return this.#state.kind === "ready" ? this.#grader : undefined;
  }

  /** Statements need no slot, only a process of their own. Throws `SlotsUnavailableError`. */
  renderStatements(texts: Parameters<Grader["renderStatements"]>[0]): ReturnType<Grader["renderStatements"]> {
    if (this.#grader === undefined) throw new SlotsUnavailableError("no grader has been opened");
    return this.#grader.renderStatements(texts);
  }

  /** Nor does comparing. Throws `SlotsUnavailableError`. */
  compareTexts(request: Parameters<Grader["compareTexts"]>[0]): ReturnType<Grader["compareTexts"]> {
    if (this.#grader === undefined) throw new SlotsUnavailableError("no grader has been opened");
    return this.#grader.compareTexts(request);
  }

  /** Called each time that grading becomes possible. */
  onReady(listener: () => void): void {
    this.#onReady.add(listener);
  }

  async open(): Promise<void> {
    if (this.#isClosed) return;
    const grader = createGrader(this.#options);
    this.#grader = grader;
    try {
      const walls = await grader.open();
      if (this.#isClosed || this.#grader !== grader) return await grader.close();
      this.#state = { kind: "ready", walls };
      this.#log.info({ standing: walls.standing, missing: walls.missing.map(({ wall }) => wall) }, "slots are up");
      for (const listener of this.#onReady) listener();
    } catch (error) {
      await grader.close();
      if (this.#isClosed) return;
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** undefined for as long as there is no slot to grade in: nobody's fault, and not for ever. Throws as `grade` does. */
  async grade(request: GradeRequest): Promise<Report | undefined> {
    const { grader } = this;
    const report = await grader?.grade(request);
    const lost = report?.messages.find(({ code }) => code === "judge.slots");
    if (grader === undefined || lost === undefined) return report;
    await this.giveUp(grader, String(lost.params["detail"] ?? ""));
    return undefined;
  }

  /** It found no slot to run in: another one takes its place. */
  protected async giveUp(grader: Grader, reason: string): Promise<void> {
    // At the end of the server's life slots are taken away on purpose.
    if (this.#isClosed || grader !== this.#grader || this.#state.kind !== "ready") return;
    this.#fail(reason);
    await grader.close();
  }

  #fail(reason: string): void {
    this.#state = { kind: "failed", reason };
    this.#log.error({ reason, retryMs: this.#retryMs }, "no slots: submissions wait");
    this.#retry = setTimeout(() => void this.open(), this.#retryMs);
  }

  /** Ends every slot now; whoever wants a grading to be finished waits for it before. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#grader?.close();
  }
}
