// The parameters of a stack of linear layers.
//
//   y = W·x + b        W: [outFeatures, inFeatures], one row for each output
//                      b: [outFeatures], one number for each output; some layers have none
//
// The order is PyTorch's: layer by layer as given, and within a layer the weight before the bias.

export interface LinearLayer {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
}

export interface Parameter {
  name: string;
  shape: number[];
  count: number;
}

export function listParameters(layers: LinearLayer[]): Parameter[] {
  const parameters: Parameter[] = [];
  for (const layer of layers) {
    const { inFeatures, outFeatures } = layer;
    parameters.push(parameter(layer, "weight", [outFeatures, inFeatures]));
    if (layer.bias) parameters.push(parameter(layer, "bias", [outFeatures]));
  }
  return parameters;
}

/** The sum of all counts; 0 if there are no parameters. */
export function countParameters(layers: LinearLayer[]): number {
  let total = 0;
  for (const { count } of listParameters(layers)) total += count;
  return total;
}

function parameter(layer: LinearLayer, ownName: string, shape: number[]): Parameter {
  const name = layer.name === "" ? ownName : `${layer.name}.${ownName}`;
  return { name, shape, count: cells(shape) };
}

/** The product of the sides: a 5 x 10 matrix has 50 cells, a vector of 5 has 5. */
function cells(shape: number[]): number {
  let count = 1;
  for (const side of shape) count *= side;
  return count;
}
