// source: accepted | Types that would keep a type checker busy for ever, and that run to nothing.
type Longer<T extends unknown[]> = T["length"] extends 999 ? T : Longer<[...T, ...T, 0]>;
type Bomb<N extends number, A extends unknown[] = []> = A["length"] extends N ? A : Bomb<N, [...A, Bomb<N, A>]>;
type Words<T extends string> = T extends `${infer A}${infer B}` ? `${A}${Words<B>}${Words<B>}` : T;
type Used = [Bomb<40>, Words<"abcdefghijklmnopqrstuvwxyz">];
declare const used: Used;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
export type { Used };
