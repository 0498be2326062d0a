// Long work in small pieces: other requests are served in between.

import { setImmediate } from "node:timers/promises";

const TURN_MS = 12;

/** To be called often; its result has to be awaited if it is not undefined. */
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
