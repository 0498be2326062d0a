import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runGradus } from "../support/command-host.ts";
import { LLM_PRIMER, temporaryFolder, TINY } from "../support/packs.ts";
import { runGradus as runProcess } from "../support/run-gradus.ts";

const readStarter = (name: string) => readFileSync(join(LLM_PRIMER, "fit-a-line", name), "utf8");

test("writes the starter under the exercise's name and prints the next steps, in both languages", async () => {
  for (const [language, words] of [
    ["en", "Wrote fit-a-line.ts."],
    ["zh-CN", "已写入 fit-a-line.ts。"],
  ] as const) {
    const cwd = temporaryFolder();
    const run = await runGradus(["start", "fit-a-line", "--lang", language], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(join(cwd, "fit-a-line.ts"), "utf8")).toBe(
      readStarter(language === "en" ? "starter.ts" : `starter.${language}.ts`),
    );
    for (const word of [
      words,
      "npx gradus watch fit-a-line fit-a-line.ts",
      `statement.${language}.md`,
    ])
      expect(run.stdout).toContain(word);
  }
});

test("the starter that it writes compiles, and gets no points", async () => {
  const cwd = temporaryFolder();
  await runGradus(["start", "sum", "--packs", TINY], { cwd });
  const run = await runGradus(["grade", "sum", "sum.ts", "--packs", TINY, "--json"], { cwd });
  expect(JSON.parse(run.stdout)).toMatchObject({ verdict: "wrong-answer", score: 0 });
});

describe("never overwrites a file", () => {
  test("with the exercise's name", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "fit-a-line.ts"), "my work\n");
    const run = await runGradus(["start", "fit-a-line"], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toBe(
      "gradus: fit-a-line.ts already exists and was not changed. Specify another file: " +
        "gradus start fit-a-line --to FILE\n",
    );
    expect(readFileSync(join(cwd, "fit-a-line.ts"), "utf8")).toBe("my work\n");
  });

  test("named by --to", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "mine.ts"), "my work\n");
    const run = await runGradus(["start", "fit-a-line", "--to", "mine.ts", "--lang", "zh-CN"], {
      cwd,
    });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain("mine.ts 已经存在，没有改动");
    expect(readFileSync(join(cwd, "mine.ts"), "utf8")).toBe("my work\n");
  });
});

test("--to names the file", async () => {
  const cwd = temporaryFolder();
  const run = await runProcess(["start", "fit-a-line", "--to", "mine.ts"], { cwd });
  expect(run.code).toBe(0);
  expect(readFileSync(join(cwd, "mine.ts"), "utf8")).toBe(readStarter("starter.ts"));
  expect(run.stdout).toContain("npx gradus watch fit-a-line mine.ts");
});

test("for an unknown exercise it suggests the nearest name", async () => {
  const cwd = temporaryFolder();
  const run = await runGradus(["start", "fit-a"], { cwd });
  expect(run).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "gradus: There is no exercise called fit-a.\nDid you mean fit-a-line?\n",
  });
});

test("a folder that cannot be written to is named", async () => {
  const file = join(temporaryFolder(), "nowhere", "mine.ts");
  const run = await runGradus(["start", "fit-a-line", "--to", file]);
  expect(run).toMatchObject({
    code: 2,
    stdout: "",
    stderr: `gradus: Cannot write to ${file} (ENOENT).\n`,
  });
  const device = await runGradus(["start", "fit-a-line", "--to", "/proc/fit-a-line.ts"]);
  expect(device.code).toBe(2);
  expect(device.stderr).toMatch(/^gradus: Cannot write to \/proc\/fit-a-line\.ts \(E[A-Z]+\)\.\n$/);
});
