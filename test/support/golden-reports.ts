// The output of gradus grade for selected submissions, in both languages: rendered here for the
// test that compares, and for test/regenerate.ts, which writes.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createGrader } from "../../grader/index.ts";
import {
  type Exercise,
  type ExerciseLimits,
  findPacks,
  LANGUAGES,
  type Language,
  loadExercise,
} from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { createContext } from "../../src/cli/context.ts";
import { renderReport } from "../../src/cli/render-report.ts";
import type { GeneratedFiles } from "./generators.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const LLM_PRIMER = join(root, "exercises", "llm-primer");
const TINY = join(root, "test", "fixtures", "packs", "tiny");
const SUBMISSIONS = join(root, "test", "fixtures", "submissions");

export const GOLDEN_REPORTS = "test/golden/reports";

const COLUMNS = 100;

interface GoldenReport {
  name: string;
  exercise: "sum" | "fit-a-line";
  file: string;
}

const ofSum = (name: string): GoldenReport => ({
  name: `sum-${name}`,
  exercise: "sum",
  file: join(SUBMISSIONS, "sum", `${name}.ts`),
});
const ofTinyPack = (name: string): GoldenReport => ({
  name: `sum-${name}`,
  exercise: "sum",
  file: join(TINY, "sum", "submissions", "wrong_answer", `${name}.ts`),
});
const ofFitALine = (name: string): GoldenReport => ({
  name: `fit-a-line-${name}`,
  exercise: "fit-a-line",
  file: join(SUBMISSIONS, "fit-a-line", `${name}.ts`),
});
const ofPrimer = (folder: string, name: string): GoldenReport => ({
  name: `fit-a-line-${basename(name, ".ts")}`,
  exercise: "fit-a-line",
  file: join(LLM_PRIMER, "fit-a-line", "submissions", folder, name),
});

export const REPORTS: GoldenReport[] = [
  ...[
    "accepted",
    "missing-export",
    "syntax-error",
    "throws-at-load",
    "throws-in-a-case",
    "never-ends",
    "prints-too-much",
    "recurses",
    "prints-escapes",
    "returns-a-promise",
  ].map(ofSum),
  ...["skips-the-first", "absolute"].map(ofTinyPack),
  ...["nested-coefficients", "transposed-coefficients"].map(ofFitALine),
  ofPrimer("accepted", "qr.ts"),
  ...[
    "no-intercept.ts",
    "not-centred.ts",
    "penalises-the-intercept.ts",
    "mean-squared-error-for-rss.ts",
  ].map((name) => ofPrimer("wrong_answer", name)),
  ofPrimer("run_time_error", "expects-a-matrix.ts"),
];

export interface GradedReport {
  name: string;
  report: Report;
  limits: ExerciseLimits;
}

export async function gradeGoldenReports(): Promise<GradedReport[]> {
  const grader = createGrader({ submissions: { size: 1, spares: 0 } });
  try {
    const exercises: Record<GoldenReport["exercise"], Exercise> = {
      sum: await loadExercise(findPacks(TINY).packs[0]!, "sum"),
      "fit-a-line": await loadExercise(findPacks(LLM_PRIMER).packs[0]!, "fit-a-line"),
    };
    const graded: GradedReport[] = [];
    for (const { name, exercise: id, file } of REPORTS) {
      const exercise = exercises[id];
      const source = readFileSync(file);
      const report = await grader.grade({ exercise, source, fileName: basename(file) });
      graded.push({ name, report, limits: exercise.manifest.limits });
    }
    return graded;
  } finally {
    await grader.close();
  }
}

/** Without colours. */
export function renderInColumns(
  { report, limits }: GradedReport,
  language: Language,
  columns: number,
): string {
  const context = {
    ...createContext(language),
    columns: () => columns,
    style: (_format: unknown, text: string) => text,
  };
  return renderReport(context, report, limits);
}

/**
 * One file for each report and language: test/golden/reports/sum-accepted.en.txt. Without times,
 * and without the exercise's hash, which any change to the exercise changes.
 */
export async function renderGoldenReports(graded?: GradedReport[]): Promise<GeneratedFiles> {
  const texts: GeneratedFiles = {};
  for (const one of graded ?? (await gradeGoldenReports()))
    for (const language of LANGUAGES)
      texts[`${GOLDEN_REPORTS}/${one.name}.${language}.txt`] = withoutTimes(
        renderInColumns(one, language, COLUMNS),
      );
  return texts;
}

export function withoutTimes(text: string): string {
  return (
    text
      .replace(/\d+ ms of CPU time, \d+ ms in total/, "… ms of CPU time, … ms in total")
      .replace(/CPU 时间 \d+ 毫秒，总用时 \d+ 毫秒/, "CPU 时间 … 毫秒，总用时 … 毫秒")
      .replace(/(engine|引擎) \S+/, "$1 …")
      .replace(/(exercise|练习) [0-9a-f]{8} /, "$1 … ")
      // It is derived from the exercise's hash.
      .replace(/(hidden seed|隐藏测试的种子) \d+/, "$1 …")
  );
}
