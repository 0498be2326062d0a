import { readFileSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { runGradus } from "../support/command-host.ts";
import { copyTiny, edit, LLM_PRIMER, TINY } from "../support/packs.ts";
import { runGradus as runProcess } from "../support/run-gradus.ts";

interface Manifest {
  id: string;
  title: Record<string, string>;
  level: number;
  recommended?: string[];
}

const { exercises } = parse(readFileSync(join(LLM_PRIMER, "pack.yaml"), "utf8")) as {
  exercises: string[];
};
const manifests = exercises.map(
  (id) => parse(readFileSync(join(LLM_PRIMER, id, "exercise.yaml"), "utf8")) as Manifest,
);

test.each([
  ["en", "level"],
  ["zh-CN", "难度"],
])("shows every exercise in order with its title and level (%s)", async (language, level) => {
  const run = await runGradus(["list", "--lang", language]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const lines = run.stdout.split("\n").filter((line) => line.includes(` ${level} `));
  expect(lines.map((line) => line.trim().split(/ {2,}/).slice(0, 2))).toEqual(
    manifests.map(({ id, title }) => [id, title[language]]),
  );
  for (const [i, manifest] of manifests.entries())
    expect(lines[i]).toContain(`${level} ${manifest.level}`);
  // A Chinese character takes two columns; the columns are still aligned.
  expect(
    new Set(lines.map((line) => stringWidth(line.slice(0, line.indexOf(` ${level} `))))).size,
  ).toBe(1);
});

test("is in the language of the environment", async () => {
  const run = await runGradus(["list"], { env: { LC_ALL: undefined, LANG: "zh_CN.UTF-8" } });
  expect(run.stdout).toContain("线性回归");
});

test("shows another pack with --packs, and how to start its first exercise", async () => {
  const run = await runProcess(["list", "--packs", TINY]);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain("Small exercises for tests");
  expect(run.stdout).toContain("npx gradus start sum");
});

test("an invalid pack: its errors, exit code 2", async () => {
  const pack = copyTiny();
  edit(join(pack, "sum", "exercise.yaml"), "level: 1", "level: 9");
  const run = await runGradus(["list", "--packs", pack]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toMatch(/sum\/exercise\.yaml:4 level: invalid value 9/);
});

test("a folder without a pack: an error, exit code 2", async () => {
  const run = await runGradus(["list", "--packs", join(TINY, "sum")]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toContain("a pack is a folder with a pack.yaml");
});

test.each([60, 80, 100])("no line is longer than the terminal, of %d columns", async (columns) => {
  for (const language of ["en", "zh-CN"]) {
    const { stdout } = await runGradus(["list", "--lang", language], {
      env: { COLUMNS: String(columns) },
    });
    const [exercises = ""] = stdout.split("\n\n").slice(1);
    for (const line of exercises.split("\n"))
      expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
    // Nothing is left out.
    for (const { recommended = [] } of manifests)
      for (const id of recommended) expect(exercises.replace(/\s+/g, " ")).toContain(id);
  }
});
