// cpu: time-limit-exceeded | Reverses 2^53 absent elements of a plain object.
export function total(): number {
  Array.prototype.reverse.call({ length: 2 ** 53 - 1 });
  return 0;
}
