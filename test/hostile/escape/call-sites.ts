// escape: accepted | Gets the functions, receivers and files of its callers from structured stack frames.
declare const Error: ErrorConstructor & { prepareStackTrace?: unknown };
interface Site {
  getThis(): unknown;
  getFunction(): unknown;
  getTypeName(): string;
  getFileName(): string | undefined;
  getEvalOrigin(): unknown;
}
export function total(values: number[]): number {
  Error.stackTraceLimit = Infinity;
  Error.prepareStackTrace = (_: unknown, frames: Site[]) => frames;
  const frames = new Error().stack as unknown as Site[];
  Error.prepareStackTrace = undefined;
  for (const frame of frames) {
    const reached = [frame.getThis(), frame.getFunction()].filter((thing) => thing !== undefined && thing !== null && thing !== total);
    if (reached.some((thing) => thing !== globalThis)) throw new Error("escaped: a caller's function");
    if (/^(?:\/|file:|node:|[A-Z]:)/.test(String(frame.getFileName()))) throw new Error("escaped: a path of the host");
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
