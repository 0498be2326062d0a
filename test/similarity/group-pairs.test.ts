// Who belongs together: properties of any pairs.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupPairs, type Joined } from "../../src/similarity/group-pairs.ts";

const pairs = fc.array(
  fc
    .record({
      userA: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      userB: fc.constantFrom("g", "h", "i", "a"),
      similarity: fc.integer({ min: 30, max: 100 }).map((percent) => percent / 100),
    })
    .filter(({ userA, userB }) => userA !== userB),
  { maxLength: 12 },
);

test("groups are joined directly or through others, the largest first", () => {
  const joined: Joined[] = [
    ["a", "b", 0.9],
    ["b", "c", 0.8],
    ["d", "e", 0.95],
    ["e", "f", 0.75],
    ["f", "g", 0.75],
    ["x", "y", 1],
    ["c", "d", 0.74],
  ].map(([userA, userB, similarity]) => ({ userA, userB, similarity }) as Joined);
  expect(groupPairs(joined, 0.75)).toEqual([
    ["d", "e", "f", "g"],
    ["a", "b", "c"],
  ]);
  expect(groupPairs(joined, 0.7)).toEqual([["a", "b", "c", "d", "e", "f", "g"]]);
  expect(groupPairs(joined, 0.9)).toEqual([]);
});

describe("for any pairs", () => {
  test("no one is in two groups, and each member is similar to another one", () => {
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.3, max: 1, noNaN: true }), (all, threshold) => {
        const groups = groupPairs(all, threshold);
        const members = groups.flat();
        expect(new Set(members).size).toBe(members.length);
        for (const group of groups)
          for (const id of group)
            expect(
              all.some(
                ({ userA, userB, similarity }) =>
                  similarity >= threshold &&
                  (userA === id || userB === id) &&
                  group.includes(userA) &&
                  group.includes(userB),
              ),
            ).toBe(true);
      }),
    );
  });

  test("neither their order nor which of two is named first matters", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const turned = all
          .toReversed()
          .map(({ userA, userB, similarity }) => ({ userA: userB, userB: userA, similarity }));
        expect(groupPairs(turned, 0.6)).toEqual(groupPairs(all, 0.6));
      }),
    );
  });
});
