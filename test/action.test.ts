// The step of the GitHub action, run as a workflow would run it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { copyTiny, edit, ROOT, temporaryFolder } from "./support/packs.ts";
import { runCommand } from "./support/run-gradus.ts";

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { steps: { name?: string; run?: string; env?: Record<string, string> }[] };
}

const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;
const step = action.runs.steps.find(({ name }) => name === "Check")!;

async function runStep(inputs: Record<string, string>) {
  const summary = join(temporaryFolder(), "summary.md");
  writeFileSync(summary, "");
  const values = Object.fromEntries(
    Object.entries(step.env!).map(([name, expression]) => {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)![1]!;
      return [name, inputs[input] ?? action.inputs[input]!.default];
    }),
  );
  const run = await runCommand("bash", ["-e", "-o", "pipefail", "-c", step.run!], {
    env: { ...values, GITHUB_ACTION_PATH: ROOT, GITHUB_STEP_SUMMARY: summary },
  });
  return { ...run, summary: readFileSync(summary, "utf8") };
}

test("a valid pack passes, and its table is on the summary page", async () => {
  const run = await runStep({ packs: copyTiny() });
  expect(run).toMatchObject({ code: 0, stdout: "", stderr: "" });
  expect(run.summary).toContain("| sum | ✓ |");
  expect(run.summary).toContain("100.0%");
});

test("a broken pack fails with annotations, and with SARIF if requested", async () => {
  const pack = copyTiny();
  edit(join(pack, "sum", "statement.en.md"), /$/, "\n## More\n");
  const sarif = join(temporaryFolder(), "result.sarif");
  const run = await runStep({ packs: pack, sarif, mutants: "false", language: "zh-CN" });
  expect(run.code).toBe(1);
  expect(run.stdout).toMatch(
    /^::error file=.*tiny\/sum\/statement\.en\.md,title=languages-differ::两种语言的题目在/,
  );
  expect(run.summary).toContain("1 处问题");
  expect(JSON.parse(readFileSync(sarif, "utf8"))).toMatchObject({
    version: "2.1.0",
    runs: [{ results: [{ ruleId: "languages-differ" }] }],
  });
});

test("one check writes every format, including SARIF with the surviving mutants", async () => {
  const pack = copyTiny();
  edit(
    join(pack, "sum", "reference.ts"),
    "let sum = 0;",
    "let sum = 0;\n  if (values.length > 15 && values.length < 19) sum += 5;",
  );
  const folder = temporaryFolder();
  const [sarif, junit, json] = [
    join(folder, "result.sarif"),
    join(folder, "result.xml"),
    join(folder, "result.json"),
  ];
  const run = await runStep({ packs: pack, sarif, junit, json });
  expect(run.code).toBe(1);
  expect(run.stdout).toContain("title=mutation-score::");
  const { runs } = JSON.parse(readFileSync(sarif, "utf8")) as {
    runs: { results: { ruleId: string }[] }[];
  };
  expect(runs[0]!.results.filter(({ ruleId }) => ruleId === "survivor").length).toBeGreaterThan(3);
  const document = JSON.parse(readFileSync(json, "utf8")) as {
    exercises: { wallTimeMs: number }[];
  };
  // The same run: its times are equal to the millisecond, which a second run's would not be.
  expect(readFileSync(junit, "utf8")).toContain(
    `time="${(document.exercises[0]!.wallTimeMs / 1000).toFixed(3)}"`,
  );
  expect(run.summary).toContain("| sum | ✗ |");
  expect(step.run!.match(/bin\.js/g)).toHaveLength(1);
});
