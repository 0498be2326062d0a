// cpu: time-limit-exceeded | One builtin that walks over the 2^32 - 1 holes of a real array.
export function total(): number {
  return new Array(2 ** 32 - 1).every(() => true) ? 1 : 0;
}
