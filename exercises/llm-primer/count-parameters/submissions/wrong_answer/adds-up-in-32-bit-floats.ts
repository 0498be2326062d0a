// Adds up in a Float32Array, as weights themselves are kept; it holds whole numbers only up to 2 to the 24.

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
  const total = new Float32Array(1);
  for (const { count } of listParameters(layers)) total[0]! += count;
  return total[0]!;
}
