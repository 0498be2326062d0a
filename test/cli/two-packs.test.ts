// Two packs, each with an exercise of the same id: they are distinguished everywhere, and an
// ambiguous name is answered with the list.

import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { submissionAnswer, submissionList } from "../../src/api/schemas.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { runGradus } from "../support/command-host.ts";
import { makeHome } from "../support/home.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { makeMember } from "../support/members.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { copyTiny, edit, temporaryFolder, TINY } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { SUM_RIGHT, SUM_WRONG } from "../support/submissions.ts";

/** In `folder`: `tiny/sum`, and `other/sum` with a title and a uuid of its own. */
function putTwoPacks(folder: string): string {
  for (const id of ["tiny", "other"]) cpSync(TINY, join(folder, id), { recursive: true });
  edit(join(folder, "other", "pack.yaml"), "id: tiny", "id: other");
  edit(join(folder, "other", "sum", "exercise.yaml"), "7a01", "7a02");
  edit(join(folder, "other", "sum", "exercise.yaml"), "en: Sum }", "en: Another sum }");
  return folder;
}

const twoPacks = () => putTwoPacks(temporaryFolder());

const BOTH =
  "gradus: More than one pack has an exercise called sum. Use the full name: other/sum, tiny/sum\n";

describe("in a folder", () => {
  test("an ambiguous name is answered with the list, by every command that accepts one", async () => {
    const [packs, cwd] = [twoPacks(), temporaryFolder()];
    writeFileSync(join(cwd, "sum.ts"), SUM_RIGHT);
    for (const args of [
      ["start", "sum"],
      ["grade", "sum", "sum.ts"],
      ["watch", "sum", "sum.ts"],
      ["export", "sum", "sum.ts", "--to", "exercism"],
    ]) {
      expect([args[0], await runGradus([...args, "--packs", packs], { cwd })]).toMatchObject([
        args[0],
        { code: 2, stdout: "", stderr: BOTH },
      ]);
    }
    expect(
      (await runGradus(["grade", "sum", "sum.ts", "--packs", packs, "--lang", "zh-CN"], { cwd }))
        .stderr,
    ).toBe("gradus: 多个题库都有 sum，请使用全名：other/sum, tiny/sum\n");
    expect(
      (await runGradus(["grade", "another/sum", "sum.ts", "--packs", packs], { cwd })).stderr,
    ).toContain("There is no exercise called another/sum.");
  });

  test("the full name is unambiguous, and used in the next steps that are printed", async () => {
    const [packs, cwd] = [twoPacks(), temporaryFolder()];
    const started = await runGradus(["start", "other/sum", "--packs", packs], { cwd });
    expect(started).toMatchObject({ code: 0, stderr: "" });
    expect(started.stdout).toContain("npx gradus watch other/sum sum.ts");
    for (const pack of ["tiny", "other"]) {
      const graded = await runGradus(
        ["grade", `${pack}/sum`, "sum.ts", "--packs", packs, "--json"],
        { cwd },
      );
      expect(JSON.parse(graded.stdout)).toMatchObject({
        exercise: { pack, id: "sum", title: { en: pack === "tiny" ? "Sum" : "Another sum" } },
      });
    }
    const listed = (await runGradus(["list", "--packs", packs], { cwd })).stdout;
    for (const line of [
      /^ {2}other\/sum +Another sum/m,
      /^ {2}tiny\/sum +Sum/m,
      /gradus start other\/sum$/m,
    ])
      expect(listed).toMatch(line);
    // With one pack the name alone is enough.
    expect((await runGradus(["list", "--packs", TINY], { cwd })).stdout).toMatch(/^ {2}sum +Sum/m);
  });

  test("are both checked, each under its name, or only the one that is named", async () => {
    const packs = twoPacks();
    const run = await runGradus(["check", packs, "--no-mutants"]);
    expect(run).toMatchObject({ code: 0 });
    for (const line of [/✓ other\/sum/, /✓ tiny\/sum/]) expect(run.stdout).toMatch(line);
    const only = async (...names: string[]) => {
      const { stdout } = await runGradus([
        "check",
        packs,
        "--no-mutants",
        "--format",
        "json",
        "--only",
        ...names,
      ]);
      return (JSON.parse(stdout) as { exercises: { pack: string; id: string }[] }).exercises.map(
        ({ pack, id }) => `${pack}/${id}`,
      );
    };
    expect([await only("other/sum"), await only("tiny/sum"), await only("sum")]).toEqual([
      ["other/sum"],
      ["tiny/sum"],
      ["other/sum", "tiny/sum"],
    ]);
  });
});

