// log: accepted | Prints from inside a getter and a proxy trap that the printing itself has called.
let depth = 0;
const nosy = {
  get again(): string {
    if (depth++ < 50) console.log("inside", nosy, new Proxy([1, 2], { get: (list, key) => (console.log(String(key)), Reflect.get(list, key)) }));
    return "done";
  },
};
export function total(values: number[]): number {
  depth = 40;
  console.log(nosy);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
