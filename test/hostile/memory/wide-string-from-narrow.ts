// memory: memory-limit-exceeded, time-limit-exceeded | One wide character at the end makes the engine copy sixteen megabytes of narrow text at twice the size.
const narrow = "n".repeat(1 << 23);
export function total(): number {
  const kept: string[] = [];
  for (let i = 0; ; i++) {
    kept.push(narrow + "宽" + i);
    if (kept[i]!.charCodeAt(5) < 0) return 0;
  }
}
