// result: output-limit-exceeded | A list of a million numbers where one number is asked for.
export function total(): unknown {
  return new Float64Array(1_000_000);
}
