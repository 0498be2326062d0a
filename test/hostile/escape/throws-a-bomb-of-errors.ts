// escape: run-time-error | Throws an AggregateError with 2^40 paths to the errors inside.
export function total(): number {
  let bomb: Error = new Error("leaf");
  for (let i = 0; i < 40; i++) bomb = new AggregateError([bomb, bomb], "node", { cause: bomb });
  throw bomb;
}
