// memory: run-time-error | Compiles a regular expression of a million repetitions of repetitions.
export function total(): number {
  const nested = new RegExp("(?:(?:(?:a{1000}){1000}){1000}){1000}b");
  return nested.test("aaaa") ? 1 : 0;
}
