// gradus try, and own tests at home: a file beside the code, filled and run by the commands.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runGradus } from "../support/command-host.ts";
import { LLM_PRIMER, temporaryFolder, TINY } from "../support/packs.ts";
import { SUM_RIGHT, SUM_WRONG } from "../support/submissions.ts";

function write(source: string): { file: string; tests: string } {
  const folder = temporaryFolder();
  const file = join(folder, "my.ts");
  writeFileSync(file, source);
  return { file, tests: join(folder, "my.tests.json") };
}

const readTests = (file: string) =>
  (JSON.parse(readFileSync(file, "utf8")) as { tests: Record<string, unknown>[] }).tests;
const tryOut = (file: string, code: string, ...args: string[]) =>
  runGradus(["try", "sum", file, code, "--packs", TINY, ...args]);
const grade = (file: string, ...args: string[]) =>
  runGradus(["grade", "sum", file, "--packs", TINY, ...args]);

test("prints the value with its shape, and what was printed", async () => {
  const { file } = write(`${SUM_RIGHT}export const rows = [[1, 2], [3, 4]];\n`);
  expect(await tryOut(file, "total([1, 2])")).toMatchObject({ code: 0, stdout: "3\n" });
  expect((await tryOut(file, "rows")).stdout).toBe("[[1, 2], [3, 4]]  shape 2 x 2\n");
  expect((await tryOut(file, 'console.log("hi"); 7')).stdout).toBe("hi\n7\n");
});

test("compares with what is expected, and says what is wrong otherwise", async () => {
  const { file } = write(SUM_WRONG);
  expect((await tryOut(file, "total([5])", "--expect", "1")).code).toBe(0);
  const wrong = await tryOut(file, "total([5])", "--expect", "5", "--lang", "zh-CN");
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(/期望 +5\n +实际 +1/);
  const thrown = await tryOut(file, "nope()");
  expect([thrown.code, thrown.stdout]).toEqual([1, expect.stringContaining("nope is not defined")]);
  const broken = write("export const total = (");
  expect((await tryOut(broken.file, "1")).stdout).toMatch(/^ *Line 1/);
});

test("--json prints the result", async () => {
  const { file } = write(SUM_RIGHT);
  const { stdout } = await tryOut(file, "total([1, 2])", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ verdict: "shown", value: { whole: "3" } });
});

test("--keep adds it to the file of own tests once, and grade runs them", async () => {
  const { file, tests } = write(SUM_WRONG);
  for (let i = 0; i < 2; i++) await tryOut(file, "total([5])", "--expect", "5", "--keep");
  expect(readTests(tests)).toEqual([{ kind: "expression", code: "total([5])", expected: "5" }]);
  const { stdout } = await grade(file);
  expect(stdout).toMatch(/My tests\n +✗ total\(\[5\]\)\n +1\n/);
  writeFileSync(file, SUM_RIGHT);
  const right = await grade(file);
  expect([right.code, right.stdout]).toEqual([0, expect.stringContaining("✓ total([5])")]);
});

test("own tests change neither verdict nor exit code", async () => {
  const { file } = write(SUM_RIGHT);
  await tryOut(file, "total([5])", "--expect", "6", "--keep");
  const { code, stdout } = await grade(file);
  expect([code, stdout]).toEqual([0, expect.stringContaining("✗ total([5])")]);
});

test("--keep-failing adds the failing visible tests with their tolerances", async () => {
  const { file, tests } = write(SUM_WRONG);
  const { stderr } = await grade(file, "--keep-failing");
  expect(stderr).toMatch(/Added \d tests? to .*my\.tests\.json/);
  const kept = readTests(tests);
  expect(kept.length).toBeGreaterThan(0);
  for (const one of kept) expect(one).toMatchObject({ kind: "case", tolerance: { fields: {} } });
  expect((await grade(file)).stdout).toContain("✗ Test input [");
  writeFileSync(file, SUM_RIGHT);
  const right = await grade(file);
  expect(right.stdout).toContain("✓ Test input [");
  expect(right.stdout).not.toContain("✗ Test input [");
});

test("a file that is not one of own tests is said, and not overwritten", async () => {
  const { file, tests } = write(SUM_RIGHT);
  for (const text of [
    "{",
    "[]",
    '{"format":"gradus-own-tests","version":1,"tests":[{"kind":"x"}]}',
  ]) {
    writeFileSync(tests, text);
    const run = await grade(file);
    expect([run.code, run.stderr]).toEqual([
      2,
      expect.stringContaining("my.tests.json is not a file of tests"),
    ]);
    expect((await tryOut(file, "1", "--keep")).code).toBe(2);
    expect(readFileSync(tests, "utf8")).toBe(text);
  }
});

test("nothing is written unless it is asked for", async () => {
  const { file, tests } = write(SUM_WRONG);
  await tryOut(file, "total([1])");
  await grade(file);
  expect(existsSync(tests)).toBe(false);
});

test("grade --figure writes every picture as SVG, and says so if there is none", async () => {
  const { file } = write(SUM_WRONG);
  const none = await grade(file, "--figure", join(file, "..", "out.svg"));
  expect(none.stderr).toContain("The report has no picture.");
  const folder = temporaryFolder();
  const source = join(LLM_PRIMER, "attention/submissions/wrong_answer/causal-mask-left-out.ts");
  const out = join(folder, "out.svg");
  const run = await runGradus([
    "grade",
    "attention",
    source,
    "--packs",
    LLM_PRIMER,
    "--figure",
    out,
  ]);
  expect(run.stderr).toContain(`Wrote ${out}`);
  for (const name of ["out.svg", "out-2.svg"])
    expect(readFileSync(join(folder, name), "utf8")).toMatch(/^<svg [^]*<\/svg>\n$/);
  const refused = await grade(file, "--figure", join(folder, "none", "out.svg"));
  expect(refused.code === 2 || refused.stderr.includes("no picture")).toBe(true);
  const elsewhere = join(folder, "none", "out.svg");
  const blocked = await runGradus([
    "grade",
    "attention",
    source,
    "--packs",
    LLM_PRIMER,
    "--figure",
    elsewhere,
  ]);
  expect([blocked.code, blocked.stderr]).toEqual([2, expect.stringContaining("Cannot write to")]);
});
