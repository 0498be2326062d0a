// result: output-limit-exceeded | Every property of the result is another proxy, without end.
const endless = (): object =>
  new Proxy({}, {
    ownKeys: () => ["next"],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 0 }),
    get: (_, key) => (key === Symbol.toStringTag ? undefined : endless()),
  });
export function total(): unknown {
  return endless();
}
