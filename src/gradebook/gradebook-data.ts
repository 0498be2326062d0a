// The gradebook as it goes to the browser: columns, not rows, so that thirty thousand scores are a
// few arrays. Without imports, so that both sides can use it.

/** What is to be known of a score beside its points: sums of these. */
export const FLAGS = { late: 1, overridden: 2, extended: 4, kept: 8, waiting: 16 } as const;
export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[];

export interface GradebookAssignment {
  id: string;
  title: string;
  points: number;
  weight: number;
  /** Taken out of the course: shown, and not counted. */
  isRemoved: boolean;
  /** A newer version of its tests is offered than the one that its scores come from. */
  isOutdated: boolean;
}

/** One array a field, all in the same order of students. */
export interface GradebookStudents {
  ids: string[];
  /** The name in the roster, else the account's own. */
  names: string[];
  /** The account's own, where it differs. */
  ownNames: (string | null)[];
  usernames: (string | null)[];
  emails: (string | null)[];
  sections: (string | null)[];
  /** 1: has scores, and is no student of the course any more. */
  left: (0 | 1)[];
}

export interface GradebookData {
  students: GradebookStudents;
  assignments: GradebookAssignment[];
  /** By assignment, then by student; null: no score. */
  points: (number | null)[][];
  flags: number[][];
  /** In percent. */
  totals: (number | null)[];
}

export function flagsIn(flags: number): FlagName[] {
  return flags === 0 ? [] : FLAG_NAMES.filter((name) => (flags & FLAGS[name]) !== 0);
}

/**
 * How far from nothing (0) to everything (4): the steps in which a score is coloured. null: no
 * score.
 */
export function toneOf(points: number | null, maxPoints: number): 0 | 1 | 2 | 3 | 4 | null {
  if (points === null || maxPoints <= 0) return null;
  const share = points / maxPoints;
  return share >= 1 ? 4 : share >= 0.75 ? 3 : share >= 0.5 ? 2 : share >= 0.25 ? 1 : 0;
}

export const GRADEBOOK_WORDS = [
  "student",
  "total",
  "removed",
  "outdated",
  "left",
  "of",
  "weight",
  "noScore",
  "noMatch",
  "shown",
] as const;

/**
 * What the server hands to the table in the browser. "{count}" and the like stand for what only the
 * browser knows.
 */
export interface GradebookStart {
  /** The address of the gradebook. */
  path: string;
  words: Record<(typeof GRADEBOOK_WORDS)[number], string>;
  /** In full, for a screen reader, and as short as they stand in a cell. */
  flags: Record<FlagName, { name: string; mark: string }>;
}
