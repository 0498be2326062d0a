// cpu: time-limit-exceeded | Forwards one property read through two proxies at each of forty levels: 2^40 reads.
export function total(): number {
  let tower: { depth: number } = { depth: 1 };
  for (let i = 0; i < 40; i++) {
    const below = tower;
    tower = new Proxy(below, { get: () => below.depth + below.depth });
  }
  return tower.depth;
}
