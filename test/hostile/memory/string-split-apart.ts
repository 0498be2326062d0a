// memory: memory-limit-exceeded | One builtin turns 16 MB of text into an array of 16 million entries.
export function total(): number {
  return "ab".repeat(1 << 23).split("").length;
}
