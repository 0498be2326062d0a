// A regularity in the wrong numbers of a case, found from the numbers alone: each is twice too
// large, for example. It is shown like a hint, although the pack's author did not foresee it.

/**
 * - not-written: functions are still those of the starter. nothing-written: all of them.
 * - nan, infinite: the first number that is not finite.
 * - one-too-many, one-too-few: a list has one element more or less, at its start or end.
 * - sign: the opposite sign.
 * - log-base: a logarithm to another base.
 * - percent, share: 100 times too large, or too small.
 * - times: a simple multiple, such as 2 or 1/2. times-about: another one. times-n: a multiple that
 *   depends on a length n in the input.
 * - shift: off by the same amount.
 * - index-ahead, index-behind: each number is in the place before, or after, its own.
 * - rows-sum, columns-sum: rows do not add up to 1; in the second case the columns do.
 */
export type PatternCode =
  | "not-written"
  | "nothing-written"
  | "nan"
  | "infinite"
  | "one-too-many-start"
  | "one-too-many-end"
  | "one-too-few-start"
  | "one-too-few-end"
  | "sign"
  | "log-base"
  | "percent"
  | "share"
  | "times"
  | "times-about"
  | "times-n"
  | "shift"
  | "index-ahead"
  | "index-behind"
  | "rows-sum"
  | "columns-sum";

export interface Pattern {
  code: PatternCode;
  /**
   * The top-level field that has all wrong numbers, in the words of the statement; "" if there are
   * several, or no fields, or if a parameter names the place.
   */
  field: string;
  params: Record<string, string | number>;
}

/** Fewer wrong numbers show no pattern. */
export const MIN_NUMBERS = 3;
