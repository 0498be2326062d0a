// Gives every layer a bias, also those that say they have none.

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
  for (const { name, inFeatures, outFeatures } of layers) {
    list.push({ name: join(name, "weight"), shape: [outFeatures, inFeatures], count: outFeatures * inFeatures });
    list.push({ name: join(name, "bias"), shape: [outFeatures], count: outFeatures });
  }
  return list;
}

export function countParameters(layers: LinearLayer[]): number {
  return listParameters(layers).reduce((sum, p) => sum + p.count, 0);
}
