// escape: accepted | Re-enters iterator helpers while they run, closes them from inside and chains thousands of them.
let inner: Iterator<number>;
let refused = 0;
const odd = Iterator.from({
  next(): IteratorResult<number> {
    try {
      inner.next();
    } catch {
      refused++;
    }
    return { done: false, value: 1 };
  },
});
inner = odd.map((value) => value + 1).flatMap((value) => [value, value]);
inner.next();
let chain: IteratorObject<number> = [1, 2, 3].values();
for (let i = 0; i < 50_000; i++) chain = chain.drop(0);
try {
  chain.next();
} catch {
  refused++;
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return refused > 0 ? sum : NaN;
}
