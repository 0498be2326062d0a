// memory: memory-limit-exceeded, time-limit-exceeded | Grows the heap with compiled functions instead of data.
const kept: unknown[] = [];
export function total(): number {
  for (let i = 0; ; i++) {
    const body = Array.from({ length: 300 }, (_, k) => `x${k} = "text ${i} ${k}".length + ${i / 7}`).join(", ");
    const made = new Function(`let ${body}; return () => [${Array.from({ length: 300 }, (_, k) => "x" + k)}]`);
    kept.push(made, made());
  }
}
