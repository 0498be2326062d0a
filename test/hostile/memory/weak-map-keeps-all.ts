// memory: memory-limit-exceeded, time-limit-exceeded | A WeakMap whose values keep its keys alive in a chain.
export function total(): number {
  const links = new WeakMap<object, unknown>();
  const first = {};
  let last: object = first;
  for (;;) {
    const next = new Array(1000).fill(0);
    links.set(last, next);
    last = next;
  }
}
