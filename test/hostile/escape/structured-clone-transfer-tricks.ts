// escape: accepted | Transfers what is no buffer, the same one twice, one that is gone, and one that a getter takes away in the middle.
const buffer = () => new ArrayBuffer(16);
const gone = buffer();
gone.transfer();
const twice = buffer();
const stolen = buffer();
const thief = {
  get a() {
    stolen.transfer();
    return 1;
  },
};
const list = new Proxy([buffer()], { get: (target, key) => (key === "length" ? 2 ** 31 : Reflect.get(target, key)) });
const tries: [unknown, unknown][] = [
  [1, { transfer: [{}] }],
  [1, { transfer: [twice, twice] }],
  [1, { transfer: [gone] }],
  [thief, { transfer: [stolen] }],
  [1, { transfer: list }],
  [1, { transfer: 5 }],
  [1, 5],
];
for (const [value, options] of tries) {
  try {
    structuredClone(value, options as never);
  } catch {
    // Whatever it says.
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
