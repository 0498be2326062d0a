// What the manifest says about the fields of an output: the order of computation, the export that
// computes one, and the names under which a report shows them.

import { expect, test } from "vitest";
import type { Value } from "../../grader/isolate/codec.ts";
import {
  bindNames,
  findExportOf,
  listNamed,
  nameFields,
  nameMismatch,
  namePath,
  orderPlaces,
} from "../../grader/output-fields.ts";

const NAMES = {
  loss_history: "losses",
  predictions: "predict(layers, X)",
  encoded: { char_vocab: "encodeChars(vocab, text)", word_vocab: "encodeWords(vocab, text)" },
  per_layer: "layers[0]",
  weight: "kernelᵀ",
};
const FIELDS = Object.fromEntries(
  Object.entries(NAMES).map(([field, name]) => [field, { name, history: false }]),
);
const plain = bindNames(FIELDS, { X: [] });

test.each([
  ["loss_history[3]", "losses[3]"],
  ["predictions", "predict(layers, X)"],
  ["predictions[0][1]", "predict(layers, X)[0][1]"],
  ["grads[0].weight[1][0]", "grads[0].kernelᵀ[1][0]"],
  ["per_layer.bias", "layers[0].bias"],
  ["coef[0]", "coef[0]"],
  ["[2]", "[2]"],
  ["", ""],
  // A name of an object's prototype is not a name of the manifest.
  ["toString", "toString"],
])("%s is shown as %s", (path, shown) => {
  expect(namePath(path, plain)).toBe(shown);
});

const PATH = { w: "descend(X, y)[].w", b: "descend(X, y)[].b" };
const inList = bindNames(
  Object.fromEntries(Object.entries(PATH).map(([field, name]) => [field, { name, history: true }])),
  null,
);

test.each([
  ["w[1]", "descend(X, y)[1].w"],
  ["w[1][0]", "descend(X, y)[1].w[0]"],
  ["w", "descend(X, y)[].w"],
])("[] in a name is the index: %s is shown as %s", (path, shown) => {
  expect(namePath(path, inList)).toBe(shown);
});

test("the fields of one list are shown as its objects", () => {
  expect(nameFields({ w: [[0], [1]], b: [2, 3], n: 1 }, inList)).toEqual({
    "descend(X, y)": [
      { w: [0], b: 2 },
      { w: [1], b: 3 },
    ],
    n: 1,
  });
  // Which element belongs to which is unknown.
  expect(Object.keys(nameFields({ w: [[0]], b: [2, 3] }, inList) as object)).toEqual([
    "descend(X, y)",
    "descend(X, y)[].b",
  ]);
});

test("a list of the wrong length is named once, with its lengths", () => {
  const shape = (path: string, expected: string, actual: string) =>
    nameMismatch(
      {
        kind: "shape",
        path,
        name: path,
        expected,
        actual,
        error: null,
        timesTolerance: null,
        note: null,
      },
      inList,
    );
  const length = { kind: "value", name: "descend(X, y).length", expected: "3", actual: "2" };
  expect(shape("w", "3 x 1", "2 x 1")).toMatchObject(length);
  expect(shape("b", "3", "2")).toMatchObject(length);
  expect(shape("w", "3 x 1", "3 x 2")).toMatchObject({ kind: "shape", name: PATH.w });
  expect(shape("n", "3", "2")).toMatchObject({ kind: "shape", name: "n" });
});

test("a value that a driver returns twice is listed once, another one with a number", () => {
  const named = bindNames(
    Object.fromEntries(["a", "b", "c"].map((key) => [key, { name: "f(x)", history: false }])),
    null,
  );
  expect(listNamed({ a: [1], b: [1], c: [2] }, named)).toEqual([
    ["f(x)", [1]],
    ["f(x) (2)", [2]],
  ]);
});

test("a name may depend on the kind of the input", () => {
  expect(bindNames(FIELDS, { kind: "char_vocab" })("encoded")).toBe("encodeChars(vocab, text)");
  expect(bindNames(FIELDS, { kind: "word_vocab" })("encoded")).toBe("encodeWords(vocab, text)");
  expect(plain("encoded")).toBeUndefined();
  expect(bindNames(FIELDS, { kind: "toString" })("encoded")).toBeUndefined();
});

test("fields of values are renamed at every depth", () => {
  expect(nameFields({ loss_history: [1], inner: [{ weight: 2 }] }, plain)).toEqual({
    losses: [1],
    inner: [{ kernelᵀ: 2 }],
  });
});

const trains = {
  prediction: { history: false },
  losses: { history: true },
  weights: { history: true },
};
const show = ({ field, step }: { field: string; step: number | undefined }) =>
  step === undefined ? field : `${field}[${step}]`;

test("histories are compared step by step, each step in the manifest's order, and before the rest", () => {
  const output = { weights: [1, 2], prediction: 5, extra: 0, losses: [3, 4] };
  expect(orderPlaces(trains, output, output).map(show)).toEqual([
    "losses[0]",
    "weights[0]",
    "losses[1]",
    "weights[1]",
    "prediction",
    "extra",
  ]);
});

test("a history that goes on longer than another ends alone", () => {
  const output = { losses: [3], weights: [1, 2, 3] };
  expect(orderPlaces(trains, output, output).map(show)).toEqual([
    "losses[0]",
    "weights[0]",
    "weights[1]",
    "weights[2]",
  ]);
});

test("a history that is missing, no list, or of another length is compared as a whole", () => {
  const expected = { losses: [3, 4], weights: [1, 2], prediction: 5 };
  for (const losses of [[3], 3, undefined])
    expect(orderPlaces(trains, expected, { ...expected, losses }).map(show)).toEqual([
      "weights[0]",
      "weights[1]",
      "prediction",
      "losses",
    ]);
  expect(orderPlaces(trains, expected, {}).map(show)).toEqual(["prediction", "losses", "weights"]);
});

test("the export of a field: the only one, the manifest's, or unknown", () => {
  const [fit, predict] = ["fit", "predict"].map((name) => ({ name, signature: "() => void" }));
  const fields = {
    losses: { from: "fit", history: true },
    output: { from: { train: "fit", use: "predict" }, history: false },
    plain: { history: false },
  };
  const of = (field: string, input: unknown = {}, exports = [fit!, predict!]) =>
    findExportOf({ exports, fields }, input as Value, field);
  expect(of("losses")).toBe("fit");
  expect(of("output", { kind: "use" })).toBe("predict");
  expect(of("output", { kind: "other" })).toBeNull();
  expect(of("plain")).toBeNull();
  expect(of("toString")).toBeNull();
  expect(of("plain", {}, [fit!])).toBe("fit");
});
