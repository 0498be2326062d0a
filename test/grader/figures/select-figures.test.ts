// Which test a figure is drawn of, and that hidden and skipped groups are never drawn.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createGrader, type Grader } from "../../../grader/index.ts";
import { findPacks, loadExercise } from "../../../grader/doors/packs.ts";
import { redact } from "../../../grader/doors/reports.ts";
import { bytes, copyTiny, edit } from "../../support/packs.ts";

let grader: Grader;
beforeAll(() => {
  grader = createGrader({ submissions: { size: 1, spares: 0 } });
});
afterAll(() => grader.close());

/** The tiny exercise, with the sum as a bar. */
function packWithBars(group = ""): string {
  const pack = copyTiny();
  edit(
    join(pack, "sum", "exercise.yaml"),
    /$/,
    `figures: [{ kind: table, title: { zh-CN: 和, en: The sum }, rows: "", columns: [{ title: { zh-CN: 和, en: sum }, field: "" }]${group} }]\n`,
  );
  writeFileSync(
    join(pack, "sum", "driver.ts"),
    "export default (submission: { total(v: number[]): number }, input: number[]) => " +
      "[submission.total(input)];\n",
  );
  for (const name of ["data/sample/shown.json", "data/secret/hidden.json"])
    edit(join(pack, "sum", name), /"expected":(-?[\d.]+)/g, '"expected":[$1]');
  return pack;
}

async function grade(source: string, pack = packWithBars()) {
  return grader.grade({
    exercise: await loadExercise(findPacks(pack).packs[0]!, "sum"),
    source: bytes(source),
    fileName: "sum.ts",
  });
}

const RIGHT = "export const total = (v: number[]): number => v.reduce((a, b) => a + b, 0);\n";

test("of a right submission it is the first visible test", async () => {
  const report = await grade(RIGHT);
  expect(report.verdict).toBe("accepted");
  expect(report.figures).toMatchObject([{ differs: false, of: { passed: true } }]);
  expect(report.figures[0]!.of!.name).toBe(report.groups[0]!.cases[0]!.name);
});

test("of a wrong one it is the first failing visible test that shows a difference", async () => {
  const wrong = RIGHT.replace("=> v.reduce", "=> v.length > 2 ? 1 : v.reduce");
  const report = await grade(wrong);
  const failing = report.groups
    .filter(({ visible }) => visible)
    .flatMap(({ cases }) => cases)
    .find(({ verdict }) => verdict === "wrong-answer")!;
  expect(report.figures).toMatchObject([
    { differs: true, of: { name: failing.name, passed: false } },
  ]);
});

test("nothing of a hidden group is drawn, whoever reads the report", async () => {
  // Right in every visible test, wrong in the hidden ones.
  const report = await grade(RIGHT.replace("=> v.reduce", "=> v.length > 3 ? 7 : v.reduce"));
  const names = report.groups
    .filter(({ visible }) => !visible)
    .flatMap(({ cases }) => cases.map(({ name }) => name));
  for (const audience of ["author", "student", "exam"] as const)
    for (const { of } of redact(report, audience).figures) expect(names).not.toContain(of?.name);
});

test("there is none if nothing was returned", async () => {
  const report = await grade("export const total = () => { throw new Error('no'); };\n");
  expect(report.figures).toEqual([]);
});
