// The data that the server passes to the knobs of a statement in the browser: one block of JSON in
// the page. Only types and names, so that both sides can import it.

export interface Place {
  w: number;
  b: number;
}

/** What the reference answered for a statement's block of knobs. */
export interface Knobs {
  /** The points (x[i], y[i]). */
  x: number[];
  y: number[];
  range: { w: [number, number]; b: [number, number] };
  start: Place;
  /** No line has a smaller mean squared error. */
  best: Place;
  /** For each learning rate the place after each epoch; the start first. */
  paths: { rate: number; w: number[]; b: number[] }[];
}

export const KNOBS_WORDS = [
  "title",
  "intro",
  "introPaths",
  "slope",
  "intercept",
  "line",
  "lineKey",
  "map",
  "mapKey",
  "now",
  "best",
  "isBest",
  "outside",
  "rate",
  "noPath",
  "epoch",
  "next",
  "reset",
] as const;

/** "{w}" and the like are placeholders for values that only the browser knows. */
export type KnobsWords = Record<(typeof KNOBS_WORDS)[number], string>;

export interface KnobsStart {
  knobs: Knobs;
  words: KnobsWords;
}
