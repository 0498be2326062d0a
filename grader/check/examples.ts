// Every example gets the verdict that its folder and submissions.yaml say, also for each group.
// Every misconception is recognised in its example, and none in an accepted one. Another run gives
// the same report, byte for byte, even with the cases in another order.

import { isSameBehaviour } from "../explain/misconception.ts";
import type { Exercise } from "../pack/exercise.ts";
import { type CaseReport, isFailed, type Report, type Verdict } from "../report.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { isStarved } from "./margins.ts";
import {
  findDifference,
  type JudgedCase,
  LIMIT_FOLDERS,
  LIMIT_STRETCH,
  type Run,
  type Subject,
  type SubjectRuns,
} from "./runs.ts";

const MIN_ACCEPTED = 2;
const MIN_WRONG = 5;

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
  const finding = bindFinding(exercise);
  const count = (folder: string) =>
    exercise.examples.filter((example) => example.folder === folder).length;
  const findings: Finding[] = [];
  if (count("accepted") < MIN_ACCEPTED)
    findings.push(
      finding("too-few-accepted", "submissions/accepted", {
        count: count("accepted"),
        wanted: MIN_ACCEPTED,
      }),
    );
  if (count("wrong_answer") < MIN_WRONG)
    findings.push(
      finding("too-few-wrong", "submissions/wrong_answer", {
        count: count("wrong_answer"),
        wanted: MIN_WRONG,
      }),
    );
  return findings;
}

export function checkRuns(exercise: Exercise, runs: SubjectRuns): Finding[] {
  const { subject, first, again, shuffled, others } = runs;
  const finding = bindFinding(exercise);
  const broken = [first, again, shuffled, ...others].find(
    (run) => run?.report.verdict === "judge-error",
  );
  if (broken !== undefined)
    return [finding("judge-error", subject.file, readJudgeError(broken.report))];
  const findings = checkVerdicts(exercise, runs);
  // If the reference fails, nothing more is reported about it. If the shuffled run had too little
  // memory, margins.ts reports that.
  if (
    (subject.folder === "reference" && findings.length > 0) ||
    shuffled === undefined ||
    isStarved(shuffled)
  )
    return findings;
  const path = again && findDifference(first, again);
  const moved = findDifference(first, shuffled);
  if (path !== undefined) findings.push(finding("not-reproducible", subject.file, { path }));
  else if (moved !== undefined)
    findings.push(finding("depends-on-order", subject.file, { path: moved }));
  return findings;
}

function checkVerdicts(exercise: Exercise, runs: SubjectRuns): Finding[] {
  if (runs.subject.folder === "reference") return checkReferenceRuns(exercise, runs);
  if (runs.subject.folder === "starter") return checkStarter(exercise, runs.first.report);
  return checkExample(exercise, runs);
}

function checkReferenceRuns(exercise: Exercise, { first, others }: SubjectRuns): Finding[] {
  const finding = bindFinding(exercise);
  for (const { report } of [first, ...others]) {
    if (report.verdict === "accepted") continue;
    const group = report.groups.find(
      ({ verdict }) => verdict !== "accepted" && verdict !== "skipped",
    );
    const failing = group?.cases.find(({ verdict }) => verdict !== "accepted");
    return [
      finding("reference-fails", "reference.ts", {
        group: group?.id ?? "-",
        name: failing?.name ?? "-",
        why: failing?.verdict ?? report.verdict,
        detail: "",
      }),
    ];
  }
  return [];
}

function checkStarter(exercise: Exercise, { verdict, groups }: Report): Finding[] {
  const finding = bindFinding(exercise);
  const findings: Finding[] = [];
  if (verdict !== "wrong-answer")
    findings.push(
      finding(verdict === "accepted" ? "starter-passes" : "starter-broken", "starter.ts", {
        group: "-",
        verdict,
      }),
    );
  for (const group of groups)
    if (group.score > 0)
      findings.push(finding("starter-passes", "starter.ts", { group: group.id }));
  return findings;
}

