// cpu: time-limit-exceeded | A proxy that is its own prototype: instanceof walks the chain for ever.
export function total(values: number[]): number {
  const ring: object = new Proxy({}, { getPrototypeOf: () => ring });
  return ring instanceof Array ? values.length : 0;
}
