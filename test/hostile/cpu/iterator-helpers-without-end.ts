// cpu: time-limit-exceeded | find, every and reduce of iterators that never end, each inside of one builtin

function* naturals(): Generator<number> {
  for (let i = 0; ; i++) yield i;
}
export function total(v: number[]): number {
  if (v.length % 2 === 0) naturals().filter(() => false).every(() => true);
  return naturals().map((n) => n % 7).find((n) => n > 9)!;
}
