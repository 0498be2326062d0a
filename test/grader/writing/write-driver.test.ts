// The loop that lets a model write, without an isolate: what it draws, and what it says of a model
// that returns no probabilities.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import write from "../../../grader/writing/write-driver.ts";

type Model = (ids: number[]) => unknown;
const ORDER = {
  train: "train",
  sequences: [[0, 1, 2, 0]],
  vocabSize: 3,
  start: [] as number[],
  lines: 3,
  longest: 10,
  temperature: 1,
  seed: 1000,
  choices: 2,
};
const writeWith = (model: unknown, changes: Partial<typeof ORDER> = {}) =>
  write({ train: () => model }, { ...ORDER, ...changes });
const linesOf = (model: Model, changes: Partial<typeof ORDER> = {}) => {
  const result = writeWith(model, changes);
  if (!("lines" in result)) throw new Error(JSON.stringify(result));
  return result.lines.map((line) => line.map(({ id }) => id));
};

/** Rows of probabilities that depend on the last id only; every id can be followed by each. */
const tables = fc
  .array(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 }), {
    minLength: 3,
    maxLength: 3,
  })
  .map((rows) => rows.map((row) => row.map((n) => n / row.reduce((a, b) => a + b, 0))));
const tableModel =
  (table: number[][]): Model =>
  (ids) =>
    ids.map((id) => table[id]);
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 2 });

/** As the statement says it, once more and more plainly. */
function drawByHand(table: number[][], seed: number): number[][] {
  let s = seed;
  return [1, 2, 3].map(() => {
    const line: number[] = [];
    for (let id = 0; line.length < 10;) {
      s = Number((48271n * BigInt(s)) % (2n ** 31n - 1n));
      const u = s / (2 ** 31 - 1);
      let sum = 0;
      id = table[id]!.findIndex((p) => (sum += p) > u);
      line.push(id);
      if (id === 0) break;
    }
    return line;
  });
}

describe("drawing", () => {
  test("at temperature 1 it draws as the statement says", () => {
    fc.assert(
      fc.property(tables, seeds, (table, seed) => {
        expect(linesOf(tableModel(table), { seed })).toEqual(drawByHand(table, seed));
      }),
    );
  });

  test("at temperature 0 it takes the largest, in a tie the smallest id, whatever the seed", () => {
    const rows = [
      [0.2, 0.4, 0.4],
      [0, 0.1, 0.9],
      [0.5, 0.25, 0.25],
    ];
    for (const seed of [1, 77])
      expect(linesOf(tableModel(rows), { temperature: 0, lines: 1, seed })).toEqual([[1, 2, 0]]);
  });

  test("a low temperature comes close to the largest, and no row becomes all zeros", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const tiny = [1e-300, 1 - 1e-12, 1e-12];
        const line = linesOf(() => [tiny], { temperature: 0.01, lines: 1, longest: 1, seed });
        expect(line).toEqual([[1]]);
      }),
    );
  });

  test("each line begins with the start, which the model sees after the beginning of a line", () => {
    const seen: number[][] = [];
    linesOf(
      (ids) => {
        seen.push(ids);
        return ids.map(() => [1, 0, 0]);
      },
      { start: [2, 1] },
    );
    expect(seen).toEqual([
      [0, 2, 1],
      [0, 2, 1],
      [0, 2, 1],
    ]);
  });

  test("a line has at most its length, with the start", () => {
    const always = (ids: number[]) => ids.map(() => [0, 1, 0]);
    expect(linesOf(always)[0]).toHaveLength(10);
    expect(linesOf(always, { start: [1, 1, 1] })[0]).toHaveLength(7);
  });

  test("the choices are the most probable, with the model's own probabilities", () => {
    const result = writeWith((ids: number[]) => ids.map(() => [0.1, 0.3, 0.6]), {
      temperature: 0,
      lines: 1,
      longest: 1,
    });
    expect(result).toEqual({
      lines: [
        [
          {
            id: 2,
            probability: 0.6,
            choices: [
              { id: 2, probability: 0.6 },
              { id: 1, probability: 0.3 },
            ],
          },
        ],
      ],
    });
  });

  test("a model that changes what it was given changes nothing here", () => {
    const greedy = (ids: number[]) => {
      const rows = ids.map(() => [0, 1, 0]);
      ids.length = 0;
      return rows;
    };
    expect(linesOf(greedy, { longest: 3, lines: 1 })).toEqual([[1, 1, 1]]);
  });
});

describe("what is wrong with a model", () => {
  const NO_MODEL = { fault: "model", position: 0, value: null };
  test.each<[string, unknown, object]>([
    ["no function", 3, NO_MODEL],
    ["no list", () => "rows", NO_MODEL],
    ["too few rows", () => [], { fault: "rows", position: 0, value: 0 }],
    ["a row that is no list", () => [null], { fault: "row", position: 0, value: null }],
    ["a row too short", () => [[1, 0]], { fault: "row", position: 0, value: 2 }],
    ["NaN", () => [[NaN, 1, 0]], { fault: "number", position: 0, value: NaN }],
    ["negative", () => [[-0.5, 1, 0.5]], { fault: "number", position: 0, value: -0.5 }],
    ["infinite", () => [[Infinity, 0, 0]], { fault: "number", position: 0, value: Infinity }],
    ["a text", () => [["1", 0, 0]], { fault: "number", position: 0, value: null }],
    ["a sum of 2", () => [[1, 1, 0]], { fault: "sum", position: 0, value: 2 }],
    [
      "later only",
      (ids: number[]) => ids.map(() => (ids.length < 3 ? [0, 1, 0] : [0, 0, 0])),
      { fault: "sum", position: 2, value: 0 },
    ],
  ])("%s", (_, model, fault) => {
    expect(writeWith(model)).toEqual(fault);
  });
});
