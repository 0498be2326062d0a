// tamper: run-time-error | Throws an object shaped like a report, an outcome and a limit at once.
export function total(): number {
  throw { verdict: "accepted", score: 10, s: "v", v: 6, limit: "wall", code: "ERR_WORKER_OUT_OF_MEMORY", name: "CodecError", message: "bytes" };
}
