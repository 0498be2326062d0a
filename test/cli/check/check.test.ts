import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runGradus } from "../../support/command-host.ts";
import { copyTiny, edit, temporaryFolder, TINY } from "../../support/packs.ts";
import { runGradus as runProcess } from "../../support/run-gradus.ts";

interface CheckDocument {
  format: string;
  version: number;
  ok: boolean;
  problems: { code: string }[];
  exercises: {
    id: string;
    problems: { code: string; file: string }[];
    examples: { accepted: number; other: number };
    cases: { stored: number; generated: number };
  }[];
}

/** A pack of two exercises, the second a copy of the first under another name. */
function twoExercises(): string {
  const pack = copyTiny();
  cpSync(join(pack, "sum"), join(pack, "total"), { recursive: true });
  edit(join(pack, "pack.yaml"), "[sum]", "[sum, total]");
  edit(join(pack, "total", "exercise.yaml"), "id: sum", "id: total");
  edit(join(pack, "total", "exercise.yaml"), "7f2f3f7a01", "7f2f3f7a02");
  return pack;
}

test("a valid pack is green, exit code 0, in both languages", async () => {
  const english = await runProcess(["check", TINY]);
  expect(english).toMatchObject({ code: 0, stderr: "" });
  expect(english.stdout).toMatch(
    /^✓ sum {2}6 stored cases, 10 generated · 2 accepted, 5 others · [\d.]+ s\n\nexercise .*\nsum +0 +\S+ +\d+% +100\.0% \(4\/4\) +python 3\.11\.2\n(.+\n)+?\n1 exercise, no problems\n$/,
  );
  const chinese = await runGradus(["check", TINY, "--lang", "zh-CN"]);
  expect(chinese).toMatchObject({ code: 0, stderr: "" });
  expect(chinese.stdout).toMatch(
    /^✓ sum {2}6 个存储用例，10 个生成用例 · 2 份正确示例，5 份其他示例 · [\d.]+ 秒\n\n练习 .*变异得分.*\nsum .*\n(.+\n)+?\n1 道练习，没有问题\n$/,
  );
});

test("a broken pack is red, exit code 1, with every problem and its file", async () => {
  const pack = copyTiny();
  writeFileSync(join(pack, "notes.txt"), "");
  writeFileSync(
    join(pack, "sum", "submissions", "wrong_answer", "right-after-all.ts"),
    "export const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);\n",
  );
  edit(join(pack, "sum", "starter.ts"), "return NaN;", "return values.reduce((a, b) => a + b, 0);");
  const run = await runGradus(["check", pack, "--no-mutants"]);
  expect(run).toMatchObject({ code: 1, stderr: "" });
  for (const line of [
    "    tiny/notes.txt: is not mentioned in the manifest; remove it, or add it to the manifest\n",
    "✗ sum ",
    "wrong_answer/right-after-all.ts: the verdict is “accepted”, not “wrong answer”\n",
    "starter.ts: the starter already passes the group",
  ])
    expect(run.stdout).toContain(line);
  expect(run.stdout).toMatch(/\n1 exercise, \d+ problems\n$/);
  const chinese = await runGradus(["check", pack, "--lang", "zh-CN"]);
  expect(chinese.code).toBe(1);
  expect(chinese.stdout).toContain("right-after-all.ts: 结果是“通过”，应当是“答案错误”\n");
});

test("a reference that disagrees with the stored outputs is red", async () => {
  const pack = copyTiny();
  edit(join(pack, "sum", "reference.ts"), "let sum = 0;", "let sum = 1e-9;");
  const run = await runGradus(["check", pack, "--no-mutants"]);
  expect(run.code).toBe(1);
  expect(run.stdout).toContain("the reference fails in the group");
});

test("--format json prints one document and nothing else, green and red", async () => {
  const green = await runGradus(["check", TINY, "--format", "json", "--no-mutants"]);
  expect(green).toMatchObject({ code: 0, stderr: "" });
  const document = JSON.parse(green.stdout) as CheckDocument;
  expect(green.stdout).toBe(`${JSON.stringify(document, null, 2)}\n`);
  expect(document).toMatchObject({ format: "gradus-check", version: 1, ok: true, problems: [] });
  expect(document.exercises).toMatchObject([
    {
      id: "sum",
      problems: [],
      examples: { accepted: 2, other: 5 },
      cases: { stored: 6, generated: 10 },
    },
  ]);

  const pack = copyTiny();
  rmSync(join(pack, "sum", "statement.en.md"));
  const red = await runGradus(["check", pack, "--format", "json"]);
  expect(red).toMatchObject({ code: 1, stderr: "" });
  const { ok, exercises } = JSON.parse(red.stdout) as CheckDocument;
  expect(ok).toBe(false);
  expect(exercises[0]!.problems).toContainEqual(
    expect.objectContaining({ file: "tiny/sum/statement.en.md" }),
  );
});

test("--only checks one exercise", async () => {
  const run = await runGradus([
    "check",
    twoExercises(),
    "--only",
    "total",
    "--format",
    "json",
    "--no-mutants",
  ]);
  expect(run.code).toBe(0);
  expect((JSON.parse(run.stdout) as CheckDocument).exercises.map(({ id }) => id)).toEqual([
    "total",
  ]);
});

test("--only with an unknown name: suggests the nearest one, exit code 2", async () => {
  const run = await runGradus(["check", twoExercises(), "--only", "totl"]);
  expect(run).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "gradus: There is no exercise called totl.\nDid you mean total?\n",
  });
});

test("--only does not hide that a pack cannot be read", async () => {
  const folder = temporaryFolder();
  for (const name of ["good", "bad"]) {
    cpSync(TINY, join(folder, name), { recursive: true });
    edit(join(folder, name, "pack.yaml"), "id: tiny", `id: ${name}`);
  }
  edit(join(folder, "bad", "pack.yaml"), "version: 1.0.0", "version: soon");
  edit(join(folder, "bad", "sum", "exercise.yaml"), "7f2f3f7a01", "7f2f3f7a02");
  for (const name of ["bad/sum", "good/sum"]) {
    const run = await runGradus(["check", folder, "--only", name, "--no-mutants"]);
    expect(run).toMatchObject({ code: 1, stderr: "" });
    expect(run.stdout).toMatch(/^ {4}bad\/pack\.yaml:3 version: /);
  }
  // In a pack that can be read, an unknown name is still an error.
  edit(join(folder, "bad", "pack.yaml"), "version: soon", "version: 1.0.1");
  expect(await runGradus(["check", folder, "--only", "bad/sums"])).toMatchObject({
    code: 2,
    stdout: "",
  });
});

test("a folder without packs: an error, exit code 2", async () => {
  const folder = join(temporaryFolder(), "nothing");
  mkdirSync(folder);
  const run = await runGradus(["check", folder]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toContain("a pack is a folder with a pack.yaml");
  const missing = await runGradus(["check", join(folder, "nowhere"), "--lang", "zh-CN"]);
  expect(missing).toMatchObject({ code: 2, stdout: "" });
  expect(missing.stderr).toContain("题库是一个含有 pack.yaml 的文件夹");
});

test("a wrong --format: lists the valid ones, exit code 2", async () => {
  const run = await runGradus(["check", TINY, "--format", "xml"]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toMatch(/^gradus: --format must be .*json.*, not xml\.\n$/);
});
