// source: accepted, compile-error | keywords and names spelt with escapes, where they are allowed and where they are not

const object = { cl\u0061ss: 1, \u{69}f: 2, "\u0066or": 3 };
const tot\u0061l = (v: number[]): number => v.reduce((\u{61}, b) => a + b, 0) + object.class - object["cl\u0061ss"];
export { tot\u{61}l as total };
