// escape: run-time-error | Throws an error that is its own cause, its own list of errors and its own suppressed error.
export function total(): number {
  const error = new AggregateError([], "round and round") as Error & Record<string, unknown>;
  error["cause"] = error;
  error["errors"] = [error, error];
  error["error"] = error["suppressed"] = error;
  Object.defineProperty(error, "name", { get: () => error });
  throw error;
}
