// Grades one submission, from top to bottom: it is admitted, run, judged, explained and scored.

import { buildReport, type ReportParts, reportStopped } from "./build-report.ts";
import { restoreOrder } from "./case-order.ts";
import { selectFigures } from "./figures/select-figures.ts";
import { describeEarlyEnd } from "./early-end.ts";
import { addPatterns } from "./explain/add-patterns.ts";
import { addCalls } from "./explain/call/add-calls.ts";
import { findMisconception } from "./explain/misconception.ts";
import { addSmallestFailures } from "./explain/smallest-failure.ts";
import {
  type Explanation,
  EXPLANATIONS,
  type GradeContext,
  type GradeRequest,
  type Seeds,
} from "./grade-request.ts";
import type { GradedGroup } from "./graded-group.ts";
import { describeJudgeError, isWorthRetrying } from "./judge-error.ts";
import { judgeAll } from "./judge.ts";
import { type OwnRun, runOwnTests } from "./own-tests/run-own-tests.ts";
import type { Group } from "./pack/cases.ts";
import type { Exercise } from "./pack/exercise.ts";
import { type PreparedGroup, prepareGroups } from "./prepare-groups.ts";
import { reportGroup } from "./report-group.ts";
import { applyNeeds, type Report } from "./report.ts";
import { chooseSeeds } from "./seeds.ts";
import { type CaseOutcome } from "./slots/parent/case-outcome.ts";
import { runCases } from "./slots/parent/run-cases.ts";
import type { Recording } from "./slots/protocol/jobs.ts";
import type { Program, RunOptions } from "./slots/parent/case-run.ts";
import type { JobRunner } from "./slots/parent/job-runner.ts";
import { JobCancelledError } from "./walls/parent/job-cancelled.ts";
import { admitSource, type Source } from "./source.ts";
import type { TestCase } from "./test-case.ts";
import { runWriting, type WritingRun } from "./writing/run-writing.ts";

/** A judge error may be an accident, so grading is tried this many more times. */
const JUDGE_RETRIES = 2;

/**
 * The student's errors are verdicts. Errors of the grader or of the pack are the verdict
 * `judge-error`. Throws only `JobCancelledError`, when the request's signal fires.
 */
export async function grade(context: GradeContext, request: GradeRequest): Promise<Report> {
  const startedMs = performance.now();
  const { exercise } = request;
  const { source, refused } = admitSource(request.source, request.fileName);
  const seeds = chooseSeeds(context.secret, request, source.hash);
  const { groups: wanted = "all" } = request;
  const groups = exercise.groups.filter(
    ({ visible }) => wanted === "all" || (visible && wanted === "visible"),
  );
  const finish = (parts: ReportParts) =>
    buildReport(exercise, context, source, seeds, startedMs, parts);

  if (refused !== undefined) return finish(reportStopped(groups, "compile-error", [refused]));
  for (let attempt = 0; ; attempt++) {
    try {
      const parts = await gradeAdmitted(context, request, source, seeds, groups);
      // A program that does not compile is not compiled once more.
      const mayLoad = parts.messages.every(({ code }) => code === "compile.missing-export");
      const own = mayLoad ? await runOwn(context, request, source, seeds) : undefined;
      const written = mayLoad ? await runWritten(context, request, source, seeds) : undefined;
      return finish({ ...parts, own, written });
    } catch (error) {
      if (error instanceof JobCancelledError) throw error;
      if (attempt < JUDGE_RETRIES && isWorthRetrying(error)) continue;
      return finish(reportStopped(groups, "judge-error", [describeJudgeError(error)]));
    }
  }
}

