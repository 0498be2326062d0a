// What CI runs on a pack: everything that must hold before anyone is graded with it. Each check is a function of its own; what it
// finds are problems, not exceptions.

import { basename } from "node:path";
import { compare } from "../compare/compare.ts";
import type { Grader } from "../index.ts";
import type { Example } from "../pack/examples.ts";
import { type Exercise, type Pack, readExercise } from "../pack/load.ts";
import { type Problem } from "../pack/problem.ts";
import type { Report, Verdict } from "../report.ts";
import { withoutUsage } from "../report.ts";
import { formatValue } from "../sandbox/format.ts";
import { checkStatements } from "./statements.ts";

export type FindingCode =
  | "starter-passes" | "starter-broken" | "reference-fails" | "example-verdict" | "too-few-accepted" | "too-few-wrong"
  | "misconception-not-recognised" | "misconception-in-accepted" | "not-reproducible" | "judge-error"
  | "statement-empty" | "missing-figure" | "unused-figure" | "languages-differ" | "no-stored-cases";

export interface Finding {
  kind: "finding";
  code: FindingCode;
  params: Record<string, string | number>;
  /** The file it is about, with the pack's name in front. */
  file: string;
}

export type CheckProblem = ({ kind: "problem" } & Problem) | Finding;

export interface ExerciseCheck {
  pack: string;
  id: string;
  problems: CheckProblem[];
  examples: { accepted: number; other: number };
  cases: { stored: number; generated: number };
  wallTimeMs: number;
}

const MIN_ACCEPTED = 2;
const MIN_WRONG = 5;

/** The seed of the first run and of the second, which must agree, and another one that must be accepted all the same. */
const SEED = 1;
const OTHER_SEED = 20_260_101;

const WANTED: Record<Example["folder"], Verdict> = {
  accepted: "accepted",
  wrong_answer: "wrong-answer",
  time_limit_exceeded: "time-limit-exceeded",
  memory_limit_exceeded: "memory-limit-exceeded",
  output_limit_exceeded: "output-limit-exceeded",
  run_time_error: "run-time-error",
  compile_error: "compile-error",
};

export async function checkExercise(grader: Grader, pack: Pack, id: string): Promise<ExerciseCheck> {
  const startedMs = performance.now();
  const { exercise, problems } = await readExercise(pack, id);
  const result: ExerciseCheck = {
    pack: pack.manifest.id,
    id,
    problems: problems.map((problem) => ({ kind: "problem", ...problem })),
    examples: { accepted: 0, other: 0 },
    cases: { stored: 0, generated: 0 },
    wallTimeMs: 0,
  };
  if (exercise !== undefined) {
    const checker = new ExerciseChecker(grader, exercise);
    result.problems.push(...(await checker.run()));
    const accepted = exercise.examples.filter(({ folder }) => folder === "accepted").length;
    result.examples = { accepted, other: exercise.examples.length - accepted };
    result.cases.stored = exercise.groups.reduce((sum, group) => sum + group.cases.length, 0);
    result.cases.generated = exercise.groups.reduce((sum, group) => sum + (group.manifest.generate?.cases ?? 0), 0);
  }
  result.wallTimeMs = performance.now() - startedMs;
  return result;
}

class ExerciseChecker {
  readonly #grader: Grader;
  readonly #exercise: Exercise;
  readonly #prefix: string;
  readonly #findings: Finding[] = [];

  constructor(grader: Grader, exercise: Exercise) {
    this.#grader = grader;
    this.#exercise = exercise;
    this.#prefix = `${exercise.pack}/${exercise.id}/`;
  }

