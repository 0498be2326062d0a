// result: output-limit-exceeded | Sixty thousand control characters, six times as long once escaped.
export function total(): unknown {
  return "\u0001".repeat(60_000);
}
