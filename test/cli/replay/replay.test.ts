// gradus replay: where the tests come from, what is compared, and reports that cannot be replayed.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../../grader/doors/reports.ts";
import { runGradus } from "../../support/command-host.ts";
import { makeHome } from "../../support/home.ts";
import { makeMember } from "../../support/members.ts";
import { edit, TINY, temporaryFolder } from "../../support/packs.ts";
import type { Run } from "../../support/run-gradus.ts";
import { startSite, type TestSite } from "../../support/site.ts";
import { SUM_RIGHT, SUM_WRONG, writeSubmission } from "../../support/submissions.ts";

interface Result {
  identical: boolean;
  compared: string[];
  leftOut: { group: string | null; why: string }[];
  differences: { group: string | null; case: string | null; field: string }[];
}

/** Prints a report of the exercise sum to a file. */
async function printReport(file: string, ...options: string[]): Promise<string> {
  const run = await runGradus(["grade", "sum", file, "--packs", TINY, "--json", ...options]);
  expect(run.stderr).toBe("");
  return writeSubmission(run.stdout, "report.json");
}

async function replay(report: string, file: string, ...options: string[]): Promise<Run> {
  return runGradus(["replay", report, file, ...options]);
}

async function replayAsJson(report: string, file: string, ...options: string[]): Promise<Result> {
  const run = await replay(report, file, "--json", ...options);
  expect(run.stderr).toBe("");
  const result = JSON.parse(run.stdout) as Result;
  expect(run.code).toBe(result.identical ? 0 : 1);
  return result;
}

/** A copy of a report that someone has changed. */
function change(report: string, spoil: (report: Report) => unknown): string {
  const changed = JSON.parse(readFileSync(report, "utf8")) as Report;
  spoil(changed);
  return writeSubmission(JSON.stringify(changed), "changed.json");
}

describe("in a clone", () => {
  test("says that the results are the same, in both languages", async () => {
    for (const source of [SUM_RIGHT, SUM_WRONG]) {
      const file = writeSubmission(source);
      const report = await printReport(file, "--as", "author");
      expect(await replay(report, file, "--packs", TINY)).toMatchObject({
        code: 0,
        stderr: "",
        stdout: "Sum  identical\nCompared 3 of 3 test groups.\n",
      });
      expect(await replay(report, file, "--packs", TINY, "--lang", "zh-CN")).toMatchObject({
        code: 0,
        stdout: "求和  结果相同\n共 3 组测试，比对了 3 组。\n",
      });
    }
  });

  test("names group, test and field of every difference, with both values", async () => {
    const file = writeSubmission(SUM_WRONG);
    const report = change(await printReport(file, "--as", "author"), ({ groups }) => {
      groups[0]!.score = 2;
      groups[0]!.cases.find(({ actual }) => actual !== null)!.actual = "1000";
    });
    const result = await replayAsJson(report, file, "--packs", TINY);
    expect(result.differences).toMatchObject([
      { group: "shown", case: null, field: "score", reported: 2, replayed: 0 },
      { group: "shown", field: "actual", reported: "1000" },
    ]);
    const { stdout, code } = await replay(report, file, "--packs", TINY);
    expect(code).toBe(1);
    expect(stdout).toContain("Sum  2 differences\n");
    expect(stdout).toContain('  group "Shown tests" · score\n    report  2\n    replay  0\n');
    expect(stdout).toMatch(
      / {2}group "Shown tests" · test ".+" · actual\n {4}report {2}1000\n {4}replay {2}\d/,
    );
    const chinese = await replay(report, file, "--packs", TINY, "--lang", "zh-CN");
    expect(chinese.stdout).toContain(
      "  测试组“公开的测试” · score\n    报告      2\n    重新评测  0\n",
    );
  });

  test.each<[string, (report: Report) => unknown, string]>([
    ["another verdict", (report) => (report.verdict = "accepted"), "verdict"],
    ["more points", (report) => (report.score = 10), "score"],
    ["a missing group", ({ groups }) => groups.splice(1, 1), "groups"],
    ["a group of its own", ({ groups }) => groups.push({ ...groups[0]!, id: "more" }), "groups"],
    ["a missing test", ({ groups }) => groups[0]!.cases.pop(), "cases"],
    [
      "no hint",
      (report) =>
        (report.misconception = { id: "x", hint: { en: "x", "zh-CN": "x" }, isLikely: false }),
      "misconception",
    ],
    ["another seed", ({ receipt }) => (receipt.seed += 1), "cases"],
  ])("finds that a report was edited: %s", async (_name, spoil, field) => {
    const file = writeSubmission(SUM_WRONG);
    const report = change(await printReport(file, "--as", "author"), spoil);
    const { identical, differences } = await replayAsJson(report, file, "--packs", TINY);
    expect(identical).toBe(false);
    const names = differences.map((one) => (one.case === null ? one.field : "cases"));
    expect(names).toContain(field);
  });

  test("never compares times", async () => {
    const file = writeSubmission(SUM_WRONG);
    const report = change(await printReport(file, "--as", "author"), ({ usage }) => {
      usage!.cpuTimeMs += 1000;
    });
    expect((await replay(report, file, "--packs", TINY)).code).toBe(0);
  });
});

