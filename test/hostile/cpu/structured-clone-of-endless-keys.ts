// cpu: time-limit-exceeded, memory-limit-exceeded | Clones a proxy whose list of keys is as long as a list can be made, again and again.
const keys = Array.from({ length: 200_000 }, (_, i) => `k${i}`);
const endless = new Proxy({}, { ownKeys: () => keys, getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }), get: () => keys });
export function total(): number {
  for (;;) structuredClone(endless);
}
