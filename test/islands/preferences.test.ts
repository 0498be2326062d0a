// What a browser remembers about the editor, and what applies without it.

import { expect, test } from "vitest";
import {
  FONT_SIZES,
  readPreferences,
  stepFontSize,
  writePreferences,
} from "../../src/islands/editor/preferences.ts";

const DEFAULTS = { fontSize: 14, wrapsLines: false, suggests: true, hasVimKeys: false };
const withText = (text: string | null) => ({ getItem: () => text });

test("a choice is read as it was written", () => {
  const values = new Map<string, string>();
  const chosen = { fontSize: 18, wrapsLines: true, suggests: false, hasVimKeys: true };
  writePreferences({ setItem: (key, value) => void values.set(key, value) }, chosen);
  expect(readPreferences({ getItem: (key) => values.get(key) ?? null })).toEqual(chosen);
});

test.each([
  null,
  "",
  "null",
  "[1]",
  '"text"',
  "{",
  '{"fontSize":15,"wrapsLines":"yes","suggests":0,"hasVimKeys":1}',
  '{"fontSize":"18"}',
])("the defaults apply if the browser has %j", (text) => {
  expect(readPreferences(withText(text))).toEqual(DEFAULTS);
});

test("a browser that stores nothing is no error", () => {
  const refuse = () => {
    throw new Error("denied");
  };
  expect(readPreferences({ getItem: refuse })).toEqual(DEFAULTS);
  expect(() => writePreferences({ setItem: refuse }, DEFAULTS)).not.toThrow();
});

test("the size of the text has five steps and two ends", () => {
  expect(FONT_SIZES.length).toBe(5);
  expect(FONT_SIZES.map((size) => stepFontSize(size, 1))).toEqual([14, 16, 18, 22, undefined]);
  expect(FONT_SIZES.map((size) => stepFontSize(size, -1))).toEqual([undefined, 12, 14, 16, 18]);
});