  async run(): Promise<Finding[]> {
    this.#checkContents();
    // The reference first: where it fails, everything that is judged against it would only repeat that.
    if (await this.#checkReference()) {
      await Promise.all([this.#checkStarter(), ...this.#exercise.examples.map((example) => this.#checkExample(example))]);
    }
    return this.#findings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  }

  #checkContents(): void {
    const { examples, groups } = this.#exercise;
    this.#findings.push(...checkStatements(this.#exercise));
    const accepted = examples.filter(({ folder }) => folder === "accepted").length;
    const wrong = examples.filter(({ folder }) => folder === "wrong_answer").length;
    if (accepted < MIN_ACCEPTED) this.#add("too-few-accepted", "submissions/accepted", { count: accepted, wanted: MIN_ACCEPTED });
    if (wrong < MIN_WRONG) this.#add("too-few-wrong", "submissions/wrong_answer", { count: wrong, wanted: MIN_WRONG });
    if (groups.every((group) => group.cases.length === 0)) this.#add("no-stored-cases", "exercise.yaml", {});
  }

  /** The reference against every stored output, case by case, and as a submission through the whole of grading. */
  async #checkReference(): Promise<boolean> {
    const before = this.#findings.length;
    const stored = this.#exercise.groups.filter((group) => group.cases.length > 0);
    const batches = stored.map((group) => ({ isolate: 0, cases: group.cases.map((c) => c.inputText) }));
    const { problem, load, outcomes } = await this.#grader.programs.runReference(this.#exercise, SEED, batches);
    if (problem !== null || load !== null) {
      const detail = problem !== null ? `${problem.code} ${problem.detail} ${problem.names.join(", ")}`.trim() : load!.kind === "threw" ? `${load!.thrown.name}: ${load!.thrown.message}` : load!.kind;
      this.#add("reference-fails", "reference.ts", { group: "-", name: "-", detail });
      return false;
    }
    for (const [i, group] of stored.entries()) {
      for (const [k, { name, expected, tolerance }] of group.cases.entries()) {
        const outcome = outcomes[i]![k]!;
        let detail = "";
        if (outcome.kind !== "value") detail = outcome.kind === "threw" ? `${outcome.thrown.name}: ${outcome.thrown.message}` : outcome.kind;
        else {
          const first = compare(expected, outcome.value, tolerance).mismatches[0];
          if (first !== undefined && this.#exercise.modules.checker === undefined) detail = `${first.path} ${first.kind}: ${first.expected} ≠ ${first.actual}`;
        }
        if (detail !== "") this.#add("reference-fails", `data/${group.manifest.data}`, { group: group.manifest.id, name, detail });
      }
    }
    const source = new TextEncoder().encode("// reference");
    for (const seed of [SEED, OTHER_SEED]) {
      const report = await this.#grader.grade({ exercise: this.#exercise, source, fileName: "reference.ts", seed, asPack: { bundled: this.#exercise.modules.reference! } });
      if (report.verdict === "judge-error") {
        this.#add("judge-error", "reference.ts", { detail: describeMessages(report) });
        return false;
      }
      if (report.verdict === "accepted" || this.#findings.length > before) continue;
      const group = report.groups.find(({ verdict }) => verdict !== "accepted" && verdict !== "skipped");
      const failing = group?.cases.find(({ verdict }) => verdict !== "accepted");
      this.#add("reference-fails", "reference.ts", { group: group?.id ?? "-", name: failing?.name ?? "-", detail: failing?.verdict ?? report.verdict });
    }
    return this.#findings.length === before;
  }

  async #checkStarter(): Promise<void> {
    const report = await this.#gradeTwice("starter.ts", this.#exercise.starter, "starter.ts");
    if (report === undefined) return;
    if (report.verdict !== "wrong-answer") this.#add(report.verdict === "accepted" ? "starter-passes" : "starter-broken", "starter.ts", { group: "-", verdict: report.verdict });
    for (const group of report.groups) if (group.score > 0) this.#add("starter-passes", "starter.ts", { group: group.id });
  }

  async #checkExample(example: Example): Promise<void> {
    const file = `submissions/${example.folder}/${example.fileName}`;
    const report = await this.#gradeTwice(file, example.source, example.fileName, LIMITS.includes(example.folder));
    if (report === undefined) return;
    const wanted = WANTED[example.folder];
    if (report.verdict !== wanted) this.#add("example-verdict", file, { verdict: report.verdict, wanted });
    const named = this.#exercise.misconceptions.filter((misconception) => misconception.example === example);
    for (const { id } of named) {
      if (report.misconception?.id !== id) this.#add("misconception-not-recognised", file, { id, recognised: report.misconception?.id ?? "-" });
    }
    if (example.folder === "accepted" && report.misconception !== null) this.#add("misconception-in-accepted", file, { id: report.misconception.id });
  }

  /** Two runs must agree to the byte, times and memory aside. A run that ends at a limit depends on the machine and is run once. */
  async #gradeTwice(file: string, source: string, fileName: string, once = false): Promise<Report | undefined> {
    const request = { exercise: this.#exercise, source: new TextEncoder().encode(source), fileName: basename(fileName), seed: SEED };
    const first = await this.#grader.grade(request);
    if (first.verdict === "judge-error") {
      this.#add("judge-error", file, { detail: describeMessages(first) });
      return undefined;
    }
    if (once) return first;
    const second = await this.#grader.grade(request);
    const path = firstDifference(withoutUsage(first), withoutUsage(second), "");
    if (path !== undefined) this.#add("not-reproducible", file, { file, path });
    return first;
  }

  #add(code: FindingCode, file: string, params: Finding["params"]): void {
    this.#findings.push({ kind: "finding", code, file: this.#prefix + file, params });
  }
}

const LIMITS: Example["folder"][] = ["time_limit_exceeded", "memory_limit_exceeded", "output_limit_exceeded"];

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
