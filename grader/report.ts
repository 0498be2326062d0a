// The report of a graded submission, in its JSON form, with verdicts and points. Messages are codes
// with parameters (src/i18n has the wording); texts by the pack's author are included in both
// languages.
//
// Two runs of the same submission, pack and seeds differ only in what `removeUsage` removes.

import type { CaseData } from "./case-data.ts";
import type { Figure } from "./figure.ts";
import type { Mismatch, MismatchKind } from "./compare/mismatch.ts";
import type { Pattern } from "./patterns/pattern.ts";
import type { GroupManifest, Localized } from "./pack/schema.ts";
import type { Returned } from "./returned-kind.ts";
import type { WritingReport } from "./written-text.ts";

export const REPORT_FORMAT = "gradus-report";
export const REPORT_VERSION = 2;

export type Verdict =
  | "accepted"
  | "wrong-answer"
  | "time-limit-exceeded"
  | "memory-limit-exceeded"
  | "output-limit-exceeded"
  /** One of these three in a hidden group, for students: it does not say which. */
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
  | "judge.worker"
  | "judge.slots";

export interface Message {
  code: MessageCode;
  params: Record<string, string | number>;
}

/** not-run: an earlier case hit a limit. */
export type CaseVerdict =
  | Exclude<Verdict, "limit-exceeded" | "compile-error" | "judge-error">
  | "not-run";

/** JavaScript or a value as text. */
export interface Code {
  /** null if it is longer than 20,000 characters. */
  whole: string | null;
  /** With long lists and texts folded: "[1, 2, 3, … +97]". The same as `whole` if it is short. */
  folded: string;
}

/** A function returned an array although its signature says an object, or the other way round. */
export interface WrongForm {
  /** objects: an array of objects, and the elements are arrays, or there is no array. */
  wanted: "object" | "array" | "objects";
  /** Of the object; empty for an array, or if they are unknown. */
  fields: string[];
  returned: "array" | "object" | "number" | "string" | "boolean" | "null";
}

/** What was called in a failing case, in the words of the submission. */
export interface CallReport {
  /** The export. */
  name: string;
  /**
   * The call, ready to be pasted, with the earlier calls whose results it needs.
   */
  code: Code;
  /** What the call returned; null if it threw or did not end, or returned a function. */
  result: Code | null;
  wrongForm: WrongForm | null;
  /** The names in `code` that stand for something the exercise passes. */
  given: { name: string; text: Localized }[];
}

/** Run again on its own, a case gave something else. */
export interface UnstableReport {
  /** Where, in the words of the statement; "" for the output itself. */
  path: string;
  /** In the first run, and in the second; on one line, shortened if long. */
  first: string;
  second: string;
}

export interface SmallestFailure {
  input: string;
  /** null if it is too long. */
  data: CaseData | null;
  call: CallReport | null;
  /** How many times the input was made smaller. */
  steps: number;
  verdict: CaseVerdict;
  mismatches: Mismatch[];
  thrown: { name: string; message: string; line: number } | null;
}

export interface CaseReport {
  /** A stored case's own name; "#7" for the seventh generated one. */
  name: string;
  /** What readers see instead of the name, if the pack says it. */
  title: Localized | null;
  verdict: CaseVerdict;
  /**
   * The export that computes what is wrong first; null if that is unknown, and except for the first
   * failing cases of a group.
   */
  computedBy: string | null;
  /** On one line, shortened if long; null except for the first failing cases of a group. */
  input: string | null;
  /** A driver makes the arguments of the functions from the input. */
  isConverted: boolean;
  /** Of the first failing case of a visible group; null if it is too long. */
  data: CaseData | null;
  /** Of the first failing cases of a visible group. */
  call: CallReport | null;
  unstable: UnstableReport | null;
  expected: string | null;
  actual: string | null;
  mismatches: Mismatch[];
  mismatchCount: number;
  thrown: { name: string; message: string; line: number } | null;
  /**
   * An export that returned a value the tests cannot use (a Promise, a Map …), so that it failed.
   */
  returned: Returned | null;
  console: string;
  hint: Localized | null;
  /** From the pack's checker, if it has one. */
  note: Localized | null;
  /** What the wrong numbers have in common. Only in the first failing case of a visible group. */
  pattern: Pattern | null;
  smallest: SmallestFailure | null;
}

