// Collects into a list outside the functions and empties it only after counting, when everything is in it twice.

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

let list: Parameter[] = [];

export function listParameters(layers: LinearLayer[]): Parameter[] {
  for (const { name, inFeatures, outFeatures, bias } of layers) {
    list.push({ name: join(name, "weight"), shape: [outFeatures, inFeatures], count: outFeatures * inFeatures });
    if (bias) list.push({ name: join(name, "bias"), shape: [outFeatures], count: outFeatures });
  }
  return list;
}

export function countParameters(layers: LinearLayer[]): number {
  const total = listParameters(layers).reduce((sum, p) => sum + p.count, 0);
  list = [];
  return total;
}
