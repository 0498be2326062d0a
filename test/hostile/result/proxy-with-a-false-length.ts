// result: output-limit-exceeded | A proxy of an empty array that says it holds 2^53 numbers.
export function total(): unknown {
  return new Proxy([], { get: (_, key) => (key === "length" ? 2 ** 53 : 0) });
}
