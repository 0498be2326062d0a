// For closing connections that may wait for a Redis that cannot be reached.

import { setTimeout as sleep } from "node:timers/promises";

/** Waits for the work, but no longer than `ms` milliseconds. Rejects as the work does. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })]);
}