/** The result of a student's own test (grader/own-tests/). */
export interface OwnReport {
  /** shown: there is no expected value to compare with. */
  verdict: CaseVerdict | "shown";
  /** null if it threw, did not end, or has no data form. */
  value: Code | null;
  /** "3 x 2"; null if the value is not an array of numbers with a shape. */
  shape: string | null;
  /** null if there is none, or if it is not a value. */
  expected: Code | null;
  mismatches: Mismatch[];
  mismatchCount: number;
  thrown: { name: string; message: string; line: number } | null;
  returned: Returned | null;
  console: string;
}

export type FailureKind = MismatchKind | Exclude<Verdict, "accepted">;

export interface GroupReport {
  id: string;
  title: Localized;
  visible: boolean;
  points: number;
  score: number;
  /** skipped: another group that this one needs did not pass. */
  verdict: Verdict | "skipped";
  /** The kind of the first failure; for students, only the verdict if the group is hidden. */
  failure: FailureKind | null;
  /** null if the reader may not know it. */
  passed: number | null;
  total: number | null;
  /**
   * Of a visible group that passed: the largest error of a number as a multiple of the tolerance,
   * with two digits, from 0 to 1; null if no number was compared.
   */
  largestError: number | null;
  needs: string[];
  cases: CaseReport[];
}

interface Receipt {
  submission: string;
  exercise: string;
  engine: string;
  /** The visible groups, graded again with this seed, give the same report. */
  seed: number;
  /** The same for hidden groups; absent for students, and if there are none. */
  hiddenSeed?: number;
}

/**
 * CPU times are in milliseconds of the reference machine, like limits: the measured times divided
 * by `cpuFactor`. Wall time is this machine's.
 */
interface Usage {
  cpuTimeMs: number;
  /** How many milliseconds here count as one of the reference machine. */
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
   * About the whole submission: why it did not compile or load, or which internal error occurred.
   */
  messages: Message[];
  /**
   * The known mistake that gives the same outputs. `isLikely`: only most of the wrong outputs are
   * the same.
   */
  misconception: { id: string; hint: Localized; isLikely: boolean } | null;
  groups: GroupReport[];
  /** What the submission computed, to look at; not graded. */
  figures: Figure[];
  /** Of the student's own tests, in their order; empty if the submission did not load. */
  ownTests: OwnReport[];
  /** What its language model wrote, if that was asked for. Never of a recorded submission. */
  writing?: WritingReport;
  receipt: Receipt;
  usage: Usage | null;
}

export type FailedVerdict = Exclude<CaseVerdict, "accepted" | "not-run">;

/** Whether the case ran and did not pass. */
export function isFailed<T extends { verdict: CaseVerdict }>(
  judged: T,
): judged is T & { verdict: FailedVerdict } {
  return judged.verdict !== "accepted" && judged.verdict !== "not-run";
}

// ---- scoring -----------------------------------------------------------------------------------
/**
 * With scoring "all", a group gives all its points or none; with "proportional", points times the
 * share of cases that passed, rounded down to two decimals.
 */
export function scoreGroup(
  group: Pick<GroupManifest, "points" | "scoring">,
  passed: number,
  total: number,
): number {
  if (total > 0 && passed === total) return group.points;
  if (group.scoring === "all" || total === 0) return 0;
  // The small addend makes up for rounding errors: 1 of 29 cases of 0.29 points gives 0.01, not 0.
  return Math.floor((group.points * passed * 100) / total + 1e-9) / 100;
}

/**
 * Skips groups with a need that did not pass: they get no points and no verdict, even if they ran.
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
      largestError: null,
      cases: [],
    };
  });
}

/** The verdict of the first group that did not pass; a judge error in any group comes first. */
export function decideVerdict(groups: GroupReport[]): Verdict {
  if (groups.some((group) => group.verdict === "judge-error")) return "judge-error";
  for (const { verdict } of groups)
    if (verdict !== "accepted" && verdict !== "skipped") return verdict;
  return "accepted";
}

export function sumPoints(values: number[]): number {
  // Points have at most two decimals; rounding removes the errors of adding floats.
  return Math.round(values.reduce((sum, value) => sum + value, 0) * 100) / 100;
}

/**
 * The part of a report that is the same in every run with the same submission, pack and seeds.
 * Which call runs when a time limit ends a case can depend on the machine.
 */
export function removeUsage(report: Report): Report {
  const groups = report.groups.map((group) => ({
    ...group,
    cases: group.cases.map((one) =>
      one.verdict === "time-limit-exceeded" ? { ...one, call: null } : one,
    ),
  }));
  return { ...report, groups, usage: null };
}
