// The figures of a report, as data: what a submission computed beside what is right. Drawn by
// src/figures/. Every list of numbers is finite and bounded.

import type { Localized } from "./pack/schema.ts";

/** For one figure, all its lists together. */
export const MAX_NUMBERS = 2000;
export const MAX_TEXT = 2000;
export const MAX_ROWS = 40;
export const MAX_SERIES = 6;
export const MAX_CELL_TEXT = 60;

/** Which test the figure is of. */
interface FigureCase {
  name: string;
  title: Localized | null;
  passed: boolean;
}

interface FigureFacts {
  title: Localized;
  /** null: the figure combines all tests of a group. */
  of: FigureCase | null;
  /** Whether anything in it differs from what is expected. */
  differs: boolean;
  /** Of the submission's numbers; they are not drawn. */
  notFinite: number;
  /** How many there were, if only some are drawn; otherwise null. */
  thinnedFrom: number | null;
}

/** Names of the two directions; null if the title says enough. */
export interface Axes {
  x: Localized;
  y: Localized;
}

export interface TextFigure extends FigureFacts {
  kind: "text";
  /** One for all readers, or one for each language. */
  text: string | Localized;
}

export function readFigureText({ text }: TextFigure, language: keyof Localized): string {
  return typeof text === "string" ? text : text[language];
}

/** All four lists have one number for each point. */
export interface FitFigure extends FigureFacts {
  kind: "fit";
  axes: Axes | null;
  x: number[];
  y: number[];
  /** The submission's line at each x; null where it is not finite or missing. */
  actual: (number | null)[];
  expected: number[];
}

export interface CurvesFigure extends FigureFacts {
  kind: "curves";
  axes: Axes | null;
  /** The number of each step drawn. */
  steps: number[];
  /** One list for each quantity, with one number for each step. */
  series: { actual: (number | null)[]; expected: number[] }[];
  /** The first step at which one of them is wrong, or missing. */
  divergesAt: number | null;
}

export interface HeatmapFigure extends FigureFacts {
  kind: "heatmap";
  /** Which matrix of the output it is. */
  path: string;
  /** The number of each row and column drawn. */
  rows: number[];
  columns: number[];
  actual: (number | null)[][];
  /** actual - expected, 0 if it is within the tolerance; null if all cells are right. */
  errors: (number | null)[][] | null;
  /** The submission's own shape, if it is another one. */
  shape: string | null;
}

/** A bar is null if that side does not have it. */
export interface BarsFigure extends FigureFacts {
  kind: "bars";
  bars: { label: string; actual: number | null; expected: number | null; isRight: boolean }[];
}

export interface TableFigure extends FigureFacts {
  kind: "table";
  columns: Localized[];
  /** `actual` is null if the submission has no such row, `expected` if it has one too many. */
  rows: { actual: string | null; expected: string | null; isRight: boolean }[][];
}

export type Figure =
  | TextFigure
  | FitFigure
  | CurvesFigure
  | HeatmapFigure
  | BarsFigure
  | TableFigure;

/** A figure without what all figures say. */
export type Drawing<F extends Figure> = F extends Figure ? Omit<F, "title" | "of"> : never;
