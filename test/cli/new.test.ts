import { mkdirSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findPacks, loadExercise } from "../../grader/doors/packs.ts";
import { runGradus } from "../support/command-host.ts";
import { copyTiny, edit, temporaryFolder } from "../support/packs.ts";
import { runGradus as runProcess } from "../support/run-gradus.ts";

interface CheckDocument {
  exercises: {
    id: string;
    problems: { code: string; file: string }[];
    mutation: { score: number } | null;
    margins: object | null;
  }[];
}

test("a new exercise passes the check except for what only its author can write, which is listed", async () => {
  const folder = temporaryFolder();
  const run = await runProcess(["new", "my-pack/first", "--packs", "."], { cwd: folder });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toMatch(
    /^Created my-pack\/first: .*\n\nYou still need to write these parts:\n/,
  );
  for (const line of [
    "my-pack/first/statement.en.md:1: still to be written:",
    "my-pack/first/submissions/wrong_answer: at least 5 wrong submissions are required",
    "npx gradus check my-pack --only first",
  ])
    expect(run.stdout).toContain(line);

  const check = await runGradus(["check", "my-pack", "--format", "json"], { cwd: folder });
  expect(check.code).toBe(1);
  const [exercise] = (JSON.parse(check.stdout) as CheckDocument).exercises;
  expect([...new Set(exercise!.problems.map(({ code }) => code))].sort()).toEqual([
    "to-do",
    "too-few-accepted",
    "too-few-wrong",
  ]);
  // The list is complete the first time, and names the word to search for in each case.
  for (const { file } of exercise!.problems) expect(run.stdout).toContain(file);
});

test("after the author has written it, the check is green, including mutants", async () => {
  const folder = temporaryFolder();
  await runGradus(["new", "my-pack/first", "--packs", "."], { cwd: folder });
  const exercise = join(folder, "my-pack", "first");
  for (const path of readdirSync(exercise, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))) {
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("TODO ", ""));
  }
  writeFileSync(
    join(exercise, "submissions", "accepted", "loop.ts"),
    "// A loop.\n" +
      "export function mean(values: number[]): number {\n" +
      "  let total = 0;\n" +
      "  for (let i = 0; i < values.length; i++) total += values[i]! / values.length;\n" +
      "  return total;\n" +
      "}\n",
  );
  const wrong = {
    "one-too-many": "sum(v) / (v.length + 1)",
    "first-only": "v[0]!",
    middle: "v[Math.floor(v.length / 2)]! + 1",
    "rounded-up": "Math.ceil(sum(v) / v.length) + 1",
  };
  for (const [name, body] of Object.entries(wrong)) {
    writeFileSync(
      join(exercise, "submissions", "wrong_answer", `${name}.ts`),
      `// ${name}\n` +
        "const sum = (v: number[]): number => v.reduce((a, b) => a + b, 0);\n" +
        `export const mean = (v: number[]): number => ${body} + 0 * sum(v);\n`,
    );
  }
  mkdirSync(join(folder, "my-pack", "oracle"));
  writeFileSync(join(folder, "my-pack", "oracle", "the-script.py"), "# Computes the outputs.\n");
  const check = await runGradus(["check", "my-pack"], { cwd: folder });
  expect(check.stdout).toContain("1 exercise, no problems\n");
  expect(check.code).toBe(0);
});

test("is added at the end of the list of the only pack, and nothing else in that file changes", async () => {
  const pack = copyTiny();
  const before = readFileSync(join(pack, "pack.yaml"), "utf8");
  expect(await runGradus(["new", "second", "--packs", join(pack, "..")])).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(readFileSync(join(pack, "pack.yaml"), "utf8")).toBe(
    before.replace("[sum]", "[sum, second]"),
  );
  const exercise = await loadExercise(findPacks(pack).packs[0]!, "second");
  expect(exercise.manifest.uuid).toMatch(/^[0-9a-f-]{36}$/);

  edit(
    join(pack, "pack.yaml"),
    "exercises: [sum, second]",
    "exercises:\n  - sum\n  - second # the new one",
  );
  expect(await runGradus(["new", "third", "--packs", pack])).toMatchObject({ code: 0 });
  expect(readFileSync(join(pack, "pack.yaml"), "utf8")).toContain(
    "  - sum\n  - second # the new one\n  - third\n",
  );
});

test("an existing folder is not changed; a bad name, no pack, several packs: advice, exit code 2", async () => {
  const pack = copyTiny();
  const run = (name: string, packs: string) => runGradus(["new", name, "--packs", packs]);
  const again = await run("sum", pack);
  expect(again).toMatchObject({ code: 2, stdout: "" });
  expect(again.stderr).toContain("sum already exists. Nothing was changed.");
  for (const name of ["Sum", "a b", "../x", "a/b/c", "-x"])
    expect(await runGradus(["new", "--packs", pack, "--", name])).toMatchObject({
      code: 2,
      stdout: "",
    });
  const empty = temporaryFolder();
  expect((await run("first", empty)).stderr).toContain(
    "Specify the pack to create: gradus new my-pack/my-exercise",
  );
  expect((await run("first", join(empty, "nowhere"))).code).toBe(2);
  expect(existsSync(join(empty, "nowhere"))).toBe(false);
  for (const name of ["one/a", "two/b"]) await run(name, empty);
  const several = await runGradus(["new", "c", "--packs", empty, "--lang", "zh-CN"]);
  expect(several).toMatchObject({ code: 2, stdout: "" });
  expect(several.stderr).toContain("里有多个题库：one, two。");
});
