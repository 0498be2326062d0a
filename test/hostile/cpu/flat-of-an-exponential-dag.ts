// cpu: time-limit-exceeded | Flattens an array of 2^40 paths and no element, so that no memory is used.
export function total(): number {
  let node: unknown[] = [];
  for (let i = 0; i < 40; i++) node = [node, node];
  return node.flat(Infinity).length;
}
