// Walks through every cell of the matrix and counts them one by one.

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
    let count = 0;
    for (let row = 0; row < outFeatures; row++) {
      for (let column = 0; column < inFeatures; column++) count++;
    }
    list.push({ name: join(name, "weight"), shape: [outFeatures, inFeatures], count });
    if (bias) list.push({ name: join(name, "bias"), shape: [outFeatures], count: outFeatures });
  }
  return list;
}

export function countParameters(layers: LinearLayer[]): number {
  return listParameters(layers).reduce((sum, p) => sum + p.count, 0);
}
