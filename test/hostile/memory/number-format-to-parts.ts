// memory: time-limit-exceeded, memory-limit-exceeded, run-time-error | numbers of a million digits formatted into parts, natively

export function total(v: number[]): number {
  const format = new Intl.NumberFormat("de", { useGrouping: true });
  const digits = 10n ** 100_000n;
  const kept: unknown[] = [];
  for (;;) {
    kept.push(format.formatToParts(digits));
    if (kept.length < 0) return v.length;
  }
}