describe("on a site", () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await startSite({
      packsFolder: putTwoPacks(mkdtempSync(join(tmpdir(), "gradus-two-packs-"))),
    });
  });
  afterAll(async () => {
    await site.close();
    rmSync(site.config.packsFolder, { recursive: true, force: true });
  });

  test("both are offered, and changing one publishes only that one", async () => {
    expect(site.published).toMatchObject({
      published: ["other/sum", "tiny/sum"],
      refused: [],
      problems: [],
    });
    const page = await (await fetch(`${site.url}/exercises/other/sum`)).text();
    expect(page).toContain("Another sum");
    expect(await (await fetch(`${site.url}/exercises/tiny/sum`)).text()).not.toContain(
      "Another sum",
    );
    edit(
      join(site.config.packsFolder, "other", "sum", "statement.en.md"),
      /$/,
      "\nOne more sentence.\n",
    );
    expect(await site.services.publisher.publishChecked()).toMatchObject({
      kind: "done",
      result: { published: ["other/sum"], refused: [], problems: [] },
    });
  });

  test("submissions, their list and the exercises cached at home are kept separate", async () => {
    const { db } = site.services;
    const member = makeMember(db);
    const home = makeHome({ url: site.url, token: member.token });
    const run = (...args: string[]) => runGradus(args, home);
    writeFileSync(join(home.cwd, "mine.ts"), SUM_RIGHT);
    for (const args of [
      ["submit", "sum", "mine.ts"],
      ["status", "sum"],
      ["start", "sum", "--server", site.url],
      ["grade", "sum", "mine.ts", "--server", site.url],
    ]) {
      expect([args[0], await run(...args)]).toMatchObject([
        args[0],
        { code: 2, stdout: "", stderr: BOTH },
      ]);
    }
    expect((await run("start", "other/sum", "--server", site.url)).stdout).toMatch(
      /npx gradus watch other\/sum sum\.ts[\s\S]*npx gradus submit other\/sum sum\.ts/,
    );
    for (const [pack, source, verdict] of [
      ["other", SUM_RIGHT, "accepted"],
      ["tiny", SUM_WRONG, "wrong-answer"],
    ] as const) {
      writeFileSync(join(home.cwd, "mine.ts"), source);
      const graded = await run("grade", `${pack}/sum`, "mine.ts", "--server", site.url, "--json");
      expect(JSON.parse(graded.stdout)).toMatchObject({ exercise: { pack }, verdict });
      const answer = submissionAnswer.parse(
        JSON.parse((await run("submit", `${pack}/sum`, "mine.ts", "--json")).stdout),
      );
      expect(answer).toMatchObject({
        pack,
        exercise: "sum",
        attempt: 1,
        state: "done",
        report: { verdict, exercise: { pack } },
      });
    }
    expect(
      db
        .select({ pack: submissions.packId })
        .from(submissions)
        .where(eq(submissions.userId, member.userId))
        .all()
        .map(({ pack }) => pack),
    ).toEqual(["other", "tiny"]);
    const status = (await run("status")).stdout;
    for (const name of ["other/sum", "tiny/sum"]) expect(status).toContain(name);
    expect(
      submissionList
        .parse(JSON.parse((await run("status", "tiny/sum", "--json")).stdout))
        .submissions.map(({ pack }) => pack),
    ).toEqual(["tiny"]);
    // Completion knows what was fetched from the server.
    expect((await run("completion", "bash")).stdout).toMatch(
      /other\/sum tiny\/sum|tiny\/sum other\/sum/,
    );
  });
});

describe("identical to the byte", () => {
  test("in one folder: the second is refused, with advice; the first stays", async () => {
    const folder = twoPacks();
    rmSync(join(folder, "other", "sum"), { recursive: true });
    cpSync(join(TINY, "sum"), join(folder, "other", "sum"), { recursive: true });
    const site = await startSite({ packsFolder: folder });
    expect(site.published).toMatchObject({
      published: ["other/sum"],
      refused: ["tiny/sum"],
      problems: [{ code: "twin-uuid", file: "tiny/sum/exercise.yaml" }],
    });
    await site.close();
  });

  test("under another pack's name later: each assignment keeps the pack that it was created from", async () => {
    const [folder, dataFolder] = [join(copyTiny(), ".."), temporaryFolder()];
    const before = await startSite({ packsFolder: folder, dataFolder });
    const { hash } = before.services.catalogue.find("tiny", "sum")!;
    const { db } = before.services;
    const member = makeMember(db);
    const courseId = createCourse(db, "Course", makeMember(db).userId);
    addEnrolment(db, courseId, member.userId);
    const assignment = makeAssignment(db, { courseId });
    await before.close();

    renameSync(join(folder, "tiny"), join(folder, "other"));
    edit(join(folder, "other", "pack.yaml"), "id: tiny", "id: other");
    const after = await startSite({ packsFolder: folder, dataFolder });
    const { catalogue } = after.services;
    expect(after.published).toMatchObject({ published: ["other/sum"], withdrawn: ["tiny/sum"] });
    expect(catalogue.find("other", "sum")).toMatchObject({
      pack: "other",
      hash,
      exercise: { pack: "other", packManifest: { id: "other" } },
    });
    expect(await catalogue.loadOffer(hash, "tiny")).toMatchObject({
      pack: "tiny",
      hash,
      exercise: { pack: "tiny", packManifest: { id: "tiny" } },
    });
    expect((await fetch(`${after.url}/exercises/other/sum`)).status).toBe(200);
    // A submission for the assignment belongs to its pack, and so does its report.
    const response = await fetch(`${after.url}/api/v1/exercises/tiny/sum/submissions`, {
      method: "POST",
      headers: { authorization: `Bearer ${member.token}`, "content-type": "application/json" },
      body: JSON.stringify({ source: SUM_RIGHT, assignment }),
    });
    expect([response.status, await response.json()]).toMatchObject([
      201,
      { pack: "tiny", exercise: "sum", assignment: { id: assignment } },
    ]);
    expect(
      [`kept-tiny.json`, `kept-other.json`].map((name) =>
        existsSync(join(dataFolder, "packs", hash, name)),
      ),
    ).toEqual([true, true]);
    expect(
      JSON.parse(readFileSync(join(dataFolder, "packs", hash, "kept-tiny.json"), "utf8")),
    ).toMatchObject({ pack: { id: "tiny" } });
    await after.close();
  });
});
