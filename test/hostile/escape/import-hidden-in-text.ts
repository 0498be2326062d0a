// escape: accepted | Imports modules of the host from text compiled at run time, where no scanner sees the word.
let leaked: unknown;
const imp = "im" + "port";
for (const name of ["node:fs", "node:sqlite", "node:child_process", "fs", "./driver.ts", "data:text/javascript,export default 1", "file:///etc/passwd"]) {
  for (const phase of ["", ".defer", ".source"]) {
    try {
      new Function(`return ${imp}${phase}(${JSON.stringify(name)})`)().then(
        (found: unknown) => (leaked = found),
        () => {},
      );
    } catch {
      // Not even a promise.
    }
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return leaked === undefined ? sum : NaN;
}
