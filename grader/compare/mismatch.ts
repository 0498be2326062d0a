// A place where an output differs from the expected one, as a report shows it.

export type MismatchKind = "value" | "shape" | "type" | "missing" | "extra" | "not-finite";

/**
 * The likely mistake:
 *
 * - transposed: the output is right after rows and columns are swapped.
 * - flat-for-nested: a plain list instead of a list of lists; nested-for-flat: the reverse.
 * - other-nesting: the same numbers in another arrangement.
 * - text-for-number: "6" instead of 6.
 * - ragged: rows of different lengths.
 * - no-own-fields: an object whose fields are all getters, private or missing.
 * - The others name a value that is not data: promise (an async function), map (a Map), thenable
 *   (an object with a method `then`) and so on.
 */
export type MismatchNote =
  | "transposed"
  | "flat-for-nested"
  | "nested-for-flat"
  | "other-nesting"
  | "text-for-number"
  | "ragged"
  | "no-own-fields"
  | "promise"
  | "thenable"
  | "async-generator"
  | "map"
  | "set"
  | "iterator"
  | "date"
  | "error"
  | "boxed"
  | "buffer"
  | "function"
  | "symbol"
  | "to-json";

export interface Mismatch {
  kind: MismatchKind;
  /** "layers[0].kernel[2][1]"; "" for the output itself. */
  path: string;
  /** The same in the words of the statement: "losses[3]" for "loss_history[3]". */
  name: string;
  /** On one line, shortened if long. For `shape` the shapes ("5 x 10"), for `type` the types. */
  expected: string;
  actual: string;
  /** |actual - expected|; null if one of them is not a finite number. */
  error: number | null;
  /**
   * `error` divided by what the tolerance allows; null if it allows no error, or without `error`.
   */
  timesTolerance: number | null;
  note: MismatchNote | null;
}
