// tamper: run-time-error | Throws the word accepted.
export function total(): number {
  throw "accepted";
}
