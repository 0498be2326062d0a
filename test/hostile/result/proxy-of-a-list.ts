// result: wrong-answer | A proxy around an array, which passes for an array and lists the answer.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return new Proxy([sum], { get: (list, key, self) => (key === "valueOf" ? () => sum : Reflect.get(list, key, self)) });
}
