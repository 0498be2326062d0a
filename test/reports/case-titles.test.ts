// Reports show a stored test by the title in its data file, in the reader's language.

import { join } from "node:path";
import { expect, test } from "vitest";
import type { Language } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { toExercism } from "../../src/cli/export/exercism.ts";
import { renderReport } from "../../src/cli/render-report.ts";
import { plainContext, useExportedReports, WAYS } from "../support/exported-reports.ts";
import { copyTiny, edit, load } from "../support/packs.ts";

const reports = useExportedReports();

/** A report on three tests that fail, of which the first has a title. */
async function gradeTitled() {
  const pack = copyTiny();
  edit(
    join(pack, "sum", "data", "sample", "shown.json"),
    '"name":"three values",',
    '"name":"three values","title":{"zh-CN":"三个数","en":"One, two, three"},',
  );
  const exercise = await load(pack, "sum");
  const report = await reports.grade(exercise, WAYS.wrong);
  const show = (language: Language, of: Report = report) =>
    renderReport(plainContext(language), of, exercise.manifest.limits);
  return { exercise, report, show };
}

test("in the terminal; a test without one is shown by its name", async () => {
  const { show } = await gradeTitled();
  expect(show("zh-CN")).toContain("    • 三个数\n");
  expect(show("en")).toContain("    • One, two, three\n");
  for (const language of ["zh-CN", "en"] as const)
    expect(show(language)).toContain("    • fractions\n");
});

test("in a report of an earlier version, which has no titles, by its name", async () => {
  const { report, show } = await gradeTitled();
  for (const testCase of report.groups.flatMap(({ cases }) => cases))
    delete (testCase as Partial<typeof testCase>).title;
  expect(show("zh-CN", report)).toContain("    • three values\n");
});

test("in Exercism's results", async () => {
  const { exercise, report } = await gradeTitled();
  const names = (language: Language) =>
    toExercism(plainContext(language), { report, audience: "student", exercise }).tests.map(
      ({ name }) => name,
    );
  expect(names("zh-CN")[0]).toContain("三个数");
  expect(names("en")[0]).toContain("One, two, three");
});
