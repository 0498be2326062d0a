// Ends a program that runs until it is stopped (serve, worker): by a signal, by the end of npm, or by
// closing the terminal that it was started from.

import type { CommandContext } from "./context.ts";
import { watchNpm } from "./npm-runner.ts";

/**
 * A second signal later than this means that the user does not want to wait. An earlier one is the
 * same signal, received in two ways (bin.js, timeout).
 */
const IMPATIENT_MS = 1000;
const IMPATIENT_EXIT_CODE = 130;

export interface StopSignals {
  /** Resolves when the program is asked to stop. */
  asked: Promise<void>;
  readonly isAsked: boolean;
  /** Also stops when npm, which started the program, has ended. Call it once startup is over. */
  watchStarter: () => void;
}

/**
 * Installs the handlers. Call it before anything starts, so that a signal during startup ends the
 * program in order, or not at all. `onAsked` says what happens now.
 */
export function listenForStop({ npm }: CommandContext, onAsked: () => void): StopSignals {
  const { promise: asked, resolve: stop } = Promise.withResolvers<void>();
  let sinceMs: number | undefined;
  const end = () => {
    if (sinceMs === undefined) {
      sinceMs = performance.now();
      onAsked();
      stop();
    } else if (performance.now() - sinceMs > IMPATIENT_MS) {
      process.exit(IMPATIENT_EXIT_CODE);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, end);
  // Closing the terminal ends the program. Without a terminal, it was started with nohup, which Node
  // reverses, or by a service manager.
  process.on("SIGHUP", () => isAtTerminal() && end());
  return {
    asked,
    get isAsked() {
      return sinceMs !== undefined;
    },
    watchStarter: () => npm !== undefined && watchNpm(npm, () => sinceMs === undefined && end()),
  };
}

function isAtTerminal(): boolean {
  return [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
}
