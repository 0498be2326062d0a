// Reading a block of knobs: each mistake is named with its key and its line in the statement, and
// nothing outside the bounds is accepted.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type KnobsBlock, parseKnobs } from "../../../grader/knobs/parse-knobs.ts";

const BLOCK = `points: { x: [1, 2], y: [2, 4.5] }
range: { w: [-1, 2], b: [-1, 5] }
start: { w: 0, b: 0 }
best: { input: { X: [[1], [2]], note: null }, w: model.coef, b: intercept }
paths:
  input: { X: [[1], [2]] }
  rates: { lr: [0.01, 0.5] }
  w: w
  b: b
`;
const LINE = 20;
const parse = (text: string) => parseKnobs({ text, line: LINE }, "p/e/statement.en.md");

/** As the changed block in YAML, of which JSON is a part. */
const write = (change: (block: Record<string, unknown>) => void): string => {
  const parsed = parse(BLOCK);
  if (!parsed.ok) throw new Error("the block of this test is wrong");
  const block = structuredClone(parsed.value) as unknown as Record<string, unknown>;
  change(block);
  return JSON.stringify(block);
};

test("a block is read, and paths are optional", () => {
  const parsed = parse(BLOCK) as { ok: true; value: KnobsBlock };
  expect(parsed).toMatchObject({ ok: true });
  expect(parsed.value.points).toEqual({ x: [1, 2], y: [2, 4.5] });
  expect(parsed.value.best).toEqual({
    input: { X: [[1], [2]], note: null },
    w: "model.coef",
    b: "intercept",
  });
  expect(parsed.value.paths?.rates).toEqual({ lr: [0.01, 0.5] });
  const short = BLOCK.split("\n").slice(0, 3).join("\n");
  expect(parse(`${short}\nbest: { w: 0.6, b: 2.2 }\n`)).toMatchObject({
    ok: true,
    value: { best: { w: 0.6, b: 2.2 } },
  });
});

describe("a mistake is reported with its key and its line in the statement", () => {
  test.each<[string, string, string, object]>([
    ["a missing key", "start: { w: 0, b: 0 }\n", "", { code: "missing-key", key: "start" }],
    [
      "an unknown key",
      "start:",
      "begin: 1\nstart:",
      { code: "unknown-key", key: "begin", line: LINE + 3 },
    ],
    ["a text as a number", "4.5", '"4.5"', { code: "wrong-type", key: "points.y[1]" }],
    ["no number", "4.5", ".nan", { code: "wrong-type", key: "points.y[1]", line: LINE + 1 }],
    ["infinity", "4.5", ".inf", { key: "points.y[1]", line: LINE + 1 }],
    ["a number that is too large", "4.5", "1e7", { code: "wrong-value", key: "points.y[1]" }],
    ["more x than y", "x: [1, 2]", "x: [1, 2, 3]", { code: "wrong-value", key: "points" }],
    ["no points", "x: [1, 2], y: [2, 4.5]", "x: [], y: []", { key: "points.x" }],
    ["an empty range", "w: [-1, 2]", "w: [2, 2]", { key: "range.w", line: LINE + 2 }],
    ["a range of three", "w: [-1, 2]", "w: [-1, 0, 2]", { key: "range.w" }],
    [
      "a best line that is half a question",
      "input: { X: [[1], [2]], note: null }, ",
      "",
      { code: "wrong-value", key: "best", line: LINE + 4 },
    ],
    [
      "a field that is a program",
      "w: model.coef",
      'w: "model[coef]"',
      { code: "wrong-value", key: "best.w", line: LINE + 4 },
    ],
    ["an input with infinity", "note: null", "note: .inf", { key: "best.input" }],
    [
      "two kinds of rates",
      "lr: [0.01, 0.5]",
      "lr: [0.01], step: [1]",
      { code: "wrong-value", key: "paths.rates", line: LINE + 7 },
    ],
    ["no rate", "lr: [0.01, 0.5]", "lr: []", { key: "paths.rates.lr", line: LINE + 7 }],
    [
      "a list as the input of paths",
      "input: { X: [[1], [2]] }",
      "input: [1]",
      { code: "wrong-type" },
    ],
    ["no YAML", "points: {", "points: {{", { code: "yaml-syntax" }],
    ["a repeated key", "start:", "range: 1\nstart:", { code: "yaml-syntax", line: LINE + 3 }],
  ])("%s", (_, what, by, expected) => {
    const text = BLOCK.replace(what, by);
    expect(text).not.toBe(BLOCK);
    const parsed = parse(text);
    expect(parsed).toMatchObject({ ok: false });
    const [first] = (parsed as { problems: object[] }).problems;
    expect(first).toMatchObject({ file: "p/e/statement.en.md", ...expected });
  });

  test("a text that is no map, and one that is too long", () => {
    expect(parse("")).toMatchObject({ ok: false, problems: [{ line: LINE + 1 }] });
    expect(parse("- 1\n")).toMatchObject({ ok: false });
    expect(parse(`${BLOCK}#${"x".repeat(10_000)}\n`)).toMatchObject({
      ok: false,
      problems: [{ code: "wrong-value", key: "knobs", line: LINE }],
    });
  });

  test("aliases that grow are refused", () => {
    const bomb = ["a: &a [1,1,1,1,1,1,1,1,1]"];
    for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg", "gh"])
      bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(",")}]`);
    expect(parse(bomb.join("\n"))).toMatchObject({
      ok: false,
      problems: [{ code: "yaml-syntax" }],
    });
  });
});

describe("nothing outside the bounds is accepted", () => {
  const inside = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const outside = fc.oneof(
    fc.double({ min: 1_000_000.1, noNaN: true }),
    fc.double({ max: -1_000_000.1, noNaN: true }),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308, -1e308),
  );
  const points = (x: unknown[], y: unknown[]) =>
    parse(write((block) => (block["points"] = { x, y }))).ok;

  test("one to fifty points", () => {
    fc.assert(
      fc.property(fc.array(inside, { minLength: 1, maxLength: 80 }), (x) => {
        expect(points(x, x)).toBe(x.length <= 50);
      }),
    );
  });

  test("as many x as y", () => {
    const lists = fc.array(inside, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lists, lists, (x, y) => {
        expect(points(x, y)).toBe(x.length === y.length);
      }),
    );
  });

  test("numbers", () => {
    // JSON has no NaN; in YAML it is .nan. A number that is null is no number either.
    const place = fc.constantFrom("range.w", "start.w", "best.b", "points.x");
    fc.assert(
      fc.property(place, outside, (at, value) => {
        const written = String(value).replace("NaN", ".nan").replace("Infinity", ".inf");
        const text = write((block) => {
          block["best"] = { w: 0, b: 0 };
          const [part, key] = at.split(".") as [string, string];
          const held = block[part] as Record<string, unknown>;
          held[key] = Array.isArray(held[key]) ? ["HERE", 1] : "HERE";
        }).replace('"HERE"', written);
        expect(text).toContain(written);
        expect(parse(text)).toMatchObject({ ok: false });
      }),
    );
  });

  test("one to five rates", () => {
    fc.assert(
      fc.property(fc.array(inside, { maxLength: 9 }), (rates) => {
        const text = write((block) => {
          (block["paths"] as Record<string, unknown>)["rates"] = { lr: rates };
        });
        expect(parse(text).ok).toBe(rates.length >= 1 && rates.length <= 5);
      }),
    );
  });
});
