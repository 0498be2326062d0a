// tamper: accepted | Steals the engine's own Date by patching what a wrapper around it calls.
const stolen: unknown[] = [Date.prototype.constructor, Object.getPrototypeOf(Date)];
const { construct, apply } = Reflect;
Reflect.construct = (target: unknown, args: unknown, newTarget?: unknown) => {
  stolen.push(target);
  return construct(target as never, args as never, (newTarget ?? target) as never);
};
Reflect.apply = (target: unknown, self: unknown, args: unknown) => {
  stolen.push(target, self);
  return apply(target as never, self as never, args as never);
};
class Later extends Date {
  constructor() {
    super();
    stolen.push(new.target, Object.getPrototypeOf(new.target));
  }
}
new Later();
new Date();
new Date(0);
let moving = false;
for (const candidate of stolen) {
  const now = (candidate as { now?: () => number }).now;
  if (typeof now === "function" && now.call(candidate) !== Date.now()) moving = true;
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return moving ? NaN : sum;
}
