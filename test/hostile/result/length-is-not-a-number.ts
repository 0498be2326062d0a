// result: wrong-answer, run-time-error, output-limit-exceeded | A proxy of an array whose length is NaN, so that no comparison with it holds.
export function total(): unknown {
  return new Proxy([1, 2, 3], { get: (_, key) => (key === "length" ? NaN : 0) });
}
