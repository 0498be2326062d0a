// cpu: time-limit-exceeded | One builtin that walks over the 2^32 - 1 holes of a real array, as includes must.
export function total(): number {
  const holes = new Array(2 ** 32 - 1);
  return holes.includes(6) ? 1 : 0;
}
