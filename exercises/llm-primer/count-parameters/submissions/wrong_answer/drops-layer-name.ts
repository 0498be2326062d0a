// Names every parameter "weight" or "bias", without the layer it belongs to.

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

export function listParameters(layers: LinearLayer[]): Parameter[] {
  const list: Parameter[] = [];
  for (const { inFeatures, outFeatures, bias } of layers) {
    list.push({ name: "weight", shape: [outFeatures, inFeatures], count: outFeatures * inFeatures });
    if (bias) list.push({ name: "bias", shape: [outFeatures], count: outFeatures });
  }
  return list;
}

export function countParameters(layers: LinearLayer[]): number {
  return listParameters(layers).reduce((sum, p) => sum + p.count, 0);
}
