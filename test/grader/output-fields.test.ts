// The names under which a report shows the fields of an output.

import { expect, test } from "vitest";
import { bindNames, nameFields, namePath } from "../../grader/output-fields.ts";

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
