// Plain JavaScript: first a table from name to shape, by recursion over the layers; the counts come last.

export function listParameters(layers) {
  const table = shapes(layers, new Map());
  return Array.from(table, ([name, shape]) => ({ name, shape, count: shape.reduce((a, b) => a * b) }));
}

export function countParameters(layers) {
  if (layers.length === 0) return 0;
  const [first, ...rest] = layers;
  const inputs = first.bias ? first.inFeatures + 1 : first.inFeatures;
  return inputs * first.outFeatures + countParameters(rest);
}

function shapes([layer, ...rest], table) {
  if (layer === undefined) return table;
  const prefix = layer.name.length > 0 ? `${layer.name}.` : "";
  table.set(`${prefix}weight`, [layer.outFeatures, layer.inFeatures]);
  if (layer.bias) table.set(`${prefix}bias`, [layer.outFeatures]);
  return shapes(rest, table);
}
