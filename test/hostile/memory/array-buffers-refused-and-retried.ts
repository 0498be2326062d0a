// memory: time-limit-exceeded, memory-limit-exceeded | Goes on asking for buffers after each refusal.
const kept: ArrayBuffer[] = [];
export function total(): number {
  for (;;) {
    try {
      kept.push(new ArrayBuffer(1 << 22));
    } catch {
      continue;
    }
  }
}
