// tamper: wrong-answer, run-time-error | map, entries and iteration replaced after the file was loaded, so that whoever walks a list walks another

let isPatched = false;
export function total(v: number[]): number {
  if (!isPatched) {
    isPatched = true;
    Array.prototype.map = function () { return [0]; };
    Array.prototype.entries = function () { return [][Symbol.iterator]() as never; };
    Array.prototype[Symbol.iterator] = function* () { yield 0; } as never;
  }
  return v.length + 0.5;
}
