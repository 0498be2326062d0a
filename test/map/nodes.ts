// Any pack, as a map sees it: exercises that recommend each other, themselves, and unknown ones.

import fc from "fast-check";
import type { MapNode } from "../../src/map/order-by-recommendation.ts";

const nameOf = (number: number) => `e${number}`;

export const NODES: fc.Arbitrary<MapNode[]> = fc
  .array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 16 })
  .map((all) =>
    all.map((recommended, i) => ({ id: nameOf(i), recommended: recommended.map(nameOf) })),
  );
