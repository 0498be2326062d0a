// The figure at the end of a report: text from the submission's output in a visible group, without
// points.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../../grader/index.ts";
import { findPacks, loadExercise, PackError } from "../../../grader/doors/packs.ts";
import { type Figure, redact } from "../../../grader/doors/reports.ts";
import { bytes, copyTiny, edit } from "../../support/packs.ts";
import { runGradus } from "../../support/run-gradus.ts";

let grader: Grader;
beforeAll(() => {
  grader = createGrader({ submissions: { size: 1, spares: 0 } });
});
afterAll(() => grader.close());

/** The tiny exercise, with a line of text in its outputs. */
function packWithFigure(group = "shown", cases = ""): string {
  const pack = copyTiny();
  const file = (name: string) => join(pack, "sum", name);
  edit(
    file("exercise.yaml"),
    /$/,
    `figures: [{ kind: text, title: { zh-CN: 一句话, en: A line }, group: ${group}, field: said${cases} }]\n`,
  );
  writeFileSync(
    file("driver.ts"),
    "export default (submission: { total(v: number[]): number; " +
      "say?(n: number): unknown }, input: number[]) => ({ total: submission.total(input), " +
      "said: submission.say?.(input.length) });\n",
  );
  for (const name of ["data/sample/shown.json", "data/secret/hidden.json"])
    edit(file(name), /"expected":(-?[\d.]+)/g, '"expected":{"total":$1}');
  return pack;
}

async function grade(source: string, pack = packWithFigure()) {
  return grader.grade({
    exercise: await loadExercise(findPacks(pack).packs[0]!, "sum"),
    source: bytes(source),
    fileName: "sum.ts",
  });
}

const readText = (figure: Figure) =>
  figure.kind === "text" && typeof figure.text === "string" ? figure.text : "";
const TOTAL = "export const total = (v: number[]): number => v.reduce((a, b) => a + b, 0);\n";

test("it is the field of the first output of the group that has it, accepted or not, for every reader", async () => {
  const right = await grade(
    `${TOTAL}export const say = (n: number) => (n === 0 ? undefined : "I saw " + n);\n`,
  );
  expect(right).toMatchObject({
    verdict: "accepted",
    figures: [{ kind: "text", title: { en: "A line" }, text: "I saw 3" }],
  });
  expect(redact(right, "exam").figures).toEqual(right.figures);
  expect(
    (await grade("export const total = () => 1;\nexport const say = () => 'one';\n")).figures.map(
      readText,
    )[0],
  ).toBe("one");
});

test("with cases: passed, it is the field of all outputs, one below the other, if the group passed", async () => {
  const pack = packWithFigure("shown", ", cases: passed");
  const say = 'export const say = (n: number) => (n === 0 ? undefined : "I saw " + n);\n';
  const right = await grade(`${TOTAL}${say}`, pack);
  expect(right.verdict).toBe("accepted");
  const lines = right.figures.map(readText)[0]!.split("\n");
  expect(lines.length).toBeGreaterThan(1);
  expect(lines[0]).toBe("I saw 3");
  for (const line of lines) expect(line).toMatch(/^I saw [1-9]$/);
  expect((await grade(`export const total = () => 1;\n${say}`, pack)).figures).toEqual([]);
});

describe("with a field for each language", () => {
  function packWithBoth(): string {
    const pack = packWithFigure();
    edit(
      join(pack, "sum", "exercise.yaml"),
      "field: said",
      "field: { zh-CN: chinese, en: english }",
    );
    writeFileSync(
      join(pack, "sum", "driver.ts"),
      "export default (submission: { total(v: number[]): number; " +
        "say?(n: number): object }, input: number[]) => ({ total: submission.total(input), " +
        "...submission.say?.(input.length) });\n",
    );
    return pack;
  }
  const BOTH = `${TOTAL}export const say = () => ({ chinese: "三个数", english: "three" });\n`;

  test("the report has both texts, and each reader sees their own", async () => {
    const pack = packWithBoth();
    const report = await grade(BOTH, pack);
    expect(report.verdict).toBe("accepted");
    expect(report.figures).toMatchObject([{ of: null, text: { "zh-CN": "三个数", en: "three" } }]);
    const file = join(pack, "solution.ts");
    writeFileSync(file, BOTH);
    const show = async (language: string) =>
      (await runGradus(["grade", "sum", file, "--packs", pack, "--lang", language])).stdout;
    const [english, chinese] = [await show("en"), await show("zh-CN")];
    expect(english).toMatch(/A line\n\s+three\n/);
    expect(english).not.toContain("三个数");
    expect(chinese).toMatch(/一句话\n\s+三个数\n/);
    expect(chinese).not.toContain("three");
  });

  test("a text that is missing is replaced by the other one; without both there is no figure", async () => {
    const say = (value: string) => `${TOTAL}export const say = () => (${value});\n`;
    const only = await grade(say('{ english: "three" }'), packWithBoth());
    expect(only.figures).toMatchObject([{ text: { "zh-CN": "three", en: "three" } }]);
    expect((await grade(say("{}"), packWithBoth())).figures).toEqual([]);
  });
});

test("there is none if the field is not text, if nothing was returned, or if the manifest has no figure", async () => {
  expect((await grade(`${TOTAL}export const say = () => 7;\n`)).figures).toEqual([]);
  expect((await grade("export const total = () => { throw new Error('no'); };\n")).figures).toEqual(
    [],
  );
  expect((await grade(TOTAL, copyTiny())).figures).toEqual([]);
});

test("a long one is shortened, and it cannot control a terminal", async () => {
  const report = await grade(`${TOTAL}export const say = () => "x".repeat(9000);\n`);
  expect(report.figures.map(readText)[0]).toHaveLength(2000);
  const pack = packWithFigure();
  const file = join(pack, "solution.ts");
  writeFileSync(file, `${TOTAL}export const say = () => "\\u001b[2Jgone\\nsecond line";\n`);
  const run = await runGradus(["grade", "sum", file, "--packs", pack]);
  expect(run.stdout).not.toContain("\u001b[2J");
  expect(run.stdout).toContain("\\u{1b}[2Jgone");
  expect(run.stdout).toMatch(/A line\n.*gone\n {4}second line\n/);
});

test("a hidden group shows nothing: such a pack is not read", async () => {
  await expect(grade(TOTAL, packWithFigure("hidden"))).rejects.toThrow(PackError);
});
