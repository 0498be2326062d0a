// The filter of the start page: what matches, and how it is read from an address and written to one.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXERCISE_STATES, readExerciseState } from "../../src/grading/exercise-state.ts";
import {
  collectSearchText,
  type Filter,
  formatFilter,
  isActive,
  LEVELS,
  matches,
  MAX_QUERY_CHARACTERS,
  NO_FILTER,
  normalizeText,
  readFilter,
} from "../../src/start-page/filter.ts";

const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readFilter((name) => params.get(name));
};
const COUNT = {
  text: collectSearchText([
    "数一数参数",
    "Count the Parameters",
    "count-parameters",
    "listParameters",
  ]),
  level: 1,
  fromText: false,
  state: "begun",
} as const;
const finds = (query: string) => matches({ ...NO_FILTER, query }, COUNT);

describe("a search", () => {
  test.each([
    "",
    "count",
    "PARAMETERS the",
    "数一数",
    "count-para",
    "listparam",
    "ｃｏｕｎｔ",
    "Çòúñt",
    "  count \t parameters ",
  ])("%j finds titles in both languages, the id and exports", (query) => {
    expect(finds(query)).toBe(true);
  });

  test.each(["regression", "count regression", "数二数", "参数count", "parameterscount"])(
    "%j does not match: every word must be in one of the texts",
    (query) => expect(finds(query)).toBe(false),
  );

  test("finds accents in a title by plain letters", () => {
    const text = collectSearchText(["Écart-type", "İstanbul"]);
    expect(matches({ ...NO_FILTER, query: "ecart" }, { ...COUNT, text })).toBe(true);
    expect(matches({ ...NO_FILTER, query: "istanbul" }, { ...COUNT, text })).toBe(true);
  });

  test("finds every text by itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (title, other) => {
        const text = collectSearchText([other, title]);
        expect(matches({ ...NO_FILTER, query: title }, { ...COUNT, text })).toBe(true);
        expect(normalizeText(normalizeText(title))).toBe(normalizeText(title));
      }),
    );
  });
});

test("level, state and the text narrow a search", () => {
  const found = (filter: Partial<Filter>, exercise: Partial<typeof COUNT> | object = {}) =>
    matches({ ...NO_FILTER, ...filter }, { ...COUNT, ...exercise });
  expect(found({ query: "count", level: 1, state: "begun" })).toBe(true);
  expect(found({ query: "count", level: 2 })).toBe(false);
  expect(found({ query: "count", level: 1 }, { level: 2 })).toBe(false);
  expect(found({ query: "count", state: "solved" })).toBe(false);
  expect(found({ query: "count", fromText: true })).toBe(false);
  expect(found({ query: "count", fromText: true }, { fromText: true })).toBe(true);
  expect(found({ query: "no such", fromText: true }, { fromText: true })).toBe(false);
});

describe("an address", () => {
  test("is read", () => {
    expect(read("q=+two+words+&level=3&state=solved&from-text=1")).toEqual({
      query: "two words",
      level: 3,
      state: "solved",
      fromText: true,
    });
  });

  test.each([
    "",
    "level=0",
    "level=6",
    "level=1.5",
    "level=01",
    "level=one",
    "level=",
    "state=done",
    "state=",
    "state=__proto__",
    "from-text=",
    "from-text=true",
    "q=",
    "q=+++",
    `q=${"x".repeat(MAX_QUERY_CHARACTERS + 1)}`,
    "other=1",
  ])("%s filters nothing", (query) => {
    expect(read(query)).toEqual(NO_FILTER);
    expect(isActive(read(query))).toBe(false);
  });

  test("that is written is read as the same filter", () => {
    const filter: fc.Arbitrary<Filter> = fc.record({
      query: fc
        .string({ unit: "grapheme", maxLength: 20 })
        .map((text) => text.toWellFormed().trim())
        .filter((text) => text.length <= MAX_QUERY_CHARACTERS),
      level: fc.constantFrom(null, ...LEVELS),
      state: fc.constantFrom(null, ...EXERCISE_STATES),
      fromText: fc.boolean(),
    });
    fc.assert(
      fc.property(filter, (one) => {
        expect(read(formatFilter(one))).toEqual(one);
        expect(formatFilter(one) !== "").toBe(isActive(one));
      }),
    );
  });
});

test.each([
  [undefined, "new"],
  [{ isSolved: false, attempts: 0, hasDraft: false }, "new"],
  [{ isSolved: false, attempts: 0, hasDraft: true }, "begun"],
  [{ isSolved: false, attempts: 2, hasDraft: false }, "begun"],
  [{ isSolved: true, attempts: 2, hasDraft: true }, "solved"],
])("the state of %j is %s", (progress, state) => {
  expect(readExerciseState(progress)).toBe(state);
});
