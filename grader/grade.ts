// The whole story of one submission, top to bottom: admitted, run, judged, explained, scored.

import { createHash } from "node:crypto";
import { findMisconception } from "./explain/misconception.ts";
import { explainMissingExports } from "./explain/missing-export.ts";
import { findSmallestFailure } from "./explain/smallest-failure.ts";
import { classifyFailure, judgeAll, judgeOutcome, type Judged, reportCase } from "./judge.ts";
import { JudgeError, type PackPrograms, type TestCase } from "./pack-programs.ts";
import type { Group } from "./pack/cases.ts";
import type { Exercise } from "./pack/exercise.ts";
import {
  applyNeeds,
  type GroupReport,
  type Message,
  decideVerdict,
  type Report,
  REPORT_FORMAT,
  REPORT_VERSION,
  scoreGroup,
  sumPoints,
  type Verdict,
} from "./report.ts";
import { isRecord, type Value } from "./sandbox/codec.ts";
import type { CompileProblem } from "./sandbox/compile-problem.ts";
import { BusyMachineError } from "./walls/parent/busy-machine.ts";
import { type JobRunner, type SlotPool } from "./slots/parent/slot-pool.ts";
import { JobCancelledError } from "./walls/parent/job-cancelled.ts";
import {
  type CaseOutcome,
  DriverError,
  type Program,
  runCases,
  type RunResult,
} from "./slots/parent/run-cases.ts";
import { SlotsUnavailableError } from "./walls/parent/start-behind-walls.ts";
import { deriveCaseSeed, deriveChanceSeed, deriveHiddenSeed, deriveSeed } from "./seeds.ts";
import { admitSource, type Source } from "./source.ts";

export interface GradeRequest {
  exercise: Exercise;
  source: Uint8Array;
  /** Decides the language by its ending. */
  fileName: string;
  /** Of the visible groups. Default: derived from the submission's hash. */
  seed?: number | undefined;
  /**
   * Of the hidden groups: a whole number up to 2^53 - 1. Default: derived from the submission's
   * hash, the exercise's and the site's secret.
   */
  hiddenSeed?: number | undefined;
  /** Default: all. "visible" is what is run while a student types. */
  groups?: "all" | "visible";
  /** Each group as it is done; hidden groups too, so redact before showing. */
  onGroup?: (group: GroupReport) => void;
  signal?: AbortSignal | undefined;
  /**
   * The submission is the pack's own code (for check): it runs in a pack slot. `bundled` takes the
   * place of `source`.
   */
  asPack?: { bundled: string } | undefined;
  forCheck?: CheckOptions;
}

/** What the check of a pack wants otherwise than a student does. */
export interface CheckOptions {
  /** Shuffles the cases in another way, though they are those of `seed`. */
  orderSeed?: number;
  /**
   * No misconception is looked for, and failing inputs are not made smaller: most of the time that
   * an example takes would go into that.
   */
  unexplained?: boolean;
  /** Nothing is run after the first limit that is hit. */
  untilLimit?: boolean;
  /** Each group's cases as they were judged. */
  observe?: (group: Group, cases: TestCase[], outcomes: CaseOutcome[], judged: Judged[]) => void;
}

export interface GradeContext {
  submissions: SlotPool;
  packs: SlotPool;
  programs: PackPrograms;
  engine: string;
  /** That hidden seeds are derived with. It stays in this process. */
  secret: string;
}

interface Seeds {
  visible: number;
  hidden: number;
}

/** Failing cases that a group's report tells in full. */
const DETAILED_FAILURES = 3;
const FIGURE_CHARACTERS = 2000;
/** A judge error may be an accident; it is believed after this many more tries. */
const JUDGE_RETRIES = 2;

/**
 * Grades one submission. A student's fault is a verdict; ours, or the pack's, is the verdict
 * `judge-error`. Throws only `JobCancelledError`, when the request's signal fires.
 */
