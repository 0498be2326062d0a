// memory: memory-limit-exceeded, time-limit-exceeded | Clones of pairs of clones, twice as much each time.
let tree: unknown = [1.5, "text"];
export function total(): number {
  for (;;) tree = [structuredClone(tree), structuredClone(tree)];
}
