// memory: memory-limit-exceeded, time-limit-exceeded | A Map whose table doubles and doubles.
export function total(): number {
  const map = new Map<number, string>();
  for (let i = 0; ; i++) map.set(i, "value ".repeat(100) + i);
}
