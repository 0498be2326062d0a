// source: compile-error | An import with attributes, of a file beside the submission.
import cases from "./data/secret/hidden.json" with { type: "json" };
export const total = (values: number[]): number => cases.find((c: { input: number[] }) => String(c.input) === String(values)).expected;
