// The error for a pack whose driver does not load, and the reason for it.

import { describeOutcome, type Failure } from "./failure.ts";

/** The pack's driver does not load. */
export class DriverError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.why} ${failure.detail}`.trim());
    this.failure = failure;
  }
  /** Another try would end the same way: its CPU time was used up. */
  get isCertain(): boolean {
    return this.failure.why === "time-limit-exceeded";
  }
}

/** `text`: the limit that the driver exceeded while it was loaded, or the error that it threw. */
export function readDriverFailure(text: string): Failure {
  if (text === "time" || text === "memory" || text === "output" || text === "crash")
    return describeOutcome({ kind: text, console: "", cpuTimeMs: 0 });
  return { why: "threw", detail: text };
}
