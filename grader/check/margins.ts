// Margins of tolerances and limits, over all cases of all runs. If an accepted solution almost
// exceeds the tolerance, the next correct one may fail. If a wrong solution almost meets it, the
// next wrong one may pass.

import type { Exercise } from "../pack/exercise.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { FAR_TIMES, MEMORY_SHARE, type Run, type SubjectRuns } from "./runs.ts";

/** The largest or smallest error, and the file and case where it occurred. */
interface Extreme {
  value: number;
  file: string;
  group: string;
  name: string;
}

export interface Margins {
  /** Largest error of accepted solutions, as a multiple of the tolerance; null if there is none. */
  accepted: Extreme | null;
  /**
   * The smallest of the wrong examples' largest errors, as a multiple of the tolerance; null if
   * there is none. Infinity if all are wrong in something other than a number's size.
   */
  wrong: Extreme | null;
  /** The slowest accepted example's share of its limit: for one case or for all, the greater. */
  time: { share: number; file: string } | null;
}

const FAIL_TIMES = 2;
const TIME_SHARE = 1 / 3;

export function measureMargins(runs: SubjectRuns[], exercise: Exercise): Margins {
  // examples.ts reports examples with an unexpected verdict; they are left out here.
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
  const worst = (one: SubjectRuns) => largest(listErrors(one));
  return {
    accepted: largest(accepted.flatMap((one) => worst(one) ?? [])),
    wrong: smallest(wrong.flatMap((one) => worst(one) ?? [])),
    time: findSlowest(accepted, exercise),
  };
}

/** The error of every case that was compared; a case that a checker decided has none. */
function listErrors({ subject, first, others }: SubjectRuns): Extreme[] {
  return [first, ...others].flatMap(({ cases }) =>
    cases.flatMap(({ group, name, judged: { comparison, verdict } }): Extreme[] => {
      if (comparison === null)
        return verdict === "accepted" || verdict === "not-run"
          ? []
          : [{ value: Infinity, file: subject.file, group, name }];
      // If something other than a number is wrong, no tolerance would accept it.
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
 * The share of the limit for one case or for all cases, the greater of the two. Other work on the
 * machine can only make a run slower, so the quickest of several runs counts, case by case.
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

/** An example that seems slow is run this many times more: the machine may have been busy. */
export const TIMED_AGAIN = 4;

/**
 * Whether an accepted example takes too much of its time in every run so far. Not for the
 * reference: it has larger limits, and its modules are already loaded.
 */
export function isTight(runs: SubjectRuns, exercise: Exercise): boolean {
  return isAcceptedExample(runs) && measureShare(runs, exercise) > TIME_SHARE;
}

function isAcceptedExample({ subject, first }: SubjectRuns): boolean {
  return subject.folder === "accepted" && isAccepted(first);
}

function measureShare(
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

function findSlowest(runs: SubjectRuns[], exercise: Exercise): Margins["time"] {
  let most: Margins["time"] = null;
  for (const one of runs.filter(isAcceptedExample)) {
    const share = measureShare(one, exercise);
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
 * The shuffled run had a third of the memory, which must be enough for accepted solutions. V8 lets
 * young objects exceed its limit by as much again, so this finds only solutions that need much more
 * than a third.
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
