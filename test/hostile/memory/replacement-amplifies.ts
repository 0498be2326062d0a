// memory: memory-limit-exceeded, time-limit-exceeded | A replacement pattern that inserts all the rest of the text at every match: 128 MB from one call, kept.
export function total(): number {
  const kept: string[] = [];
  for (;;) kept.push("ab".repeat(1 << 13).replace(/a/g, "$`$'"));
}
