// The exercises of a pack as a graph: an edge leads from an exercise to each one that recommends it
// first. Edges that cannot be drawn are left out: to an unknown exercise, and one of each circle
// (`gradus check` reports both). The layer of an exercise is the length of the longest path to it.

export interface MapNode {
  id: string;
  /** The ids of exercises to do first. */
  recommended: readonly string[];
}

interface Edge {
  from: string;
  to: string;
}

export interface LayeredMap {
  /** From the exercises that recommend nothing; in each layer in the order of the pack. */
  layers: string[][];
  /** Each leads to a later layer. */
  edges: Edge[];
}

/** `nodes`: with different ids. */
export function orderByRecommendation(nodes: readonly MapNode[]): LayeredMap {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const layerOf = new Map<string, number>();
  const open = new Set<string>();
  const edges: Edge[] = [];
  const visit = ({ id, recommended }: MapNode): number => {
    const known = layerOf.get(id);
    if (known !== undefined) return known;
    open.add(id);
    let layer = 0;
    for (const from of new Set(recommended)) {
      const before = byId.get(from);
      // An exercise that is still open is on the path to this one: the edge would close a circle.
      if (before === undefined || open.has(from)) continue;
      layer = Math.max(layer, visit(before) + 1);
      edges.push({ from, to: id });
    }
    open.delete(id);
    layerOf.set(id, layer);
    return layer;
  };
  for (const node of nodes) visit(node);
  const layers: string[][] = [];
  for (const { id } of nodes) (layers[layerOf.get(id)!] ??= []).push(id);
  return { layers, edges };
}
