// memory: run-time-error | A typed array of four gigabytes.
export function total(): number {
  return new Float64Array(2 ** 29).length;
}
