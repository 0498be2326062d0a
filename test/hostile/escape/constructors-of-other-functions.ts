// escape: accepted | Reaches the hidden constructors of async functions and generators and runs text in each.
const makers = [async () => {}, function* () {}, async function* () {}].map((made) => made.constructor as FunctionConstructor);
const reached: unknown[] = [];
makers[0]!("return typeof process")().then((type: unknown) => reached.push(type));
reached.push((makers[1]!("yield typeof process")() as Generator).next().value);
makers[2]!("yield await typeof process")().next().then((step: { value: unknown }) => reached.push(step.value));
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return reached.every((type) => type === "undefined") ? sum : NaN;
}
