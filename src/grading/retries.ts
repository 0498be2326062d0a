// When a grading that failed through no error of its submission is tried again, and how often. The
// queue and regrades follow the same rules.

import type { Report } from "../../grader/doors/reports.ts";
import { MINUTE_MS } from "../durations.ts";

/** The pause after an error of the database or the disk. */
export const PAUSE_MS = 2000;
/**
 * The longest pause before the next try of one submission that fails for its own reason
 * (damaged files of its exercise, for example).
 */
const LONGEST_PAUSE_MS = MINUTE_MS;
/** A machine is too busy for minutes, rarely for hours. A grading is not given up before this try. */
const BUSY_TRIES = 200;

/** The pause after this many failed tries, 1 or more, of one submission. It doubles each time. */
export function retryPauseMs(tries: number): number {
  return Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** (tries - 1));
}

/**
 * Whether the machine was too busy to grade, so that this report is not stored and the submission
 * is tried again. `tries`: how many failed before.
 */
export function shouldRetryBusy({ messages }: Pick<Report, "messages">, tries: number): boolean {
  return tries < BUSY_TRIES && messages.some(({ code }) => code === "judge.busy");
}

/** While it is on, no new work is taken. */
export class Pause {
  #timer: NodeJS.Timeout | undefined;

  get isOn(): boolean {
    return this.#timer !== undefined;
  }

  /** `onEnd` is called after the pause. Does nothing if it is on already. */
  begin(onEnd: () => void): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      onEnd();
    }, PAUSE_MS);
  }

  /** `onEnd` is not called any more. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
