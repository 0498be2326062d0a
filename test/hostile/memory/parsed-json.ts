// memory: memory-limit-exceeded, time-limit-exceeded | JSON text that is some ten times bigger once parsed.
export function total(): number {
  return JSON.parse("[" + '{"a":{}},'.repeat(1_000_000) + "0]").length;
}
