// Every example earns what its folder and submissions.yaml say, by group too; every misconception is recognised by its example, and
// none in what is accepted; two runs agree to the byte, and so does one with the cases in another order.

import type { Exercise } from "../pack/load.ts";
import { type Report, type Verdict, withoutUsage } from "../report.ts";
import { formatValue } from "../sandbox/format.ts";
import { type Finding, findingsOf } from "./finding.ts";
import { LIMIT_FOLDERS, LIMIT_STRETCH, type Subject, type SubjectRuns } from "./runs.ts";

export const MIN_ACCEPTED = 2;
export const MIN_WRONG = 5;

const WANTED: Record<Subject["folder"], Verdict> = {
  reference: "accepted",
  starter: "wrong-answer",
  accepted: "accepted",
  wrong_answer: "wrong-answer",
  time_limit_exceeded: "time-limit-exceeded",
  memory_limit_exceeded: "memory-limit-exceeded",
  output_limit_exceeded: "output-limit-exceeded",
  run_time_error: "run-time-error",
  compile_error: "compile-error",
};

export function checkExamplesEnough(exercise: Exercise): Finding[] {
  const finding = findingsOf(exercise);
  const count = (folder: string) => exercise.examples.filter((example) => example.folder === folder).length;
  const findings: Finding[] = [];
  if (count("accepted") < MIN_ACCEPTED) findings.push(finding("too-few-accepted", "submissions/accepted", { count: count("accepted"), wanted: MIN_ACCEPTED }));
  if (count("wrong_answer") < MIN_WRONG) findings.push(finding("too-few-wrong", "submissions/wrong_answer", { count: count("wrong_answer"), wanted: MIN_WRONG }));
  return findings;
}

export function checkRuns(exercise: Exercise, runs: SubjectRuns): Finding[] {
  const { subject, first, again, shuffled, others } = runs;
  const finding = findingsOf(exercise);
  const broken = [first, again, shuffled, ...others].find((run) => run?.report.verdict === "judge-error");
  if (broken !== undefined) return [finding("judge-error", subject.file, { detail: describeMessages(broken.report) })];
  const findings = subject.folder === "reference" ? checkReferenceRuns(exercise, runs) : subject.folder === "starter" ? checkStarter(exercise, first.report) : checkExample(exercise, runs);
  // A reference that fails is judged no further.
  if (again !== undefined && (subject.folder !== "reference" || findings.length === 0)) {
    const path = firstDifference(withoutUsage(first.report), withoutUsage(again.report), "");
    if (path !== undefined) findings.push(finding("not-reproducible", subject.file, { path }));
    // Too little memory, if that is what it was, is said by another check.
    else if (shuffled !== undefined && shuffled.report.verdict !== "memory-limit-exceeded") {
      const moved = firstDifference(withoutUsage(first.report), withoutUsage(shuffled.report), "");
      if (moved !== undefined) findings.push(finding("depends-on-order", subject.file, { path: moved }));
    }
  }
  return findings;
}

function checkReferenceRuns(exercise: Exercise, { first, others }: SubjectRuns): Finding[] {
  const finding = findingsOf(exercise);
  for (const { report } of [first, ...others]) {
    if (report.verdict === "accepted") continue;
    const group = report.groups.find(({ verdict }) => verdict !== "accepted" && verdict !== "skipped");
    const failing = group?.cases.find(({ verdict }) => verdict !== "accepted");
    return [finding("reference-fails", "reference.ts", { group: group?.id ?? "-", name: failing?.name ?? "-", detail: failing?.verdict ?? report.verdict })];
  }
  return [];
}

function checkStarter(exercise: Exercise, { verdict, groups }: Report): Finding[] {
  const finding = findingsOf(exercise);
  const findings: Finding[] = [];
  if (verdict !== "wrong-answer") findings.push(finding(verdict === "accepted" ? "starter-passes" : "starter-broken", "starter.ts", { group: "-", verdict }));
  for (const group of groups) if (group.score > 0) findings.push(finding("starter-passes", "starter.ts", { group: group.id }));
  return findings;
}

function checkExample(exercise: Exercise, { subject, first, others }: SubjectRuns): Finding[] {
  const { report } = first;
  const { file, folder } = subject;
  const example = subject.example!;
  const finding = findingsOf(exercise);
  const findings: Finding[] = [];
  const wanted = WANTED[folder];
  const odd = [first, ...others].find((run) => run.report.verdict !== wanted)?.report.verdict;
  if (odd !== undefined) {
    const stretched = LIMIT_FOLDERS.includes(folder) && odd !== "run-time-error";
    findings.push(stretched ? finding("limit-not-exceeded", file, { verdict: odd, wanted, times: LIMIT_STRETCH }) : finding("example-verdict", file, { verdict: odd, wanted }));
  }
  for (const [id, verdict] of Object.entries(example.groups)) {
    const got = report.groups.find((group) => group.id === id)?.verdict ?? "-";
    if (got !== verdict) findings.push(finding("example-group", file, { group: id, verdict: got, wanted: verdict }));
  }
  const shown = exercise.misconceptions.filter((misconception) => misconception.example === example).map(({ id }) => id);
  for (const id of [...shown, ...(example.misconception === undefined ? [] : [example.misconception])]) {
    if (report.misconception?.id !== id) findings.push(finding("misconception-not-recognised", file, { id, recognised: report.misconception?.id ?? "-" }));
  }
  if (folder === "accepted" && report.misconception !== null) findings.push(finding("misconception-in-accepted", file, { id: report.misconception.id }));
  return findings;
}

function describeMessages(report: Report): string {
  return report.messages.map(({ code, params }) => `${code} ${formatValue(params["detail"] ?? "", 300)}`).join("; ");
}

/** The path of the first thing that differs between two JSON values; undefined where they are equal. */
function firstDifference(a: unknown, b: unknown, path: string): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return path === "" ? "." : path;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[key], right[key], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
