// A line for work that is not a submission, with a budget of CPU time: what its users need of
// src/live-tests/scheduler.ts.

import type { Payer } from "../http/payer.ts";

export type NotRun = { kind: "busy"; retryMs: number } | { kind: "replaced" };

export interface PaidLine {
  run<T>(request: {
    person: Payer;
    /** A newer request of the same person and tab replaces one that waits. */
    tab: string;
    signal?: AbortSignal | undefined;
    work: () => Promise<{ value: T; cpuTimeMs: number }>;
  }): Promise<{ kind: "done"; value: T } | NotRun>;
}
