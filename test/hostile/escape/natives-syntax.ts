// escape: accepted | Tries the engine's own debugging syntax and its debugger statement.
let got = 0;
for (const text of ["%GetHeapUsage()", "%DebugPrint(1)", "%SystemBreak()", "%Abort('x')"]) {
  try {
    new Function(`return ${text}`)();
    got++;
  } catch {
    // A syntax error, as it should be.
  }
}
export function total(values: number[]): number {
  debugger;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return got === 0 ? sum : NaN;
}
