// escape: run-time-error | Throws a rope of half a gigabyte.
export function total(): number {
  let rope = "thrown";
  while (rope.length < 1 << 28) rope += rope;
  throw rope;
}
