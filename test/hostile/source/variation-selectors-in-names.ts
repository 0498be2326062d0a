// source: accepted, compile-error | names that differ in a variation selector and a combining mark, one of them exported

const e\u0301 = 1;
const é = 2;
const sum\uFE00 = (v: number[]): number => v.reduce((a, b) => a + b, 0);
const sum = (v: number[]): number => sum\uFE00(v) + é - e\u0301 - 1;
export { sum as total };
