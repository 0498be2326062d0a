// result: output-limit-exceeded | An array of 2^32 - 1 holes.
export function total(): unknown {
  return new Array(2 ** 32 - 1);
}
