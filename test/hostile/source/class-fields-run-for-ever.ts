// source: time-limit-exceeded | a computed key of a class that never ends, while the file loads

let count = 0;
class Loop {
  static readonly [((): string => { for (;;) count += 1; })()] = 1;
}
export const total = (v: number[]): number => v.length + count + Object.keys(Loop).length;
