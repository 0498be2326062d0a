// escape: accepted | Declares globals by indirect eval in one isolate and expects to meet them in the next.
const met = (0, eval)("typeof __left_behind") !== "undefined";
(0, eval)("var __left_behind = 1; let __left_behind_too = 2; function __left_behind_function() {}");
Object.defineProperty(Object.prototype, "__left_behind_property", { value: 3 });
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return met ? NaN : sum;
}