async function gradeAdmitted(
  context: GradeContext,
  request: GradeRequest,
  source: Source,
  seeds: Seeds,
  groups: Group[],
): Promise<ReportParts> {
  const { programs } = context;
  const { exercise, signal, forCheck = {} } = request;
  const pool = request.asPack === undefined ? context.submissions : context.packs;
  const program = createProgram(exercise, source, request.asPack?.bundled);
  const { limits } = exercise.manifest;
  const prepared = await prepareGroups(programs, exercise, groups, seeds, forCheck.orderSeed);

  // A group is judged as soon as its cases have run, so that it can be shown before the others.
  const judging: Promise<GradedGroup>[] = [];
  const batches = prepared.map(({ batch }) => batch);
  const run = await runCases(pool, program, seeds.visible, limits, batches, {
    signal,
    untilLimit: forCheck.untilLimit ?? false,
    onBatch: (i, outcomes) => {
      judging[i] = judgeGroup(context, request, prepared[i]!, outcomes);
      void judging[i].then(
        ({ report }) => request.onGroup?.(report),
        () => undefined,
      );
    },
  });
  const ended = describeEarlyEnd(exercise, source.text, run);
  if (ended !== undefined) return { ...reportStopped(groups, ended.verdict, ended.messages), run };

  const judged = await Promise.all(
    prepared.map((one, i) => judging[i] ?? judgeGroup(context, request, one, run.outcomes[i]!)),
  );
  const reports = applyNeeds(judged.map(({ report }) => report));
  const graded = judged.map((one, i) => ({ ...one, report: reports[i]! }));

  const { explanations = EXPLANATIONS } = forCheck;
  const explained = (by: Explanation) =>
    explanations.includes(by) ? graded.filter(({ group }) => group.visible) : [];
  const misconception = await findMisconception(
    programs,
    exercise,
    seeds.visible,
    explained("known-mistakes"),
  );
  const explain = async (runner: JobRunner) => {
    const answer = (cases: TestCase[], record?: Recording) =>
      answerCases(runner, program, seeds.visible, exercise, cases, { signal, record });
    await addCalls(exercise, explained("calls"), answer);
    const failed = explained("smaller-inputs");
    await addSmallestFailures(programs, exercise, seeds.visible, failed, answer);
  };
  // Many small jobs for the same program: one isolate answers them all. In a pack slot the program
  // stays loaded anyway, and a held slot would block the pack's generator.
  await (pool === context.packs ? explain(pool) : pool.hold(explain));
  await addPatterns(programs, exercise, seeds.visible, source.text, explained("patterns"));
  const figures = selectFigures(exercise, graded);
  return { groups: reports, messages: [], misconception, figures, run };
}

async function runOwn(
  { submissions }: GradeContext,
  { exercise, ownTests = [], signal }: GradeRequest,
  source: Source,
  { visible: seed }: Seeds,
): Promise<OwnRun | undefined> {
  if (ownTests.length === 0) return undefined;
  const order = { runner: submissions, exercise, source, seed, signal };
  return await runOwnTests(order, createProgram(exercise, source, undefined), ownTests);
}

async function runWritten(
  { submissions, packs }: GradeContext,
  { exercise, writing, asPack, signal }: GradeRequest,
  source: Source,
  { visible: seed }: Seeds,
): Promise<WritingRun | undefined> {
  if (writing === undefined) return undefined;
  const runner = asPack === undefined ? submissions : packs;
  const program = createProgram(exercise, source, asPack?.bundled);
  return await runWriting(
    { runner, exercise, program, source: source.text, seed, signal },
    writing,
  );
}

function createProgram(exercise: Exercise, source: Source, bundled: string | undefined): Program {
  const exports = exercise.manifest.exports.map(({ name }) => name);
  const driver = exercise.modules.driver ?? null;
  if (bundled === undefined) {
    const { text, fileName, language } = source;
    return { source: text, fileName, language, driver, exports };
  }
  return {
    source: bundled,
    fileName: "reference.ts",
    language: "bundled",
    keep: true,
    driver,
    exports,
  };
}

/** `shuffled`: the outcomes in the order in which the cases ran. */
async function judgeGroup(
  { programs }: GradeContext,
  { exercise, signal, forCheck }: GradeRequest,
  { group, cases, order }: PreparedGroup,
  shuffled: CaseOutcome[],
): Promise<GradedGroup> {
  const outcomes = restoreOrder(shuffled, order);
  const judged = await judgeAll(programs, exercise, cases, outcomes, signal);
  forCheck?.observe?.(group, cases, outcomes, judged);
  const isConverted = exercise.modules.driver !== undefined;
  const report = reportGroup(group, cases, outcomes, judged, exercise.manifest, isConverted);
  return { group, cases, outcomes, judged, report };
}

/**
 * Runs the submission on smaller versions of a case, or once more on cases that failed, each for itself.
 */
async function answerCases(
  runner: JobRunner,
  program: Program,
  seed: number,
  exercise: Exercise,
  cases: TestCase[],
  options: RunOptions,
): Promise<CaseOutcome[]> {
  const { limits } = exercise.manifest;
  const { outcomes } = await runCases(
    runner,
    program,
    seed,
    { ...limits, totalCpuTimeMs: limits.cpuTimeMs * cases.length },
    options.record !== undefined
      ? cases.map(({ inputText }) => ({ isolate: 0, cases: [inputText] }))
      : [{ isolate: 0, cases: cases.map(({ inputText }) => inputText) }],
    options,
  );
  return outcomes.flat();
}
