// The percentiles of measured latencies.

export interface Percentiles {
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

export function findPercentiles(latencies: readonly number[]): Percentiles {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}