describe("a report that does not show the seed of generated hidden tests", () => {
  let site: TestSite;
  let pack: string;
  beforeAll(async () => {
    pack = join(mkdtempSync(join(tmpdir(), "gradus-test-")), "tiny");
    cpSync(TINY, pack, { recursive: true });
    const folder = join(pack, "sum");
    edit(join(folder, "exercise.yaml"), "data: secret/hidden.json", "generate: { cases: 10 }");
    rmSync(join(folder, "data", "secret", "hidden.json"));
    site = await startSite({ packsFolder: pack });
  });
  afterAll(async () => {
    await site.close();
    rmSync(dirname(pack), { recursive: true });
  });

  /** As a student downloads it. */
  async function submit(source: string): Promise<{ report: string; file: string }> {
    const { env, cwd } = makeHome({ url: site.url, token: makeMember(site.services.db).token });
    const file = join(cwd, "mine.ts");
    writeFileSync(file, source);
    const run = await runGradus(["submit", "sum", "mine.ts", "--json"], { env, cwd });
    return { report: writeSubmission(run.stdout, "report.json"), file };
  }

  test("is repeated in full with the site's data, in part with the pack or a public bundle", async () => {
    const { report, file } = await submit(SUM_WRONG);
    const data = ["--data", site.config.dataFolder];
    expect(await replayAsJson(report, file, ...data)).toEqual({
      identical: true,
      compared: ["shown", "fresh", "hidden"],
      leftOut: [],
      differences: [],
    });
    expect(await replayAsJson(report, file, "--packs", pack)).toEqual({
      identical: true,
      compared: ["shown", "fresh"],
      leftOut: [
        { group: "hidden", why: "seed" },
        { group: null, why: "totals" },
      ],
      differences: [],
    });
    const { env } = makeHome();
    const run = await runGradus(["replay", report, file, "--server", site.url], { env });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toBe(
      [
        "Sum  identical",
        "Compared 1 of 3 test groups.",
        "",
        "Not compared:",
        "  Fresh tests: its tests are generated from the seed, and a public bundle has no generator",
        "  Hidden tests: a public bundle has no hidden tests",
        "  the verdict and the points of the whole report",
        "  the hint for a known mistake",
        "",
      ].join("\n"),
    );
    const edited = change(report, (answer) => {
      (answer as unknown as { report: Report }).report.groups[0]!.passed = 3;
    });
    expect((await replayAsJson(edited, file, ...data)).differences).toMatchObject([
      { group: "shown", field: "passed" },
    ]);
    const remote = await runGradus(["replay", edited, file, "--server", site.url], { env });
    expect(remote.code).toBe(1);
  });

  test("a report made at home with a public bundle is repeated with the bundle and with the pack", async () => {
    const { env } = makeHome();
    const file = writeSubmission(SUM_WRONG);
    const graded = await runGradus(["grade", "sum", file, "--json", "--server", site.url], { env });
    const report = writeSubmission(graded.stdout, "report.json");
    for (const place of [
      ["--server", site.url],
      ["--packs", pack],
      ["--data", site.config.dataFolder],
    ]) {
      const run = await runGradus(["replay", report, file, "--json", ...place], { env });
      expect(run).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(run.stdout)).toMatchObject({ compared: ["shown", "fresh"], leftOut: [] });
    }
  });

  test("names the version that is missing, and says where it may be", async () => {
    const { report, file } = await submit(SUM_RIGHT);
    const where =
      "\nSpecify a pack that has that version with --packs (for example, check it out with git), " +
      "or use --data on the server that graded it.\n";
    const empty = temporaryFolder();
    const runs = await Promise.all([
      replay(report, file, "--packs", TINY),
      replay(report, file, "--data", empty),
    ]);
    for (const run of runs) {
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr.endsWith(where)).toBe(true);
    }
    expect(runs[0].stderr).toMatch(/^gradus: The report was made with version \w{8} of tiny\/sum/);
    expect(runs[1].stderr).toMatch(/ does not have version \w{8} of tiny\/sum\.\n/);
  });
});

