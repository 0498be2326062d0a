// memory: memory-limit-exceeded, time-limit-exceeded | Array.from collects an iterator that never ends.
function* endless(): Generator<number> {
  for (let i = 0.5; ; i++) yield i;
}
export function total(): number {
  return Array.from(endless()).length;
}
