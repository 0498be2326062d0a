// cpu: time-limit-exceeded, run-time-error | A proxy that is its own prototype: instanceof walks the chain until the stack or the time ends.
export function total(values: number[]): number {
  const ring: object = new Proxy({}, { getPrototypeOf: () => ring });
  return ring instanceof Array ? values.length : 0;
}
