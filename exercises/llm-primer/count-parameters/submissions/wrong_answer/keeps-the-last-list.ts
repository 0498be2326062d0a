// Collects into a list outside the function, which still holds the parameters of the call before.

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

const list: Parameter[] = [];

export function listParameters(layers: LinearLayer[]): Parameter[] {
  for (const { name, inFeatures, outFeatures, bias } of layers) {
    list.push({ name: join(name, "weight"), shape: [outFeatures, inFeatures], count: outFeatures * inFeatures });
    if (bias) list.push({ name: join(name, "bias"), shape: [outFeatures], count: outFeatures });
  }
  return list;
}

export function countParameters(layers: LinearLayer[]): number {
  return listParameters(layers).reduce((sum, p) => sum + p.count, 0);
}
