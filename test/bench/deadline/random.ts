// Random times for a simulation. The same generator gives the same times.

/** Evenly distributed in [0, 1). */
export type Random = () => number;

/** The pause until the next of events that come independently, `ratePerMs` of them on average. */
export function drawPauseMs(random: Random, ratePerMs: number): number {
  return -Math.log(1 - random()) / ratePerMs;
}

/** A time whose logarithm is normally distributed. */
export interface LogNormal {
  medianMs: number;
  /** The standard deviation of the logarithm; 0: always the median. */
  sigma: number;
}

/** Source: G. Box and M. Muller, "A note on the generation of random normal deviates" (1958). */
export function drawLogNormalMs(random: Random, { medianMs, sigma }: LogNormal): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return medianMs * Math.exp(sigma * normal);
}

export function meanMs({ medianMs, sigma }: LogNormal): number {
  return medianMs * Math.exp(sigma ** 2 / 2);
}

/** The distribution with the logarithms' mean and standard deviation. `timesMs`: at least two. */
export function fitLogNormal(timesMs: readonly number[]): LogNormal {
  const logs = timesMs.map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
  return { medianMs: Math.exp(mean), sigma: Math.sqrt(squares / (logs.length - 1)) };
}
