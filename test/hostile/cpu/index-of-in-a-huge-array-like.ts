// cpu: time-limit-exceeded | One builtin that looks at 2^53 missing indices.
export function total(): number {
  return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 6);
}
