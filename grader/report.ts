// What comes out of grading: verdicts, points, and the report in its JSON form. All words are codes
// with parameters (src/i18n has them in both languages), except those that the pack's author wrote,
// which come in both.
//
// Everything that differs between two runs of the same submission (times, memory) is under `usage`,
// and nowhere else.

import type { Mismatch, MismatchKind } from "./compare/mismatch.ts";
import type { GroupManifest, Localized } from "./pack/schema.ts";
import type { Returned } from "./sandbox/returned-kind.ts";

export const REPORT_FORMAT = "gradus-report";
export const REPORT_VERSION = 1;

export type Verdict =
  | "accepted"
  | "wrong-answer"
  | "time-limit-exceeded"
  | "memory-limit-exceeded"
  | "output-limit-exceeded"
  /** One of the three, of a hidden group: which one is not shown. */
  | "limit-exceeded"
  | "run-time-error"
  | "compile-error"
  | "judge-error";

export type MessageCode =
  | "source.too-large"
  | "source.binary"
  | "source.not-utf8"
  | "source.utf16"
  | "source.empty"
  | "compile.syntax"
  | "compile.import"
  | "compile.namespace"
  | "compile.top-level-await"
  | "compile.too-complex"
  | "compile.too-slow"
  | "compile.missing-export"
  | "compile.function-module"
  | "compile.markdown-fence"
  | "compile.decorator"
  | "compile.jsx"
  | "compile.other-language"
  | "load.threw"
  | "load.time"
  | "load.memory"
  | "load.output"
  | "load.crash"
  | "judge.reference"
  | "judge.generator"
  | "judge.driver"
  | "judge.checker"
  | "judge.validator"
  | "judge.busy"
  | "judge.slots";

export interface Message {
  code: MessageCode;
  params: Record<string, string | number>;
}

/** not-run: an earlier case of the group hit a limit. */
export type CaseVerdict =
  | Exclude<Verdict, "limit-exceeded" | "compile-error" | "judge-error">
  | "not-run";

export interface SmallestFailure {
  input: string;
  /** How many times the input was made smaller. */
  steps: number;
  verdict: CaseVerdict;
  mismatches: Mismatch[];
  thrown: { name: string; message: string; line: number } | null;
}

export interface CaseReport {
  /** A stored case's own name; "#7" for the seventh generated one. */
  name: string;
  verdict: CaseVerdict;
  /** Given for the first failing cases of a group only, on one line, cut where long. */
  input: string | null;
  expected: string | null;
  actual: string | null;
  mismatches: Mismatch[];
  mismatchCount: number;
  thrown: { name: string; message: string; line: number } | null;
  /**
   * An export that returned what the tests cannot use (a Promise, a Map …), where that is why the
   * case failed.
   */
  returned: Returned | null;
  console: string;
  hint: Localized | null;
  /** From a pack's own checker, where it has one. */
  note: Localized | null;
  smallest: SmallestFailure | null;
}

export type FailureKind = MismatchKind | Exclude<Verdict, "accepted">;

export interface GroupReport {
  id: string;
  title: Localized;
  visible: boolean;
  points: number;
  score: number;
  /** skipped: a group that it needs did not pass. */
  verdict: Verdict | "skipped";
  /** The kind of the first failure; of a hidden group, for students, its verdict. */
  failure: FailureKind | null;
  /** null where the reader must not know. */
  passed: number | null;
  total: number | null;
  needs: string[];
  cases: CaseReport[];
}

export interface Receipt {
  submission: string;
  exercise: string;
  engine: string;
  /** With which the visible groups can be graded again to the same report. */
  seed: number;
  /** The same for the hidden groups; absent for students, and if there are none. */
  hiddenSeed?: number;
}

/**
 * CPU times are the reference machine's, as limits are: what was measured, divided by `cpuFactor`.
 * The clock is this machine's.
 */
export interface Usage {
  cpuTimeMs: number;
  /** How many of this machine's milliseconds one of the reference machine's was taken for. */
  cpuFactor: number;
  wallTimeMs: number;
  groups: Record<string, { cpuTimeMs: number }>;
}

export interface Report {
  format: typeof REPORT_FORMAT;
  version: typeof REPORT_VERSION;
  verdict: Verdict;
  score: number;
  maxScore: number;
  exercise: { pack: string; id: string; title: Localized };
  /**
   * About the submission as a whole: why it did not compile or load, or what went wrong on our
   * side.
   */
  messages: Message[];
  /** The known mistake whose outputs these are. */
  misconception: { id: string; hint: Localized } | null;
  groups: GroupReport[];
  /** Something to look at that the submission made; not graded. The text is the submission's. */
  figure: { kind: "text"; title: Localized; text: string } | null;
  receipt: Receipt;
  usage: Usage | null;
}

// ---- scoring
// ---------------------------------------------------------------------------------------

/**
 * all: everything or nothing. proportional: points times the share of cases that passed, to two
 * decimals.
 */
export function scoreGroup(
  group: Pick<GroupManifest, "points" | "scoring">,
  passed: number,
  total: number,
): number {
  if (total > 0 && passed === total) return group.points;
  if (group.scoring === "all" || total === 0) return 0;
  // Rounded down, but not by what floats lose on the way: 0.29 points shared by 29 are 0.01 each.
  return Math.floor((group.points * passed * 100) / total + 1e-9) / 100;
}

/**
 * Skips every group with a need that did not pass: no points and no verdict, though its cases may
 * have run.
 */
export function applyNeeds(groups: GroupReport[]): GroupReport[] {
  const passed = new Set<string>();
  return groups.map((group) => {
    if (group.needs.every((need) => passed.has(need))) {
      if (group.verdict === "accepted") passed.add(group.id);
      return group;
    }
    if (group.verdict === "judge-error") return group;
    return {
      ...group,
      verdict: "skipped",
      failure: null,
      score: 0,
      passed: null,
      total: null,
      cases: [],
    };
  });
}

/** The verdict of the first group, in order, that did not pass; a judge error outranks all. */
export function decideVerdict(groups: GroupReport[]): Verdict {
  if (groups.some((group) => group.verdict === "judge-error")) return "judge-error";
  for (const { verdict } of groups)
    if (verdict !== "accepted" && verdict !== "skipped") return verdict;
  return "accepted";
}

export function sumPoints(values: number[]): number {
  // Points have two decimals at most; adding them as floats must not invent more.
  return Math.round(values.reduce((sum, value) => sum + value, 0) * 100) / 100;
}

/** The report without what may differ between two runs of the same submission, pack and seed. */
export function removeUsage(report: Report): Report {
  return { ...report, usage: null };
}
