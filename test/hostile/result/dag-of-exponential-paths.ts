// result: output-limit-exceeded | Forty nodes with 2^40 paths through them.
export function total(): unknown {
  let node: unknown = 6;
  for (let i = 0; i < 40; i++) node = [node, node];
  return node;
}
