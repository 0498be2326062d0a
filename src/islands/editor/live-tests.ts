// Runs the live tests while typing: after a pause the text goes to the server, and a newer text
// replaces an older one. Type checking follows when the tests have answered.

import type { OwnTest } from "../../../grader/doors/reports.ts";
import type { LiveTestAnswer, TypeProblemShown, TypesAnswer } from "../../catalogue/editor-data.ts";

export type LiveTestState = "idle" | "checking" | "busy" | "paused" | "offline" | "too-large";

export interface LiveTestParts {
  /** The address of the exercise. */
  path: string;
  /** "?assignment=…", or "". */
  query: string;
  tab: string;
  text: () => string;
  ownTests: () => OwnTest[];
  isTooLarge: (text: string) => boolean;
  /** `source`: the tested text. */
  onTests: (answer: LiveTestAnswer & { state: "done" }, source: string) => void;
  onTypes: (problems: TypeProblemShown[]) => void;
  onState: (state: LiveTestState) => void;
}

const QUIET_MS = 400;
/** If the answer arrives sooner, "testing …" is not shown. */
const PATIENCE_MS = 300;
const OFFLINE_RETRY_MS = 5000;

export class LiveTests {
  readonly #parts: LiveTestParts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #going: AbortController | undefined;
  /** The text and the own tests that the shown results belong to. */
  #shown: string | undefined;

  constructor(parts: LiveTestParts) {
    this.#parts = parts;
  }

  /** Call when the text has changed. */
  edited(): void {
    this.#going?.abort();
    this.#later(QUIET_MS);
  }

  /** Call when the connection is back. */
  retry(): void {
    if (this.#shown !== this.#describe()) this.#later(0);
  }

  #describe(): string {
    return JSON.stringify([this.#parts.text(), this.#parts.ownTests()]);
  }

  #later(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), delayMs);
  }

  async #run(): Promise<void> {
    const { text, isTooLarge, onState, onTests, onTypes } = this.#parts;
    const source = text();
    const tested = this.#describe();
    if (tested === this.#shown) return onState("idle");
    if (isTooLarge(source)) return onState("too-large");
    this.#going?.abort();
    const going = new AbortController();
    this.#going = going;
    const patience = setTimeout(() => onState("checking"), PATIENCE_MS);
    const ownTests = this.#parts.ownTests();
    const answer = await this.#ask<LiveTestAnswer>(
      "live-tests",
      { source, ownTests },
      going.signal,
    );
    clearTimeout(patience);
    if (going.signal.aborted || answer === "aborted") return;
    if (answer === "offline" || answer === "error") {
      onState(answer === "offline" ? "offline" : "paused");
      return this.#later(OFFLINE_RETRY_MS);
    }
    switch (answer.state) {
      case "busy":
      case "paused":
        onState(answer.state);
        return this.#later(answer.retryMs);
      case "replaced":
        // Replaced by another page with the same name, or not tested at all: the next change tests
        // again.
        return onState("idle");
      case "done":
        this.#shown = tested;
        onState("idle");
        onTests(answer, source);
        // A text with syntax errors cannot be type-checked.
        if (answer.problems.length > 0) return;
    }
    const types = await this.#ask<TypesAnswer>("types", { source }, going.signal);
    if (going.signal.aborted) return;
    // Without an answer, the errors of an older text would be in the wrong places.
    onTypes(typeof types === "string" || types.state !== "done" ? [] : types.problems);
  }

  async #ask<T>(
    what: "live-tests" | "types",
    body: { source: string; ownTests?: OwnTest[] },
    signal: AbortSignal,
  ): Promise<T | "aborted" | "offline" | "error"> {
    try {
      const response = await fetch(`${this.#parts.path}/${what}${this.#parts.query}`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ ...body, tab: this.#parts.tab }),
        signal,
      });
      return response.ok ? ((await response.json()) as T) : "error";
    } catch {
      return signal.aborted ? "aborted" : "offline";
    }
  }
}
