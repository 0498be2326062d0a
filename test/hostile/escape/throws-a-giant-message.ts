// escape: run-time-error | Throws an error whose message is a rope of a quarter of a gigabyte.
export function total(): number {
  let rope = "message ";
  while (rope.length < 1 << 27) rope += rope;
  throw new Error(rope);
}
