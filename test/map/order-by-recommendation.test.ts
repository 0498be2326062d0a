// A map's graph: every edge leads to a later layer; circles and unknown ids do not matter.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MapNode, orderByRecommendation } from "../../src/map/order-by-recommendation.ts";
import { NODES } from "./nodes.ts";

const order = (nodes: Record<string, string[]>) =>
  orderByRecommendation(Object.entries(nodes).map(([id, recommended]) => ({ id, recommended })));
const findLayer = (layers: string[][], id: string) => layers.findIndex((ids) => ids.includes(id));

describe("layers", () => {
  test("follow the longest path, in the order of the pack", () => {
    expect(order({ d: ["a", "c"], b: ["a"], c: ["b"], a: [], e: [] }).layers).toEqual([
      ["a", "e"],
      ["b"],
      ["c"],
      ["d"],
    ]);
  });

  test("ignore unknown ids, the exercise itself, and an id named twice", () => {
    expect(order({ a: ["a", "gone"], b: ["a", "a"] })).toEqual({
      layers: [["a"], ["b"]],
      edges: [{ from: "a", to: "b" }],
    });
  });

  test("leave out one edge of a circle, and no other", () => {
    const { layers, edges } = order({ a: ["c"], b: ["a"], c: ["b"], d: ["c"] });
    expect(edges).toHaveLength(3);
    expect(layers.flat().sort()).toEqual(["a", "b", "c", "d"]);
  });

  test("of no exercises are none", () => {
    expect(orderByRecommendation([])).toEqual({ layers: [], edges: [] });
  });

  test("do not take long if every exercise recommends all earlier ones", () => {
    const ids = Array.from({ length: 300 }, (_, i) => `e${i}`);
    const nodes = ids.map((id, i): MapNode => ({ id, recommended: ids.slice(0, i) }));
    expect(orderByRecommendation(nodes).layers).toHaveLength(300);
  });
});

describe("of any graph, with circles and unknown ids", () => {
  test("every edge leads to a later layer, and every exercise is there once", () => {
    fc.assert(
      fc.property(NODES, (nodes) => {
        const { layers, edges } = orderByRecommendation(nodes);
        for (const { from, to } of edges)
          expect(findLayer(layers, from)).toBeLessThan(findLayer(layers, to));
        expect(layers.flat().sort()).toEqual(nodes.map(({ id }) => id).sort());
        expect(layers.every((ids) => ids.length > 0)).toBe(true);
      }),
    );
  });

  test("an exercise is right below one that it recommends", () => {
    fc.assert(
      fc.property(NODES, (nodes) => {
        const { layers, edges } = orderByRecommendation(nodes);
        for (const [i, ids] of layers.entries())
          for (const id of ids) {
            const above = edges.filter(({ to }) => to === id);
            const last = Math.max(-1, ...above.map(({ from }) => findLayer(layers, from)));
            expect(last).toBe(i - 1);
          }
      }),
    );
  });

  test("without circles, no edge between known exercises is left out", () => {
    fc.assert(
      fc.property(NODES, (nodes) => {
        const seen = new Set<string>();
        const acyclic = nodes.map(({ id, recommended }) => {
          const earlier = recommended.filter((other) => seen.has(other));
          seen.add(id);
          return { id, recommended: earlier };
        });
        const wanted = acyclic.flatMap(({ id, recommended }) =>
          [...new Set(recommended)].map((from) => `${from} ${id}`),
        );
        const drawn = orderByRecommendation(acyclic).edges.map(({ from, to }) => `${from} ${to}`);
        expect(drawn.sort()).toEqual(wanted.sort());
      }),
    );
  });
});
