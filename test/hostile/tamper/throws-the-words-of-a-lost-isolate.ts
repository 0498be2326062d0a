// tamper: run-time-error | Throws an error with the exact message of an isolate that was disposed for memory.
export function total(): number {
  throw new RangeError("Isolate was disposed during execution due to memory limit");
}
