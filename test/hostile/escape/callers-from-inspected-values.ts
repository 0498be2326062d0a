// escape: accepted | sloppy getters look for their callers while a console method formats maps, sets and errors with causes

let leak = "";
const spy = new Function("tell", "return function spied() { let up = arguments.callee.caller; for (let i = 0; i < 20 && up; i++) { tell(String(up)); try { up = up.caller; } catch { break; } } return 1; }") as (tell: (text: string) => void) => () => number;
const tell = (text: string): void => {
  leak += text.slice(0, 60);
};
export function total(v: number[]): number {
  const watched = {};
  for (const name of ["size", "cause", "stack", "length"]) Object.defineProperty(watched, name, { enumerable: true, get: spy(tell) });
  const cause = Object.defineProperty(new Error("outer"), "cause", { get: spy(tell) });
  for (const print of [console.log, console.error, console.warn]) print(new Map([[watched, watched]]), new Set([watched]), cause);
  if (leak !== "") throw new Error(leak);
  return v.reduce((a, b) => a + b, 0);
}
