// Exercises from a server, in an empty folder, without local packs.

import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runGradus } from "../../support/command-host.ts";
import { makeHome } from "../../support/home.ts";
import { makeMember } from "../../support/members.ts";
import { copyExercise, copyTiny, edit, LLM_PRIMER, ROOT } from "../../support/packs.ts";
import { runCommand, startGradus } from "../../support/run-gradus.ts";
import { startSite, type TestSite } from "../../support/site.ts";
import { SUM_RIGHT, SUM_WRONG } from "../../support/submissions.ts";
import { eventually } from "../../support/api-client.ts";

async function openSite(packsFolder?: string): Promise<TestSite> {
  const site = await startSite(packsFolder === undefined ? {} : { packsFolder });
  onTestFinished(() => site.close());
  await eventually(async () => site.services.host.grader);
  return site;
}

describe("gradus start", () => {
  test("writes the starter, the statement with its figures, and the next steps; never overwrites a file", async () => {
    const site = await openSite(copyExercise("fit-a-line"));
    for (const language of ["en", "zh-CN"]) {
      const { env, cwd } = makeHome();
      const run = await runGradus(
        ["start", "fit-a-line", "--server", site.url, "--lang", language],
        { env, cwd },
      );
      expect(run).toMatchObject({ code: 0, stderr: "" });
      expect(run.stdout).toContain(
        `npx gradus watch fit-a-line fit-a-line.ts --server ${site.url}`,
      );
      expect(run.stdout).toContain(
        `npx gradus submit fit-a-line fit-a-line.ts --server ${site.url}`,
      );
      expect(readFileSync(join(cwd, "fit-a-line.ts"), "utf8")).toBe(
        readFileSync(
          join(
            LLM_PRIMER,
            "fit-a-line",
            language === "en" ? "starter.ts" : `starter.${language}.ts`,
          ),
          "utf8",
        ),
      );
      const folder = join(cwd, "fit-a-line-statement");
      const statement = readFileSync(join(folder, `statement.${language}.md`), "utf8");
      const original = readFileSync(
        join(LLM_PRIMER, "fit-a-line", `statement.${language}.md`),
        "utf8",
      );
      expect(statement.split("\n")[0]).toBe(original.split("\n")[0]);
      for (const [, figure] of statement.matchAll(/\]\((figures\/[^)]+)\)/g))
        expect(existsSync(join(folder, figure!)), figure).toBe(true);
      expect(statement).not.toMatch(/\]\(\.\.\//);
      expect(readdirSync(join(folder, "figures")).length).toBeGreaterThan(0);

      writeFileSync(join(cwd, "fit-a-line.ts"), "my work\n");
      const again = await runGradus(
        ["start", "fit-a-line", "--server", site.url, "--lang", language],
        { env, cwd },
      );
      expect(again).toMatchObject({ code: 2, stdout: "" });
      expect(readFileSync(join(cwd, "fit-a-line.ts"), "utf8")).toBe("my work\n");
    }
  });

  test("finds exercises that are not in the local packs on the server that the user is signed in to", async () => {
    const site = await openSite();
    const { token } = makeMember(site.services.db);
    const { env, cwd } = makeHome({ url: site.url, token });
    expect((await runGradus(["start", "sum"], { env, cwd })).stdout).toContain(
      "npx gradus watch sum sum.ts\n",
    );
    expect(existsSync(join(cwd, "sum.ts"))).toBe(true);
    // A local exercise is not requested from the server.
    expect((await runGradus(["start", "count-parameters"], { env, cwd })).stdout).not.toContain(
      "gradus submit",
    );
    const neither = await runGradus(["start", "sun"], { env, cwd });
    expect(neither).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `gradus: ${site.url} has no exercise called sun.\nDid you mean sum?\n`,
    });
    const both = await runGradus(["start", "sum", "--packs", "x", "--server", site.url], {
      env,
      cwd,
    });
    expect(both).toMatchObject({
      code: 2,
      stderr: "gradus: --packs and --server cannot be used together.\n",
    });
  });
});

