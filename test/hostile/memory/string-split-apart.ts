// memory: memory-limit-exceeded, time-limit-exceeded | One builtin turns 16 MB of text into an array of 16 million entries, again and again.
export function total(): number {
  const kept: string[][] = [];
  for (;;) kept.push("ab".repeat(1 << 23).split(""));
}