export async function grade(context: GradeContext, request: GradeRequest): Promise<Report> {
  const startedMs = performance.now();
  const { exercise } = request;
  const { source, refused } = admitSource(request.source, request.fileName);
  const seeds: Seeds = {
    visible: request.seed ?? deriveSeed(source.hash),
    hidden: request.hiddenSeed ?? deriveHiddenSeed(context.secret, exercise.hash, source.hash),
  };
  const groups = exercise.groups.filter((group) => group.visible || request.groups !== "visible");
  const finish = (parts: ReportParts) =>
    buildReport(exercise, context, source, seeds, startedMs, parts);

  if (refused !== undefined) return finish(stopped(groups, "compile-error", refused));
  for (let attempt = 0; ; attempt++) {
    try {
      return finish(await gradeAdmitted(context, request, source, seeds, groups));
    } catch (error) {
      if (error instanceof JobCancelledError) throw error;
      if (attempt < JUDGE_RETRIES && mayBeAccident(error)) continue;
      return finish(stopped(groups, "judge-error", judgeMessage(error)));
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
  const { exercise, signal } = request;
  const pool = request.asPack === undefined ? context.submissions : context.packs;
  const program = programOf(exercise, source, request.asPack?.bundled);

  // The visible groups share one isolate, the hidden ones another: nothing learnt in one is of use
  // in the other, chance included.
  const seed = seeds.visible;
  const hidden = { cases: deriveCaseSeed(seeds.hidden), chance: deriveChanceSeed(seeds.hidden) };
  const cases = await Promise.all(
    groups.map((group) =>
      context.programs.prepareCases(exercise, group, group.visible ? seed : hidden.cases),
    ),
  );
  const chances = groups.map((group) => (group.visible ? seed : hidden.chance));
  const orders = cases.map((list, i) =>
    shuffleOrder(list.length, request.forCheck?.orderSeed ?? chances[i]!, groups[i]!.manifest.id),
  );
  const batches = groups.map((group, i) => ({
    isolate: group.visible ? 0 : 1,
    seed: chances[i]!,
    cases: orders[i]!.map((c) => cases[i]![c]!.inputText),
  }));

  const answered = async (runner: JobRunner, list: TestCase[]) => {
    const limits = {
      ...exercise.manifest.limits,
      totalCpuTimeMs: exercise.manifest.limits.cpuTimeMs * list.length,
    };
    const { outcomes } = await runCases(
      runner,
      program,
      seed,
      limits,
      [{ isolate: 0, cases: list.map((c) => c.inputText) }],
      { signal },
    );
    return outcomes[0]!;
  };
  const judgeGroup = async (i: number, shuffled: CaseOutcome[]): Promise<GroupResult> => {
    const outcomes = inOriginalOrder(shuffled, orders[i]!);
    const judged = await judgeAll(context.programs, exercise, cases[i]!, outcomes, signal);
    request.forCheck?.observe?.(groups[i]!, cases[i]!, outcomes, judged);
    return { outcomes, judged, report: reportGroup(groups[i]!, cases[i]!, outcomes, judged) };
  };
  // Judged as soon as its group is done, so that a reader sees one group after another.
  const judging: Promise<GroupResult>[] = [];
  const run = await runCases(pool, program, seed, exercise.manifest.limits, batches, {
    signal,
    untilLimit: request.forCheck?.untilLimit ?? false,
    onBatch: (i, outcomes) => {
      judging[i] = judgeGroup(i, outcomes);
      void judging[i].then(
        ({ report }) => request.onGroup?.(report),
        () => undefined,
      );
    },
  });
  const ended = endedEarly(exercise, source.text, run);
  if (ended !== undefined) return { ...stopped(groups, ended.verdict, ...ended.messages), run };

  const results = await Promise.all(
    groups.map((_, i) => judging[i] ?? judgeGroup(i, run.outcomes[i]!)),
  );
  const reports = applyNeeds(results.map((result) => result.report));

  const visible =
    request.forCheck?.unexplained === true
      ? []
      : groups.flatMap((group, i) => (group.visible ? [i] : []));
  let misconception: Report["misconception"] = null;
  if (visible.some((i) => results[i]!.judged.some(({ verdict }) => verdict === "wrong-answer"))) {
    const visibleCases = visible.flatMap((i) => cases[i]!);
    misconception = await findMisconception(
      context.programs,
      exercise,
      seed,
      visibleCases,
      visible.flatMap((i) => results[i]!.outcomes),
    );
  }
  const explain = async (runner: JobRunner) => {
    for (const i of visible) {
      // What is asynchronous is so for every input.
      const first = results[i]!.judged.findIndex(
        ({ verdict }, c) =>
          verdict === "wrong-answer" ||
          (verdict === "run-time-error" && results[i]!.outcomes[c]!.kind !== "asynchronous"),
      );
      const { index } = cases[i]![first] ?? {};
      if (index === undefined || reports[i]!.verdict === "skipped") continue;
      const query = {
        exercise,
        seed,
        index,
        verdict: results[i]!.judged[first]!.verdict,
        answer: (list: TestCase[]) => answered(runner, list),
        judge: judgeOutcome,
      };
      reports[i]!.cases[first]!.smallest = await findSmallestFailure(context.programs, query);
    }
  };
  // A dozen small questions to the same program: one isolate for all of them. What a pack's own
  // code runs in stays loaded anyway, and may be waited for meanwhile.
  await (pool === context.packs ? explain(pool) : pool.hold(explain));
  return {
    groups: reports,
    messages: [],
    misconception,
    figure: figureOf(exercise, groups, results),
    run,
  };
}

/**
 * The field of an output that the author wants looked at; never of a hidden group (a pack that
 * names one does not load).
 */
function figureOf(
  { manifest: { figure } }: Exercise,
  groups: Group[],
  results: GroupResult[],
): Report["figure"] {
  if (figure === undefined) return null;
  const i = groups.findIndex(({ manifest }) => manifest.id === figure.group);
  for (const outcome of results[i]?.outcomes ?? []) {
    const text = outcome.kind === "value" ? textField(outcome.value, figure.field) : undefined;
    if (text !== undefined)
      return { kind: figure.kind, title: figure.title, text: text.slice(0, FIGURE_CHARACTERS) };
  }
  return null;
}

function textField(value: Value, name: string): string | undefined {
  const text = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  // A blank one is nothing to look at.
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}

interface GroupResult {
  outcomes: CaseOutcome[];
  judged: Judged[];
  report: GroupReport;
}

function programOf(exercise: Exercise, source: Source, bundled: string | undefined): Program {
  const exports = exercise.manifest.exports.map(({ name }) => name);
  const driver = exercise.modules.driver ?? null;
  if (bundled !== undefined)
    return {
      source: bundled,
      fileName: "reference.ts",
      language: "bundled",
      keep: true,
      driver,
      exports,
    };
  return {
    source: source.text,
    fileName: source.fileName,
    language: source.language,
    driver,
    exports,
  };
}

/** A compile error, or an end while loading: the same for every group. */
function endedEarly(
  exercise: Exercise,
  source: string,
  { problem, load }: RunResult,
): { verdict: EarlyVerdict; messages: Message[] } | undefined {
  if (problem !== null)
    return { verdict: "compile-error", messages: compileMessages(exercise, source, problem) };
  if (load === null) return undefined;
  if (load.kind === "threw")
    return {
      verdict: "run-time-error",
      messages: [{ code: "load.threw", params: { ...load.thrown } }],
    };
  if (
    load.kind === "crash" ||
    load.kind === "value" ||
    load.kind === "asynchronous" ||
    load.kind === "not-run"
  )
    return { verdict: "run-time-error", messages: [{ code: "load.crash", params: {} }] };
  const { cpuTimeMs, memoryMiB, outputKiB } = exercise.manifest.limits;
  return {
    verdict: `${load.kind}-limit-exceeded`,
    messages: [{ code: `load.${load.kind}`, params: { cpuTimeMs, memoryMiB, outputKiB } }],
  };
}

function compileMessages(exercise: Exercise, source: string, problem: CompileProblem): Message[] {
  const { code, reason, line, column, text, detail } = problem;
  if (code === "missing-exports")
    return explainMissingExports(exercise.manifest.exports, problem, source);
  return [{ code: `compile.${code}`, params: { line, column, text, detail, reason } }];
}

function mayBeAccident(error: unknown): boolean {
  return !(
    error instanceof SlotsUnavailableError ||
    error instanceof BusyMachineError ||
    ((error instanceof JudgeError || error instanceof DriverError) && error.isCertain)
  );
}

function judgeMessage(error: unknown): Message {
  if (error instanceof DriverError)
    return { code: "judge.driver", params: { detail: error.message } };
  if (error instanceof BusyMachineError)
    return { code: "judge.busy", params: { detail: error.message } };
  if (error instanceof JudgeError) return { code: error.code, params: error.params };
  return {
    code: "judge.slots",
    params: { detail: error instanceof Error ? error.message : String(error) },
  };
}

function reportGroup(
  { manifest, visible }: Group,
  cases: TestCase[],
  outcomes: CaseOutcome[],
  judged: Judged[],
): GroupReport {
  let detailsLeft = DETAILED_FAILURES;
  const reports = cases.map((testCase, i) => {
    const { verdict } = judged[i]!;
    const detailed = verdict !== "accepted" && verdict !== "not-run" && detailsLeft-- > 0;
    return reportCase(testCase, outcomes[i]!, judged[i]!, detailed);
  });
  const passed = judged.filter(({ verdict }) => verdict === "accepted").length;
  const first = judged.find(({ verdict }) => verdict !== "accepted" && verdict !== "not-run");
  return {
    id: manifest.id,
    title: manifest.title,
    visible,
    points: manifest.points,
    score: scoreGroup(manifest, passed, cases.length),
    // A case that did not run comes after one that hit a limit, so a first failure is there
    // whenever not all passed.
    verdict:
      passed === cases.length ? "accepted" : ((first?.verdict ?? "time-limit-exceeded") as Verdict),
    failure:
      passed === cases.length
        ? null
        : first === undefined
          ? "time-limit-exceeded"
          : classifyFailure(first),
    passed,
    total: cases.length,
    needs: manifest.needs,
    cases: reports,
  };
}

// ---- the report
// --------------------------------------------------------------------------------------

type EarlyVerdict = Exclude<Verdict, "accepted" | "wrong-answer">;

interface ReportParts {
  groups: GroupReport[];
  messages: Message[];
  misconception: Report["misconception"];
  figure: Report["figure"];
  run?: RunResult;
}

/** Every group ended the same way before any of its cases ran. */
function stopped(groups: Group[], verdict: EarlyVerdict, ...messages: Message[]): ReportParts {
  const reports = groups.map(({ manifest, visible }): GroupReport => ({
    id: manifest.id,
    title: manifest.title,
    visible,
    points: manifest.points,
    score: 0,
    verdict,
    failure: verdict,
    passed: 0,
    total: null,
    needs: manifest.needs,
    cases: [],
  }));
  return { groups: reports, messages, misconception: null, figure: null };
}

function buildReport(
  exercise: Exercise,
  { engine, submissions }: GradeContext,
  source: Source,
  seeds: Seeds,
  startedMs: number,
  parts: ReportParts,
): Report {
  const { groups, messages, misconception, figure, run } = parts;
  const { pack, id, hash, manifest } = exercise;
  const groupCpu = groups.map(
    (group, i) =>
      [
        group.id,
        { cpuTimeMs: round((run?.outcomes[i] ?? []).reduce((sum, o) => sum + o.cpuTimeMs, 0)) },
      ] as const,
  );
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    verdict: decideVerdict(groups),
    score: sumPoints(groups.map((group) => group.score)),
    maxScore: sumPoints(groups.map((group) => group.points)),
    exercise: { pack, id, title: manifest.title },
    messages,
    misconception,
    groups,
    figure,
    receipt: {
      submission: source.hash,
      exercise: hash,
      engine,
      seed: seeds.visible,
      ...(exercise.groups.some((group) => !group.visible) && { hiddenSeed: seeds.hidden }),
    },
    usage: {
      cpuTimeMs: round(run?.cpuTimeMs ?? 0),
      cpuFactor: run?.cpuFactor ?? submissions.cpuFactor,
      wallTimeMs: round(performance.now() - startedMs),
      groups: Object.fromEntries(groupCpu),
    },
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

// ---- the order of cases
// ---------------------------------------------------------------------------------

/** Fisher-Yates: the same order for the same seed, another for every group. */
export function shuffleOrder(length: number, seed: number, groupId: string): number[] {
  const order = Array.from({ length }, (_, i) => i);
  // Marsaglia's xorshift, started from a hash; no more is asked of it than that neighbours part.
  let state = createHash("sha256").update(`${seed} ${groupId}`).digest().readUInt32LE(0) || 1;
  for (let i = length - 1; i > 0; i--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = (state >>> 0) % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function inOriginalOrder(shuffled: CaseOutcome[], order: number[]): CaseOutcome[] {
  const outcomes: CaseOutcome[] = [];
  for (const [position, original] of order.entries()) outcomes[original] = shuffled[position]!;
  return outcomes;
}