describe("gradus grade and watch", () => {
  test("judge the visible tests as the server does, say where the hidden ones run, and work offline", async () => {
    const site = await openSite();
    const { env, cwd } = makeHome();
    writeFileSync(join(cwd, "mine.ts"), SUM_RIGHT);
    const grade = (...more: string[]) =>
      runGradus(["grade", "sum", "mine.ts", "--server", site.url, ...more], { env, cwd });
    const right = await grade();
    expect(right).toMatchObject({ code: 0, stderr: "" });
    expect(right.stdout).toContain(
      `hidden tests run when you submit:\n  npx gradus submit sum mine.ts --server ${site.url}\n`,
    );
    const report = JSON.parse((await grade("--json")).stdout) as {
      verdict: string;
      receipt: { exercise: string };
      groups: { visible: boolean }[];
    };
    expect(report.receipt.exercise).toBe(site.services.catalogue.find("tiny", "sum")!.hash);
    expect(report.groups.every(({ visible }) => visible)).toBe(true);

    await site.close();
    writeFileSync(join(cwd, "mine.ts"), SUM_WRONG);
    const offline = await grade();
    expect(offline.code).toBe(1);
    expect(offline.stderr).toMatch(/cannot be reached. Using the stored version of .+\.\n$/);
    expect(offline.stdout).toContain("wrong answer");
    // In another home nothing is cached.
    const fresh = makeHome();
    writeFileSync(join(fresh.cwd, "mine.ts"), SUM_RIGHT);
    expect(await runGradus(["grade", "sum", "mine.ts", "--server", site.url], fresh)).toMatchObject(
      { code: 2, stdout: "", stderr: expect.stringContaining("(ECONNREFUSED)") as string },
    );
  });

  test("watch grades at every save", async () => {
    const site = await openSite();
    const { env, cwd } = makeHome();
    expect((await runGradus(["start", "sum", "--server", site.url], { env, cwd })).code).toBe(0);
    const gradus = startGradus(["watch", "sum", "sum.ts", "--server", site.url], { env, cwd });
    await gradus.until("the starter is graded", () =>
      gradus.stdout.includes("Waiting for changes"),
    );
    expect(gradus.stdout).toContain("wrong answer");
    writeFileSync(join(cwd, "sum.ts"), SUM_RIGHT);
    await gradus.until("the save is graded", () => /Sum {2}accepted/.test(gradus.stdout));
    gradus.child.kill("SIGINT");
    await gradus.ended;
  });

  test("a newer version on the server is fetched, with a message", async () => {
    const pack = copyTiny();
    const site = await openSite(pack);
    const { env, cwd } = makeHome();
    writeFileSync(join(cwd, "mine.ts"), SUM_RIGHT);
    const grade = () =>
      runGradus(["grade", "sum", "mine.ts", "--server", site.url, "--json"], { env, cwd });
    const hashOf = (text: string) =>
      (JSON.parse(text) as { receipt: { exercise: string } }).receipt.exercise;
    const first = await grade();
    edit(join(pack, "sum", "statement.en.md"), /$/, "\nOne more sentence.\n");
    await site.services.publisher.publishAtStart();
    const second = await grade();
    expect(hashOf(second.stdout)).toBe(site.services.catalogue.find("tiny", "sum")!.hash);
    expect(hashOf(second.stdout)).not.toBe(hashOf(first.stdout));
    expect(second.stderr).toContain(
      "The server has a newer version of this exercise. The new tests are used.",
    );
    const third = await grade();
    expect(third.stderr).toBe("");
    expect(hashOf(third.stdout)).toBe(hashOf(second.stdout));
  });

  test("a damaged cache file is fetched again", async () => {
    const site = await openSite();
    const { env, cwd, cache } = makeHome();
    writeFileSync(join(cwd, "mine.ts"), SUM_RIGHT);
    const grade = () => runGradus(["grade", "sum", "mine.ts", "--server", site.url], { env, cwd });
    await grade();
    const cached = join(
      cache,
      readdirSync(cache)[0]!,
      site.services.catalogue.find("tiny", "sum")!.hash,
      "bundle.json",
    );
    writeFileSync(cached, readFileSync(cached, "utf8").slice(0, 200));
    expect(await grade()).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(readFileSync(cached, "utf8"))).toMatchObject({ format: "gradus-exercise" });
  });

  test("exercises that only the server can judge are tested there, and without it as far as possible here", async () => {
    const site = await openSite(copyExercise("tiny-language-expert"));
    const { token } = makeMember(site.services.db);
    const { env, cwd } = makeHome({ url: site.url, token });
    const accepted = join(LLM_PRIMER, "tiny-language-expert", "submissions", "accepted");
    writeFileSync(
      join(cwd, "mine.ts"),
      readFileSync(
        join(
          accepted,
          readdirSync(accepted).find((name) => name.endsWith(".ts"))!,
        ),
      ),
    );
    const grade = (more: Record<string, string> = {}) =>
      runGradus(["grade", "tiny-language-expert", "mine.ts", "--json", "--server", site.url], {
        env: { ...env, ...more },
        cwd,
      });
    const asked = await grade();
    expect(asked).toMatchObject({ code: 0, stderr: "" });
    const visible = site.services.catalogue
      .find("llm-primer", "tiny-language-expert")!
      .exercise.groups.filter((group) => group.visible)
      .map(({ manifest }) => manifest.id);
    const groupsOf = (text: string) =>
      (JSON.parse(text) as { groups: { id: string }[] }).groups.map(({ id }) => id);
    expect(groupsOf(asked.stdout)).toEqual(visible);

    await site.close();
    const alone = await grade();
    expect(alone.code).toBe(0);
    expect(groupsOf(alone.stdout).length).toBeLessThan(visible.length);
    expect(groupsOf(alone.stdout).length).toBeGreaterThan(0);
  });
});

