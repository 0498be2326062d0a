// tamper: run-time-error | Throws an error with the exact message of an isolate that ran out of time.
export function total(): number {
  throw new Error("Script execution timed out.");
}
