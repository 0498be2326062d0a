// One attempt of a student as the policy sees it, and its outcome. No imports.

/** Staff let an attempt count. */
export interface Allowance {
  /** Whether the late rule still applies to it. */
  withLateRule: boolean;
  /** Shown to the student. */
  reason: string;
}

export interface Attempt {
  id: string;
  /** Milliseconds since 1970. */
  submittedAtMs: number;
  /**
   * 0 to 1: the share of its tests' points. null: not graded yet. Attempts with a judge error must
   * not be passed in.
   */
  share: number | null;
  /** Sent as practice: counts only by an allowance. */
  isPractice: boolean;
  /** Whether the site said that it counts when it was sent. */
  saidToCount: boolean;
  /** false: a compile error. true until it is graded. */
  compiled: boolean;
  allowance: Allowance | null;
}

/** null: not graded yet. An exercise without points gives 0. */
export function computeShare(score: number | null, maxScore: number | null): number | null {
  if (score === null || maxScore === null) return null;
  return maxScore > 0 ? score / maxScore : 0;
}

/** Why an attempt does not count. */
export type WhyNot = "practice" | "early" | "late" | "notCompiled" | "overLimit" | "tooSoon";

/** The effect of lateness on an attempt. */
export interface Lateness {
  /** Hours or days begun after the due time; null if on time, or if lateness costs nothing. */
  lateUnits: number | null;
  /** The factor that lateness leaves of its points, 0 to 1. */
  lateFactor: number;
}

/** The outcome of one attempt among the others, under one set of rules. */
export type Outcome =
  | ({
      counts: true;
      /**
       * Its number among those that count, from 1. If it uses no attempt: the number of the next
       * one.
       */
      number: number;
      /** The most that an attempt of this number may earn, 0 to 1. */
      worth: number;
      /** To two decimals; null: not graded yet. */
      points: number | null;
    } & Lateness)
  | { counts: false; why: WhyNot };
