// Reports to export: submissions to the exercise sum with different results, graded once for a
// whole test file.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type Audience, type Report } from "../../grader/doors/reports.ts";
import { createGrader, type Grader } from "../../grader/index.ts";
import { type Exercise, type Language } from "../../grader/doors/packs.ts";
import { type CommandContext, createContext } from "../../src/cli/context.ts";
import type { Export } from "../../src/cli/export/exported.ts";
import { bytes, copyTiny, edit, load, ROOT, TINY } from "./packs.ts";
import { SUM_RIGHT } from "./submissions.ts";

const ofSum = (name: string) =>
  readFileSync(join(ROOT, "test", "fixtures", "submissions", "sum", `${name}.ts`), "utf8");

/** Right in every visible test; one of the three hidden ones has large numbers. */
const SUM_FEARS_LARGE =
  "export const total = (values: number[]): number => values.reduce((a, b) => a + b, 0) * " +
  "(values.some((value) => value > 1000) ? 0 : 1);\n";

export const WAYS = {
  accepted: SUM_RIGHT,
  wrong: readFileSync(
    join(TINY, "sum", "submissions", "wrong_answer", "skips-the-first.ts"),
    "utf8",
  ),
  "wrong in a hidden test": SUM_FEARS_LARGE,
  "compile error": ofSum("syntax-error"),
  "exports something else": ofSum("missing-export"),
  "throws while it is loaded": ofSum("throws-at-load"),
  throws: ofSum("throws-in-a-case"),
  "never ends": ofSum("never-ends"),
  "prints too much": ofSum("prints-too-much"),
  "prints escapes": ofSum("prints-escapes"),
  promises: ofSum("returns-a-promise"),
};
export type Way = keyof typeof WAYS;

export interface ExportedReports {
  /** Graded at the first call. */
  way: (name: Way) => Promise<Report>;
  /** With groups that need the first one. */
  skipped: () => Promise<Report>;
  judgeError: () => Promise<Report>;
  grade: (exercise: Exercise, source: string) => Promise<Report>;
  exported: (report: Report, audience: Audience) => Export;
}

/** To be called once in a test file, outside of every test. */
export function useExportedReports(): ExportedReports {
  let grader: Grader;
  let exercise: Exercise;
  const reports = new Map<Way, Promise<Report>>();
  beforeAll(async () => {
    grader = createGrader({ submissions: { size: 1, spares: 0 } });
    exercise = await load(TINY, "sum");
  });
  afterAll(async () => grader.close());
  const grade = async (of: Exercise, source: string) =>
    grader.grade({ exercise: of, source: bytes(source), fileName: "submission.ts", seed: 1 });
  const changed = async (file: string, what: string, by: string, source: string) => {
    const pack = copyTiny();
    edit(join(pack, "sum", file), what, by);
    return grade(await load(pack, "sum"), source);
  };
  return {
    way: async (name) => {
      if (!reports.has(name)) reports.set(name, grade(exercise, WAYS[name]));
      return reports.get(name)!;
    },
    skipped: async () =>
      changed(
        "exercise.yaml",
        "scoring: proportional",
        "scoring: proportional, needs: [fresh]",
        WAYS.wrong,
      ),
    judgeError: async () =>
      changed("reference.ts", "let sum = 0;", 'throw new Error("tired");', SUM_RIGHT),
    grade,
    exported: (report, audience) => ({ report, audience, exercise }),
  };
}

/** A context as export creates it. */
export function plainContext(language: Language): CommandContext {
  return { ...createContext(language), style: (_format, text) => text, columns: () => 100 };
}
