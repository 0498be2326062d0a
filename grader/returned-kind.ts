// Kinds of returned values that are not data, by the labels of an isolate (codec.ts, returned.ts).
// A kind only selects the text that a reader sees.

const RETURNED_KINDS = [
  "promise",
  "thenable",
  "async-generator",
  "map",
  "set",
  "iterator",
  "date",
  "error",
  "boxed",
  "buffer",
  "function",
  "symbol",
  "to-json",
  "instance",
  "undefined",
  "unusable",
] as const;
export type ReturnedKind = (typeof RETURNED_KINDS)[number];

/** The export, and the kind of its result. */
export interface Returned {
  name: string;
  kind: ReturnedKind;
}

const KINDS = new Map<string, ReturnedKind>([
  ["Promise", "promise"],
  ["thenable", "thenable"],
  ["AsyncGenerator", "async-generator"],
  ["Map", "map"],
  ["Set", "set"],
  ["Generator", "iterator"],
  ["Iterator Helper", "iterator"],
  ["Date", "date"],
  ["Error", "error"],
  ["Number", "boxed"],
  ["String", "boxed"],
  ["Boolean", "boxed"],
  ["ArrayBuffer", "buffer"],
  ["DataView", "buffer"],
  ["function", "function"],
  ["symbol", "symbol"],
  ["toJSON", "to-json"],
  ["instance", "instance"],
  ["undefined", "undefined"],
  ["unusable", "unusable"],
]);

/** undefined for a label without a text of its own. */
export function findReturnedKind(label: string): ReturnedKind | undefined {
  return KINDS.get(label) ?? (label.endsWith(" Iterator") ? "iterator" : undefined);
}
