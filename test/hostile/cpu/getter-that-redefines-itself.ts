// cpu: time-limit-exceeded | Object.assign reads a getter that adds a further copy loop each time it is read.
export function total(): number {
  const source: Record<string, unknown> = {};
  Object.defineProperty(source, "next", { enumerable: true, get: () => Object.assign({}, source, source) });
  try {
    Object.assign({}, source);
  } catch {
    return total();
  }
  return 0;
}
