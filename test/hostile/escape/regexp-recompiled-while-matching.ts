// escape: accepted | Recompiles a regular expression from a callback of its own match and moves lastIndex about.
const odd = /(a)(b)?/g;
const attacks = [
  () => "abab".repeat(100).replace(odd, () => (odd.compile("(((((x)))))", "y"), "$10$1")),
  () => {
    odd.lastIndex = { valueOf: () => (odd.compile("b+", "g"), 2 ** 31) } as never;
    return odd.exec("abab");
  },
  () => "abab".split(Object.assign(/a/y, { constructor: { [Symbol.species]: class { exec = () => ({ length: 2 ** 10, get 1() { return "x"; } }); } } })),
  () => RegExp.prototype[Symbol.replace].call({ exec: () => ({ index: -1e9, length: 3, 0: "abc" }), flags: "" } as never, "abab", "$`$'$9"),
];
for (const attack of attacks) {
  try {
    attack();
  } catch {
    // Thrown is contained.
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
