// Walks the tree that describes a network, collects its linear layers, and calls both exports with them.

/** A network in PyTorch's words: a Linear, a container of named or numbered parts, or a layer without parameters. */
interface Spec {
  type: string;
  in_features?: number;
  out_features?: number;
  bias?: boolean;
  children?: [string, Spec][];
  layers?: (Spec | [string, Spec])[];
}

/** "list" and "total" call one export only. */
interface Input {
  kind: "torch_module" | "list" | "total";
  module: Spec;
}

interface LinearLayer {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
}

interface Submission {
  listParameters(layers: LinearLayer[]): unknown;
  countParameters(layers: LinearLayer[]): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "list") return { parameters: submission.listParameters(linearLayers(input.module, "")) };
  if (input.kind === "total") return { total: submission.countParameters(linearLayers(input.module, "")) };
  // Each call gets a list of its own, so that a submission that sorts it in place spoils only one of them.
  const parameters = submission.listParameters(linearLayers(input.module, ""));
  const total = submission.countParameters(linearLayers(input.module, ""));
  // Nothing is frozen in these networks: all that can be counted can be trained.
  return { parameters, total, trainable: total };
}

/** The linear layers below `spec`, depth first; names on the way down are joined with dots. */
function linearLayers(spec: Spec, name: string): LinearLayer[] {
  if (spec.type === "Linear") {
    return [{ name, inFeatures: spec.in_features!, outFeatures: spec.out_features!, bias: spec.bias ?? true }];
  }
  return parts(spec).flatMap(([own, part]) => linearLayers(part, name === "" ? own : `${name}.${own}`));
}

/** A container's parts with their names; parts without one are called "0", "1", … by their place. */
function parts(spec: Spec): [string, Spec][] {
  if (spec.children) return spec.children;
  return (spec.layers ?? []).map((layer, i) => (Array.isArray(layer) ? layer : [String(i), layer]));
}