describe("what cannot be replayed is reported in one line, with exit code 2", () => {
  async function complain(report: string, file: string, ...options: string[]): Promise<string> {
    const run = await replay(report, file, ...options);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    return run.stderr;
  }

  test("a report of another engine, and of another engine and version", async () => {
    const file = writeSubmission(SUM_RIGHT);
    const report = await printReport(file);
    const other = change(report, ({ receipt }) => (receipt.engine = "0.0.9+abc"));
    expect(await complain(other, file, "--packs", TINY)).toMatch(
      /^gradus: The report was made by engine 0\.0\.9\+abc, and this is engine .+\. Two engines can grade differently\.\nUse exactly the Gradus that made the report/,
    );
    const both = change(other, ({ receipt }) => (receipt.exercise = "0".repeat(64)));
    const said = await complain(both, file, "--packs", TINY);
    expect(said).toContain("by engine 0.0.9+abc");
    expect(said).toContain("with version 00000000 of tiny/sum");
  });

  test("another file", async () => {
    const report = await printReport(writeSubmission(SUM_RIGHT));
    const other = writeSubmission(`${SUM_RIGHT}\n`);
    expect(await complain(report, other, "--packs", TINY)).toMatch(
      /^gradus: \S+ is not the file that the report is about: its hash is \w{8}, and the receipt says \w{8}\./,
    );
  });

  test("a report that is truncated, foreign, or has an impossible receipt", async () => {
    const file = writeSubmission(SUM_RIGHT);
    const report = await printReport(file, "--as", "author");
    const text = readFileSync(report, "utf8");
    const cut = writeSubmission(text.slice(0, text.length / 2), "cut.json");
    expect(await complain(cut, file)).toContain("is not valid JSON: ");
    const foreign = writeSubmission('{"format":"gradus-check"}', "foreign.json");
    expect(await complain(foreign, file)).toContain("is not a report. ");
    const spoilt: [string, (report: Report) => unknown][] = [
      ["receipt.submission", ({ receipt }) => (receipt.submission = "")],
      ["receipt.exercise", ({ receipt }) => (receipt.exercise = "../../x")],
      ["receipt.seed", ({ receipt }) => (receipt.seed = -1)],
      ["receipt.seed", ({ receipt }) => (receipt.seed = 2 ** 40)],
      ["receipt.hiddenSeed", ({ receipt }) => (receipt.hiddenSeed = 0.5)],
      ["exercise.pack", ({ exercise }) => (exercise.pack = "..")],
    ];
    for (const [path, spoil] of spoilt)
      expect(await complain(change(report, spoil), file, "--packs", TINY)).toContain(
        `is a report, but this part is wrong or missing: ${path}\n`,
      );
  });

  test("an exercise that is not there, two places, and a seed that is known", async () => {
    const file = writeSubmission(SUM_RIGHT);
    const report = await printReport(file, "--as", "author");
    const renamed = change(report, ({ exercise }) => (exercise.id = "som"));
    expect(await complain(renamed, file, "--packs", TINY)).toContain(
      "There is no exercise called tiny/som.",
    );
    expect(await complain(report, file, "--packs", TINY, "--data", "x")).toBe(
      "gradus: Use only one of --packs, --data and --server.\n",
    );
    expect(await complain(report, file, "--packs", TINY, "--hidden-seed", "1")).toBe(
      "gradus: The report shows the seed of its hidden tests. Remove --hidden-seed.\n",
    );
    expect(await complain("nowhere.json", file)).toBe("gradus: File not found: nowhere.json\n");
  });
});