test("gradus list shows the local exercises and the server's, and the last known ones when the server is down", async () => {
  const site = await openSite();
  const { token } = makeMember(site.services.db);
  const home = makeHome({ url: site.url, token });
  const both = await runGradus(["list"], home);
  expect(both).toMatchObject({ code: 0, stderr: "" });
  expect(both.stdout).toContain("count-parameters");
  expect(both.stdout).toMatch(
    new RegExp(
      `Exercises at ${site.url}:\n\nSmall exercises for tests  tiny 1.0.0\n\n  sum  Sum  level 1`,
    ),
  );
  const there = await runGradus(["list", "--server", site.url], home);
  expect(there.stdout).not.toContain("count-parameters");
  expect(there.stdout).toContain(`npx gradus start sum --server ${site.url}`);
  const completed = await runGradus(["completion", "bash"], home);
  expect(completed.stdout).toMatch(/compgen -W "[^"]*\bcount-parameters\b[^"]*\bsum\b/);
  expect(completed.stdout).toMatch(/start\|grade\|watch\|submit\|status\|export\)/);

  await site.close();
  const gone = await runGradus(["list", "--lang", "zh-CN"], home);
  expect(gone.code).toBe(0);
  expect(gone.stderr).toBe(`无法连接 ${site.url}，下面是上次获取的练习。\n`);
  expect(gone.stdout).toContain("测试用的小题");
});

test("a Gradus without local packs works with a server alone", async () => {
  const site = await openSite();
  const home = makeHome();
  // Everything except the packs, as in an installation without them.
  const copy = join(home.cwd, "gradus");
  mkdirSync(copy);
  for (const name of ["src", "grader", "package.json", "package-lock.json", "tsconfig.json"])
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const gradus = (...args: string[]) =>
    runCommand(process.execPath, [join(copy, "src", "cli", "bin.js"), ...args], home);
  expect(await gradus("list")).toMatchObject({
    code: 2,
    stdout: "",
    stderr:
      "gradus: No exercises found. Specify a folder with --packs, or sign in to a server: gradus login URL\n",
  });
  expect(await gradus("start", "sum")).toMatchObject({ code: 2, stdout: "" });
  const listed = await gradus("list", "--server", site.url);
  expect(listed).toMatchObject({ code: 0, stderr: "" });
  expect((await gradus("start", "sum", "--server", site.url)).code).toBe(0);
  writeFileSync(join(home.cwd, "sum.ts"), SUM_RIGHT);
  expect((await gradus("grade", "sum", "sum.ts", "--server", site.url)).code).toBe(0);
  expect((await gradus("completion", "bash")).stdout).toContain("sum");
});