function checkExample(
  exercise: Exercise,
  { subject, first, others, stretched }: SubjectRuns,
): Finding[] {
  const { report } = first;
  const { file, folder } = subject;
  const example = subject.example!;
  const finding = bindFinding(exercise);
  const findings: Finding[] = [];
  const wanted = WANTED[folder];
  const odd = [first, ...others].find((run) => run.report.verdict !== wanted)?.report;
  if (odd !== undefined) {
    const { verdict } = odd;
    const { cause, line } = findCause(odd);
    if (stretched && verdict !== "run-time-error")
      findings.push(finding("limit-not-exceeded", file, { verdict, wanted, times: LIMIT_STRETCH }));
    else findings.push(finding("example-verdict", file, { verdict, wanted, cause }, { line }));
  }
  for (const [id, verdict] of Object.entries(example.groups)) {
    const got = report.groups.find((group) => group.id === id)?.verdict ?? "-";
    if (got !== verdict)
      findings.push(finding("example-group", file, { group: id, verdict: got, wanted: verdict }));
  }
  return findings;
}

/**
 * Why a report is not accepted: the error thrown or the first difference, and the line in the
 * submission, or 0. Needs no translation.
 */
function findCause({ messages, groups }: Report): { cause: string; line: number } {
  const lineIn = (value: unknown) => (typeof value === "number" ? value : 0);
  const [message] = messages;
  if (message !== undefined) {
    const { line, name, message: text, reason, detail } = message.params;
    const parts = [name, text, reason, detail].filter(
      (part) => typeof part === "string" && part !== "",
    );
    return { cause: parts.join(": "), line: lineIn(line) };
  }
  const group = groups.find(({ verdict }) => verdict !== "accepted" && verdict !== "skipped");
  const failing = group?.cases.find(isFailed);
  if (group === undefined || failing === undefined) return { cause: "", line: 0 };
  const parts = [`${group.id}, ${failing.name}`, describeFailure(failing)];
  return {
    cause: parts.filter((part) => part !== "").join(": "),
    line: lineIn(failing.thrown?.line),
  };
}

function describeFailure({ thrown, mismatches: [first] }: CaseReport): string {
  if (thrown !== null) return `${thrown.name}: ${thrown.message}`;
  return first === undefined ? "" : `${first.path} ${first.expected} ≠ ${first.actual}`.trim();
}

/** `runs`: of all subjects. */
export function checkMisconceptions(exercise: Exercise, runs: SubjectRuns[]): Finding[] {
  const finding = bindFinding(exercise);
  return runs.flatMap((one) => {
    const { example, file, folder } = one.subject;
    if (example === undefined || LIMIT_FOLDERS.includes(folder)) return [];
    const recognised = recognise(exercise, one, runs);
    if (folder === "accepted")
      return recognised === undefined
        ? []
        : [finding("misconception-in-accepted", file, { id: recognised })];
    const shown = exercise.misconceptions
      .filter((misconception) => misconception.example === example)
      .map(({ id }) => id);
    const wanted = [
      ...shown,
      ...(example.misconception === undefined ? [] : [example.misconception]),
    ];
    return wanted
      .filter((id) => id !== recognised)
      .map((id) =>
        finding("misconception-not-recognised", file, { id, recognised: recognised ?? "-" }),
      );
  });
}

/** Like findMisconception (explain/misconception.ts), but with outputs of runs already made. */
function recognise(
  exercise: Exercise,
  { first }: SubjectRuns,
  runs: SubjectRuns[],
): string | undefined {
  const visible = selectVisible(first);
  if (!visible.some(({ judged }) => judged.verdict === "wrong-answer")) return undefined;
  return exercise.misconceptions.find(({ example }) => {
    const known = runs.find(({ subject }) => subject.example === example);
    return (
      known !== undefined &&
      isSameBehaviour(
        visible,
        selectVisible(known.first).map(({ output }) => output),
        visible.map(({ output }) => output),
      )
    );
  })?.id;
}

function selectVisible({ cases }: Run): JudgedCase[] {
  return cases.filter(({ visible }) => visible);
}

/** The first message of a report with the verdict judge-error: its code, and its parameters. */
function readJudgeError({ messages: [message] }: Report): Finding["params"] {
  return message === undefined ? {} : { message: message.code, ...message.params };
}
