// Rows of a map: exercises come after those they recommend, nothing overlaps, and lines join what
// they say they join.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrangeRows, type MapRow, PER_ROW } from "../../src/map/arrange-rows.ts";
import { orderByRecommendation } from "../../src/map/order-by-recommendation.ts";
import { countCrossings, reduceCrossings } from "../../src/map/reduce-crossings.ts";
import { NODES } from "./nodes.ts";

const middle = (column: number) => column / (2 * PER_ROW);
const idsOf = (rows: MapRow[]) => rows.map(({ exercises }) => exercises.map(({ id }) => id));
const asMany = (count: number, recommended: string[] = []) =>
  Array.from({ length: count }, (_, i) => ({ id: `${recommended.join("")}${i}`, recommended }));

describe("rows", () => {
  test("are centred, and a stage of more exercises than fit takes several", () => {
    const rows = arrangeRows([...asMany(7), ...asMany(1, ["3"])]);
    expect(rows.map(({ stage, exercises }) => [stage, exercises.length])).toEqual([
      [1, 4],
      [1, 3],
      [2, 1],
    ]);
    expect(rows[1]!.exercises.map(({ column }) => column)).toEqual([4, 6, 8]);
    expect(rows[2]!.exercises[0]!.column).toBe(6);
    // From the first row past the second one.
    expect(rows[1]!.passes).toHaveLength(1);
    expect(rows[2]!.lines).toEqual([{ above: rows[1]!.passes[0], here: middle(6) }]);
  });

  test("have the line from above at the exercises that it joins", () => {
    const rows = arrangeRows([
      { id: "a", recommended: [] },
      { id: "b", recommended: ["a"] },
    ]);
    expect(rows.map(({ passes }) => passes)).toEqual([[], []]);
    expect(rows[1]!.lines).toEqual([{ above: 0.5, here: 0.5 }]);
  });

  test("are ordered so that lines do not cross, where that is possible", () => {
    const rows = arrangeRows([
      { id: "a", recommended: [] },
      { id: "b", recommended: [] },
      { id: "of-b", recommended: ["b"] },
      { id: "of-a", recommended: ["a"] },
    ]);
    const order = (idsOf(rows)[0]!.join() === "a,b" ? ["of-a", "of-b"] : ["of-b", "of-a"]).join();
    expect(idsOf(rows)[1]!.join()).toBe(order);
  });

  test("of no exercises are none", () => {
    expect(arrangeRows([])).toEqual([]);
  });
});

describe("of any graph", () => {
  test("every exercise is there once, after all that it recommends", () => {
    fc.assert(
      fc.property(NODES, (nodes) => {
        const order = idsOf(arrangeRows(nodes)).flat();
        expect([...order].sort()).toEqual(nodes.map(({ id }) => id).sort());
        for (const { from, to } of orderByRecommendation(nodes).edges)
          expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
      }),
    );
  });

  test("exercises do not overlap, and lines pass between them", () => {
    fc.assert(
      fc.property(NODES, (nodes) => {
        for (const { exercises, passes } of arrangeRows(nodes)) {
          const columns = exercises.map(({ column }) => column);
          expect(columns.length).toBeLessThanOrEqual(PER_ROW);
          for (const [i, column] of columns.slice(1).entries())
            expect(column).toBeGreaterThanOrEqual(columns[i]! + 2);
          for (const column of columns) {
            expect(column).toBeGreaterThanOrEqual(1);
            expect(column).toBeLessThanOrEqual(2 * PER_ROW - 1);
            // An exercise fills most of its two columns.
            for (const place of passes)
              expect(Math.abs(place - middle(column))).toBeGreaterThan(0.8 / (2 * PER_ROW));
          }
          for (const place of passes) {
            expect(place).toBeGreaterThan(0);
            expect(place).toBeLessThan(1);
          }
        }
      }),
    );
  });

  test("each line begins and ends at an exercise or at a line that passes", () => {
    fc.assert(
      fc.property(NODES, (nodes) => {
        const rows = arrangeRows(nodes);
        const ends = rows.map(({ exercises, passes }) => [
          ...exercises.map(({ column }) => middle(column)),
          ...passes,
        ]);
        for (const [i, { lines }] of rows.entries())
          for (const { above, here } of lines) {
            expect(ends[i - 1]).toContainEqual(expect.closeTo(above, 10));
            expect(ends[i]).toContainEqual(expect.closeTo(here, 10));
          }
      }),
    );
  });

  test("an exercise has a line from above exactly if it recommends something", () => {
    fc.assert(
      fc.property(NODES, (nodes) => {
        const { edges } = orderByRecommendation(nodes);
        for (const { exercises, lines } of arrangeRows(nodes))
          for (const { id, column } of exercises) {
            const ending = lines.filter(({ here }) => Math.abs(here - middle(column)) < 1e-9);
            expect(ending.length > 0).toBe(edges.some(({ to }) => to === id));
          }
      }),
    );
  });
});

test("ordering never adds crossings, and loses or adds no item", () => {
  const links = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 10 });
  fc.assert(
    fc.property(links, links, (first, second) => {
      const rows = ["a", "b", "c"].map((row) => [0, 1, 2, 3, 4].map((i) => `${row}${i}`));
      const between = [
        first.map(([from, to]) => ({ from: `a${from}`, to: `b${to}` })),
        second.map(([from, to]) => ({ from: `b${from}`, to: `c${to}` })),
      ];
      const ordered = reduceCrossings({ rows, links: between });
      expect(countCrossings({ rows: ordered, links: between })).toBeLessThanOrEqual(
        countCrossings({ rows, links: between }),
      );
      expect(ordered.map((row) => row.toSorted())).toEqual(rows);
    }),
  );
});

test("crossings are counted", () => {
  const rows = [
    ["a", "b"],
    ["c", "d"],
  ];
  const count = (links: { from: string; to: string }[]) => countCrossings({ rows, links: [links] });
  expect(
    count([
      { from: "a", to: "d" },
      { from: "b", to: "c" },
    ]),
  ).toBe(1);
  expect(
    count([
      { from: "a", to: "c" },
      { from: "b", to: "d" },
    ]),
  ).toBe(0);
  expect(
    count([
      { from: "a", to: "c" },
      { from: "a", to: "d" },
    ]),
  ).toBe(0);
});
