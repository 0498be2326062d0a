// memory: memory-limit-exceeded, time-limit-exceeded | Closures that hold on to big scopes they never use.
export function total(): number {
  let chain: () => unknown = () => 0;
  for (;;) {
    const scope = new Array(5000).fill(chain);
    const before = chain;
    chain = () => (before, scope.length);
  }
}
