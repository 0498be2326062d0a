// The total straight from the formula: a layer has (in + 1) knobs for each output, or in without a bias.

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
  return layers.flatMap(({ name, inFeatures, outFeatures, bias }) => {
    const path = name ? [name] : [];
    const weight = { name: [...path, "weight"].join("."), shape: [outFeatures, inFeatures], count: outFeatures * inFeatures };
    if (!bias) return [weight];
    return [weight, { name: [...path, "bias"].join("."), shape: [outFeatures], count: outFeatures }];
  });
}

export function countParameters(layers: LinearLayer[]): number {
  return layers.reduce((sum, { inFeatures, outFeatures, bias }) => sum + outFeatures * (inFeatures + Number(bias)), 0);
}
