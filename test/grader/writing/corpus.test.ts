// A text as a model sees it.

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isTrainingText,
  MAX_TEXT_CHARACTERS,
  readCorpus,
  readStart,
} from "../../../grader/writing/corpus.ts";

test("the line break is id 0, the characters follow by code point, a line is between two zeros", () => {
  expect(readCorpus("ba\n𠮷a\n")).toEqual({
    alphabet: ["\n", "a", "b", "𠮷"],
    sequences: [
      [0, 2, 1, 0],
      [0, 3, 1, 0],
    ],
  });
});

test("ids and characters belong together", () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "字", "𠮷", " ") }), {
    minLength: 2,
    maxLength: 6,
  });
  fc.assert(
    fc.property(lines, (written) => {
      const text = `${written.join("\n")}\nend`;
      const { alphabet, sequences } = readCorpus(text);
      const read = sequences.map((ids) =>
        ids
          .slice(1, -1)
          .map((id) => alphabet[id])
          .join(""),
      );
      expect(read.join("\n")).toBe(text);
    }),
  );
});

test("a start has ids, or a character that the text does not have", () => {
  const corpus = readCorpus("ab\nba");
  expect(readStart(corpus, "ba")).toEqual([2, 1]);
  expect(readStart(corpus, "")).toEqual([]);
  expect(readStart(corpus, "axb")).toEqual({ unknown: "x" });
  expect(readStart(corpus, "a\nb")).toEqual({ unknown: "\n" });
});

test.each([
  ["ab\nba\n", true],
  ["one line\n", false],
  ["a\tb\nc\n", false],
  ["", false],
  [`${"a".repeat(MAX_TEXT_CHARACTERS)}\nb`, false],
])("%j is a training text: %s", (text, expected) => {
  expect(isTrainingText(text)).toBe(expected);
});
