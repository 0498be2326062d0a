// Long work in small pieces: whoever else waits for the server gets their turn in between.

import { setImmediate } from "node:timers/promises";

const TURN_MS = 12;

/** To be called often, and what it returns awaited where it is not undefined. */
export type Pause = () => Promise<void> | undefined;

export function takeTurns(): Pause {
  let sinceMs = performance.now();
  return () => {
    if (performance.now() - sinceMs < TURN_MS) return undefined;
    return setImmediate().then(() => {
      sinceMs = performance.now();
    });
  };
}
