// Stops a question when it has used its CPU time or nobody wants its answer any more, in the thread
// that answers it. The thread's own CPU time decides, so a busy machine stops nothing.

/** TypeScript calls it again and again if it is there: see add-steps.ts. */
declare global {
  var onTypeStep: (() => void) | undefined;
}

/** Reading the time costs more than a step. */
const STEPS_PER_LOOK = 64;

export class StepLimitError extends Error {}

/**
 * Throws `StepLimitError` when `work` has used its CPU time or is not wanted any more, and what
 * `work` throws.
 */
export function limitSteps<T>(
  cpuTimeMs: number,
  isUnwanted: () => boolean,
  work: (remainingMs: () => number) => T,
): T {
  const start = process.threadCpuUsage();
  const remainingMs = () => {
    const { user, system } = process.threadCpuUsage(start);
    return cpuTimeMs - (user + system) / 1000;
  };
  let steps = 0;
  globalThis.onTypeStep = () => {
    steps += 1;
    if (steps % STEPS_PER_LOOK === 0 && (isUnwanted() || remainingMs() < 0))
      throw new StepLimitError();
  };
  try {
    return work(remainingMs);
  } finally {
    globalThis.onTypeStep = undefined;
  }
}
