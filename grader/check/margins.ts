// Whether tolerance and limits have room on both sides. A tolerance that a sound solution nearly
// misses fails the next one; one that a wrong solution nearly meets passes the next one. Measured
// over all cases of all runs.

import type { Exercise } from "../pack/exercise.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { FAR_TIMES, MEMORY_SHARE, type Run, type SubjectRuns } from "./runs.ts";

/** Where an extreme was seen: the file, and there the case. */
export interface Extreme {
  value: number;
  file: string;
  group: string;
  name: string;
}

export interface Margins {
  /** The worst error of what is accepted, as a multiple of the tolerance; null where nothing is. */
  accepted: Extreme | null;
  /**
   * Of each wrong example's worst error, the smallest; null where there is none. Infinity where
   * what is wrong is no matter of size.
   */
  wrong: Extreme | null;
  /**
   * What the slowest accepted example takes of its limit, the greater of one case's and all cases'
   * share.
   */
  time: { share: number; file: string } | null;
}

const FAIL_TIMES = 2;
export const TIME_SHARE = 1 / 3;

export function measureMargins(runs: SubjectRuns[], exercise: Exercise): Margins {
  // What has another verdict than it should is said by another check.
  const accepted = runs.filter(
    ({ subject: { folder }, first }) =>
      (folder === "accepted" || folder === "reference") && first.report.verdict === "accepted",
  );
  const wrong = runs.filter(
    ({ subject: { folder }, first }) =>
      folder === "wrong_answer" && first.report.verdict === "wrong-answer",
  );
  const largest = (list: Extreme[]) =>
    list.reduce<Extreme | null>(
      (most, one) => (most === null || one.value > most.value ? one : most),
      null,
    );
  const smallest = (list: Extreme[]) =>
    list.reduce<Extreme | null>(
      (least, one) => (least === null || one.value < least.value ? one : least),
      null,
    );
  const worst = (one: SubjectRuns) => largest(errorsOf(one));
  return {
    accepted: largest(accepted.flatMap((one) => worst(one) ?? [])),
    wrong: smallest(wrong.flatMap((one) => worst(one) ?? [])),
    time: slowest(accepted, exercise),
  };
}

/** The error of every case that was compared; a case that a checker decided has none. */
function errorsOf({ subject, first, others }: SubjectRuns): Extreme[] {
  return [first, ...others].flatMap(({ cases }) =>
    cases.flatMap(({ group, name, judged: { comparison, verdict } }): Extreme[] => {
      if (comparison === null)
        return verdict === "accepted" || verdict === "not-run"
          ? []
          : [{ value: Infinity, file: subject.file, group, name }];
      // What differs in something that is no number is wrong beyond any tolerance.
      return [
        {
          value:
            comparison.ok || comparison.worstTimesTolerance > 1
              ? comparison.worstTimesTolerance
              : Infinity,
          file: subject.file,
          group,
          name,
        },
      ];
    }),
  );
}

/** CPU of one run, in the reference machine's milliseconds. */
export interface RunTime {
  totalMs: number;
  casesMs: number[];
}

/**
 * Of its limit, the greater of one case's and all cases' share. The same work takes longer where
 * others use the machine too and never less, so of several runs the quickest counts, case by case.
 */
export function measureTimeShare(
  runs: RunTime[],
  limits: { cpuTimeMs: number; totalCpuTimeMs: number },
): number {
  const total = Math.min(...runs.map(({ totalMs }) => totalMs));
  const dearest = Math.max(
    0,
    ...(runs[0]?.casesMs ?? []).map((_, i) =>
      Math.min(...runs.map(({ casesMs }) => casesMs[i] ?? 0)),
    ),
  );
  return Math.max(total / limits.totalCpuTimeMs, dearest / limits.cpuTimeMs);
}

/** What seems slow is run so many times more: one measure may be the machine's. */
export const TIMED_AGAIN = 4;

/**
 * Whether an accepted example takes so much of its time by all measures that there are. The
 * reference is under no limit, and its modules are loaded already.
 */
export function isTight(runs: SubjectRuns, exercise: Exercise): boolean {
  return isAcceptedExample(runs) && shareOf(runs, exercise) > TIME_SHARE;
}

function isAcceptedExample({ subject, first }: SubjectRuns): boolean {
  return subject.folder === "accepted" && isAccepted(first);
}

function shareOf(
  { first, again, shuffled, timed }: SubjectRuns,
  { manifest: { limits } }: Exercise,
): number {
  const same = [first, again, shuffled, ...timed].filter((run) => run !== undefined);
  return measureTimeShare(
    same.map(({ report, cases }) => ({
      totalMs: report.usage?.cpuTimeMs ?? 0,
      casesMs: cases.map(({ cpuTimeMs }) => cpuTimeMs),
    })),
    limits,
  );
}

function slowest(runs: SubjectRuns[], exercise: Exercise): Margins["time"] {
  let most: Margins["time"] = null;
  for (const one of runs.filter(isAcceptedExample)) {
    const share = shareOf(one, exercise);
    if (most === null || share > most.share) most = { share, file: one.subject.file };
  }
  return most;
}

export function checkMargins(exercise: Exercise, { accepted, wrong, time }: Margins): Finding[] {
  const finding = bindFinding(exercise);
  const findings: Finding[] = [];
  if (accepted !== null && accepted.value * FAR_TIMES > 1) {
    const severity = accepted.value * FAIL_TIMES > 1 ? "error" : "warning";
    findings.push(
      finding(
        "tolerance-tight",
        accepted.file,
        { times: show(accepted.value), group: accepted.group, name: accepted.name },
        { severity },
      ),
    );
  }
  if (wrong !== null && wrong.value < FAR_TIMES) {
    const severity = wrong.value < FAIL_TIMES ? "error" : "warning";
    findings.push(
      finding(
        "tolerance-loose",
        wrong.file,
        { times: show(wrong.value), group: wrong.group, name: wrong.name },
        { severity },
      ),
    );
  }
  if (time !== null && time.share > TIME_SHARE)
    findings.push(finding("time-tight", time.file, { percent: Math.round(time.share * 100) }));
  return findings;
}

/**
 * The shuffled run had a third of the memory: enough for everything that was accepted. (V8 takes
 * its limit as a wish, and lets young objects go over it by as much again: so this finds what needs
 * much more than a third, not each that needs a little more.)
 */
export function checkMemory(
  exercise: Exercise,
  { subject, first, shuffled }: SubjectRuns,
): Finding[] {
  const tight =
    subject.folder === "accepted" &&
    isAccepted(first) &&
    shuffled !== undefined &&
    isStarved(shuffled);
  const { memoryMiB } = exercise.manifest.limits;
  return tight
    ? [
        bindFinding(exercise)("memory-tight", subject.file, {
          memoryMiB: Math.floor(memoryMiB * MEMORY_SHARE),
          limit: memoryMiB,
        }),
      ]
    : [];
}

export function isStarved({ report: { verdict } }: Run): boolean {
  return verdict === "memory-limit-exceeded" || verdict === "time-limit-exceeded";
}

function isAccepted({ report }: Run): boolean {
  return report.verdict === "accepted";
}

function show(times: number): string {
  return times.toPrecision(2);
}
