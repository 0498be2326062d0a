// What the terminal and the page show of tests that passed, and what gradus watch shows of a report
// that is taller than the screen.

import { beforeAll, describe, expect, test } from "vitest";
import type { ExerciseLimits } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { renderReport } from "../../src/cli/render-report.ts";
import { renderScreen } from "../../src/cli/watch-screen.ts";
import { plainContext, useExportedReports } from "../support/exported-reports.ts";
import { load, TINY } from "../support/packs.ts";

const PRINTS =
  "export function total(values: number[]): number {\n" +
  "  let sum = 0;\n" +
  "  for (const value of values) { sum += value; console.log('sum is', sum); }\n" +
  "  return sum;\n" +
  "}\n";

const reports = useExportedReports();
let printing: Report;
let limits: ExerciseLimits;
beforeAll(async () => {
  const exercise = await load(TINY, "sum");
  printing = await reports.grade(exercise, PRINTS);
  ({ limits } = exercise.manifest);
});

describe("in the terminal", () => {
  test("each group shows what its first test that passed printed, and counts the others", () => {
    const text = renderReport(plainContext("en"), printing, limits);
    expect(text).toMatch(/✓ Shown tests .*\n {4}• .+\n {6}printed\n {6}│ sum is \d/);
    expect(text).toMatch(/ {6}and \d+ more passing tests printed something\n/);
    const chinese = renderReport(plainContext("zh-CN"), printing, limits);
    expect(chinese).toMatch(/ {6}打印\n {6}│ sum is \d/);
    expect(chinese).toMatch(/ {6}另有 \d+ 个通过的测试也打印了内容\n/);
  });

  test("at most six rows of it", () => {
    const long = structuredClone(printing);
    for (const testCase of long.groups[0]!.cases)
      testCase.console = Array.from({ length: 9 }, (_, i) => `line ${i}`).join("\n");
    const text = renderReport(plainContext("en"), long, limits);
    expect(text).toContain("      │ line 5\n      │ …\n");
    expect(text).not.toContain("line 6");
  });

  test("the notes of tests that passed", () => {
    const noted = structuredClone(printing);
    noted.groups[0]!.cases[0]!.note = { en: "Well under the limit.", "zh-CN": "远低于上限。" };
    const name = noted.groups[0]!.cases[0]!.name;
    expect(renderReport(plainContext("en"), noted, limits)).toContain(
      `    • ${name}\n      Well under the limit.\n`,
    );
    expect(renderReport(plainContext("zh-CN"), noted, limits)).toContain("      远低于上限。\n");
  });
});

describe("gradus watch", () => {
  const screen = async (rows: number) => {
    const context = { ...plainContext("en"), rows: () => rows };
    return renderScreen(context, await reports.way("wrong"), limits, "");
  };

  test("prints a report that fits as it is", async () => {
    const report = renderReport(plainContext("en"), await reports.way("wrong"), limits);
    expect(await screen(Infinity)).toBe(report);
    expect(await screen(report.split("\n").length + 2)).toBe(report);
  });

  test("ends a taller one with the verdict and the first failure, on one screen", async () => {
    for (const rows of [10, 12, 24]) {
      const lines = (await screen(rows)).trimEnd().split("\n");
      const last = lines.slice(-(rows - 3));
      const at = last.findIndex((line) => line.startsWith("── The report is taller"));
      expect(last[at + 1]).toMatch(/^Sum {2}wrong answer {2}/);
      expect(last[at + 2]).toBe("  First error: `total`");
      expect(last[at + 3]).toBe("  ✗ Shown tests");
      expect(last[at + 4]).toMatch(/^ {4}• /);
    }
  });
});
