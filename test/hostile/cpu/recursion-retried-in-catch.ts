// cpu: time-limit-exceeded | Overflows the stack and starts again in every catch on the way out, 2^10000 times.
function dive(): number {
  try {
    return dive() + 1;
  } catch {
    return dive() - 1;
  }
}
export function total(): number {
  return dive();
}
