// What the editor guesses about the value before a dot.

import { javascript } from "@codemirror/lang-javascript";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { guessReceiver } from "../../src/islands/editor/assist/guess-receiver.ts";

const TYPES = ["Array", "String", "Number", "Map", "Float64Array"];
const names = {
  globals: [],
  statics: { Math: [["Math", ""] as [string, string]] },
  members: Object.fromEntries(TYPES.map((type) => [type, [[type, ""] as [string, string]]])),
};

function guess(source: string): string {
  const state = EditorState.create({ doc: source, extensions: javascript({ typescript: true }) });
  const found = guessReceiver(state, source.lastIndexOf("."), names);
  return found === undefined ? "nothing" : `${found.names[0]![0]}${found.isCertain ? "" : "?"}`;
}

test.each([
  ["Math.", "Math"],
  ["[1, 2].", "Array"],
  ["'text'.", "String"],
  ["`text`.", "String"],
  ["new Map().", "Map"],
  ["new Float32Array(3).", "Float64Array"],
  ["function f(xs: number[]) { return xs.", "Array?"],
  ["const f = (X: readonly number[][]) => X.", "Array?"],
  ["const f = (m: Map<string, number>) => m.", "Map?"],
  ["const s: string = g(); s.", "String?"],
  ["const xs = []; xs.", "Array?"],
  // The nearest before the place.
  ["const a = []; function f(a: string) { a.", "String?"],
])("%s is %s", (source, expected) => {
  expect(guess(source)).toBe(expected);
});

test.each([
  "xs.",
  "f().",
  "model.coef.",
  "Math.max(1).",
  "const f = (y: number[] | number[][]) => y.",
  "const f = (g: (x: number) => number[]) => g.",
  "const Math = g(); Math.",
  "const m: Model = g(); m.",
])("nothing is guessed about %s", (source) => {
  expect(guess(source)).toBe("nothing");
});
