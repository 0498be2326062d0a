// cpu: time-limit-exceeded, memory-limit-exceeded | JSON of an object with 2^40 paths.
export function total(): number {
  let node: object = {};
  for (let i = 0; i < 40; i++) node = { a: node, b: node };
  return JSON.stringify(node).length;
}
