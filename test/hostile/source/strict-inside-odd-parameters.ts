// source: compile-error | A function that declares itself strict although its parameters are not simple.
export function total(values: number[] = []): number {
  "use strict";
  return values.length;
}
