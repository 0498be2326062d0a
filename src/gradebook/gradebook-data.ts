// The gradebook as it is sent to the browser: columns, not rows, so that thirty thousand scores are
// a few arrays. No imports, so that both sides can use it.

/** Facts about a score beside its points; a score's flags are the sum of these. */
export const FLAGS = { late: 1, overridden: 2, extended: 4, floor: 8, waiting: 16 } as const;
export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[];

export interface GradebookAssignment {
  id: string;
  title: string;
  points: number;
  weight: number;
  /** Removed from the course: shown, but not in the total. */
  isRemoved: boolean;
  /** A newer version of its tests is offered than the one that its scores come from. */
  isOutdated: boolean;
}

/** One array per field, all in the same order of students. */
export interface GradebookStudents {
  ids: string[];
  /** The name in the roster, else the account's own. */
  names: string[];
  /** The account's own name, if it differs. */
  ownNames: (string | null)[];
  usernames: (string | null)[];
  emails: (string | null)[];
  sections: (string | null)[];
  /** 1: has scores, but is no longer a student of the course. */
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

export function listFlags(flags: number): FlagName[] {
  return flags === 0 ? [] : FLAG_NAMES.filter((name) => (flags & FLAGS[name]) !== 0);
}

/** The colour step of a score, from no points (0) to all points (4). null: no score. */
export function chooseTone(points: number | null, maxPoints: number): 0 | 1 | 2 | 3 | 4 | null {
  if (points === null || maxPoints <= 0) return null;
  const share = points / maxPoints;
  if (share >= 1) return 4;
  if (share >= 0.75) return 3;
  if (share >= 0.5) return 2;
  return share >= 0.25 ? 1 : 0;
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
 * What the server passes to the table in the browser. The browser fills in "{count}" and the like.
 */
export interface GradebookStart {
  /** The URL of the gradebook. */
  path: string;
  words: Record<(typeof GRADEBOOK_WORDS)[number], string>;
  /** In full for screen readers, and as short as they appear in a cell. */
  flags: Record<FlagName, { name: string; mark: string }>;
}
