// All the weights first, then all the biases, instead of layer by layer.

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
  const weights: Parameter[] = [];
  const biases: Parameter[] = [];
  for (const { name, inFeatures, outFeatures, bias } of layers) {
    weights.push({ name: join(name, "weight"), shape: [outFeatures, inFeatures], count: outFeatures * inFeatures });
    if (bias) biases.push({ name: join(name, "bias"), shape: [outFeatures], count: outFeatures });
  }
  return [...weights, ...biases];
}

export function countParameters(layers: LinearLayer[]): number {
  return listParameters(layers).reduce((sum, p) => sum + p.count, 0);
}
