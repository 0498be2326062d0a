// result: output-limit-exceeded | A proxy that claims to have very many properties.
const names = Array.from({ length: 100_000 }, (_, i) => "key" + i);
export function total(): unknown {
  return new Proxy({}, { ownKeys: () => names, getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 6 }) });
}
