// tamper: accepted | Inherited get and set make every property descriptor invalid that is written as a plain object.
for (const name of ["get", "set", "writable", "enumerable", "configurable"]) {
  Object.defineProperty(Object.prototype, name, Object.freeze(Object.assign(Object.create(null), { value: "poison", configurable: true })));
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
