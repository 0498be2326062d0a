// Takes >>> 0 for a way to say "a whole number that is not negative"; it keeps the count modulo 2 to the 32.

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
    list.push({ name: join(name, "weight"), shape: [outFeatures, inFeatures], count: (outFeatures * inFeatures) >>> 0 });
    if (bias) list.push({ name: join(name, "bias"), shape: [outFeatures], count: outFeatures });
  }
  return list;
}

export function countParameters(layers: LinearLayer[]): number {
  return listParameters(layers).reduce((sum, p) => sum + p.count, 0);
}
