// A site on a bad day: its disk is full, its slots do not start. Nothing is half done, pages show
// the state, and it continues by itself after the cause is gone.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { pino } from "pino";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { createApp } from "../../src/app.tsx";
import { readConfig } from "../../src/config.ts";
import { DATABASE_FILE, openDatabase } from "../../src/db/open.ts";
import { users } from "../../src/db/schema.ts";
import { jobs, submissions } from "../../src/db/submission-schema.ts";
import { sessions } from "../../src/db/auth-schema.ts";
import { type UserAction, nameAction } from "../../src/http/full-disk.ts";
import { DiskProbe } from "../../src/operations/disk-probe.ts";
import { computeViewerTag } from "../../src/catalogue/viewer-tag.ts";
import { assembleServices } from "../../src/assemble-services.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { temporaryFolder, TINY } from "../support/packs.ts";
import { openQuietSite, PASSWORD } from "../support/quiet-site.ts";
import { runGradus } from "../support/run-gradus.ts";
import {
  DatabaseReader,
  startServerProcess,
  Student,
  untilItListens,
} from "../support/server-process.ts";
import { SUM_RIGHT } from "../support/submissions.ts";
import { Visitor } from "../support/visitor.ts";

const SUBMIT = "/exercises/tiny/sum/submissions";
const MIB = 1024 * 1024;

describe("a full disk", () => {
  test("is reported for each write; nothing is half written, and reading still works", async () => {
    const site = await openQuietSite();
    onTestFinished(() => site.close());
    const { db } = site.services;
    const visitor = site.visit();
    expect((await visitor.post(SUBMIT, { source: SUM_RIGHT })).status).toBe(303);
    const rows = () =>
      [submissions, jobs, users].map((table) => db.select().from(table).all().length);
    const before = rows();

    db.$client.pragma(
      `max_page_count = ${String(db.$client.pragma("page_count", { simple: true }))}`,
    );
    // Larger than the free space in the existing pages.
    const long = `${SUM_RIGHT}//${"x".repeat(200_000)}`;
    const refused = await visitor.post(SUBMIT, { source: long });
    expect(refused.status).toBe(507);
    const page = await refused.text();
    expect(page).toContain("The server&#39;s disk is full");
    expect(page).toContain("was not recorded");
    const chinese = await visitor.post(SUBMIT, { source: long }, { "accept-language": "zh-CN" });
    expect(await chinese.text()).toContain("磁盘已满，没有记录这次提交");
    const asked = await visitor.post(SUBMIT, { source: long }, { accept: "application/json" });
    expect(await asked.json()).toMatchObject({ error: { code: "disk-full" } });
    expect(rows()).toEqual(before);
    for (const path of ["/", "/submissions", "/exercises/tiny/sum"])
      expect((await visitor.get(path)).status).toBe(200);

    db.$client.pragma("max_page_count = 1073741823");
    expect((await visitor.post(SUBMIT, { source: long })).status).toBe(303);
    expect(rows()).toEqual([before[0]! + 1, before[1]! + 1, before[2]]);
  });

  test("is reported in words that fit the action, and signs no one out", async () => {
    const site = await openQuietSite();
    onTestFinished(() => site.close());
    const { db } = site.services;
    const ada = await site.signUp("ada", { siteRole: "owner" });
    const course = (await ada.post("/courses", { title: "Course" })).headers
      .get("location")!
      .split("?")[0]!;
    // Due for renewal at the next request.
    db.update(sessions)
      .set({ expiresAt: new Date(Date.now() + 5 * 24 * 3_600_000) })
      .run();
    const room = new DiskProbe(db, site.services.config.dataFolder, 0);
    expect(room.hasRoom).toBe(true);
    // Nothing can be written, not even over existing data.
    db.$client.exec("vacuum");
    db.$client.pragma("max_page_count = 1");
    const full = [
      "users",
      "sessions",
      "submissions",
      "drafts",
      "courses",
      "verifications",
      "audit_events",
      "accounts",
    ];
    for (const table of full) {
      db.$client.exec(
        `create temp trigger full_i_${table} before insert on ${table} begin insert into settings
          values (random(), zeroblob(9000000)); end`,
      );
      db.$client.exec(
        `create temp trigger full_u_${table} before update on ${table} begin insert into settings
          values (random(), zeroblob(9000000)); end`,
      );
    }
    expect(room.hasRoom).toBe(false);
    expect((await ada.get("/settings")).status).toBe(200);
    const told = async (answer: Promise<Response>) => {
      const { status, text } = await answer.then(async (response) => ({
        status: response.status,
        text: await response.text(),
      }));
      return status === 507
        ? /The server&#39;s disk is full(?:, and|, so) [^.]*\./.exec(text)?.[0]
        : `${status} ${text}`;
    };
    const stranger = site.visit();
    expect(await told(stranger.post("/sign-in", { login: "ada", password: PASSWORD }))).toContain(
      "so you cannot sign in now",
    );
    expect(
      await told(stranger.post("/sign-up", { name: "Ben", username: "ben", password: PASSWORD })),
    ).toContain("your account was not created");
    expect(await told(ada.post(SUBMIT, { source: SUM_RIGHT }))).toContain(
      "your submission was not recorded",
    );
    expect(await told(ada.post("/settings/name", { name: "Other" }))).toContain(
      "your change was not saved",
    );
    expect(await told(ada.post("/courses", { title: "Other" }))).toContain(
      "your change was not saved",
    );
    expect((await ada.get(course)).status).toBe(200);
    const draft = JSON.stringify({
      source: "x",
      revision: 0,
      viewer: computeViewerTag({ kind: "member", userId: ada.userId, name: "", siteRole: null }),
    });
    const json = {
      "content-type": "application/json",
      accept: "application/json",
      origin: site.services.config.publicUrl,
    };
    const kept = await ada.send("PUT", "/exercises/tiny/sum/draft", draft, json);
    expect([kept.status, await kept.text()]).toEqual([
      507,
      expect.stringContaining("your draft was not saved"),
    ]);
  });

  test.each<[string, string, UserAction]>([
    ["GET", "/submissions", "read"],
    ["GET", "/auth/callback/oidc", "signIn"],
    ["POST", "/sign-in/provider", "signIn"],
    ["POST", "/setup/abc", "signUp"],
    ["POST", "/api/v1/exercises/tiny/sum/submissions", "submit"],
    ["POST", "/courses/c/people/import", "upload"],
    ["POST", "/courses/c/gradebook/canvas", "upload"],
    ["POST", "/courses/c/gradebook/canvas/apply", "change"],
    ["POST", "/submissions/s/comments", "change"],
  ])("%s %s on a full disk is reported as: %s", (method, path, action) => {
    expect(nameAction(method, path)).toBe(action);
  });

  // Only root may mount, and not everywhere.
  const small = temporaryMount();
  test.skipIf(small === undefined)(
    "a real one: refused while it is full, recorded and graded after there is space",
    async () => {
      const folder = join(small!, "data");
      mkdirSync(folder);
      const server = startServerProcess(folder);
      const url = await untilItListens(server);
      const student = new Student();
      const first = await student.submit(url, SUM_RIGHT);
      const database = new DatabaseReader(folder);
      onTestFinished(() => database.close());
      const graded = () => database.numberOf("select count(*) from gradings");
      await server.until("the first is graded", () => graded() === 1, 60_000);

      const readiness = async () => (await fetch(`${url}/readyz`)).status;
      await expect.poll(readiness, { timeout: 60_000 }).toBe(200);
      const saved = (to: string, language: string) =>
        runGradus(["backup", to], { env: { GRADUS_DATA: folder, LC_ALL: language } });
      makeOwner(folder);
      fill(join(small!, "filler"));
      await expect.poll(readiness, { timeout: 60_000 }).toBe(503);
      expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
        status: "not-ready",
        database: true,
        disk: false,
        grading: "ready",
      });
      const here = join(small!, "site.gradus");
      const backup = await saved(here, "C");
      expect([backup.code, backup.stdout, backup.stderr]).toEqual([
        2,
        "",
        `gradus: The disk of ${here} is full. The backup was not completed, and the incomplete ` +
          "file was removed. Free some space, or save to another disk.\n",
      ]);
      expect((await saved(here, "zh_CN.UTF-8")).stderr).toContain("所在的磁盘已满，没有完成备份");
      expect(readdirSync(small!).sort()).toEqual(["data", "filler"]);
      // Another disk has space.
      expect((await saved(join(temporaryFolder(), "site.gradus"), "C")).code).toBe(0);
      const refused = await student.send(url, SUBMIT, {
        source: `${SUM_RIGHT}//${"x".repeat(150_000)}`,
      });
      expect(refused.status).toBe(507);
      expect(database.numberOf("select count(*) from submissions")).toBe(1);
      expect((await student.send(url, `/submissions/${first}`)).status).toBe(200);
      rmSync(join(small!, "filler"));
      await expect.poll(readiness, { timeout: 60_000 }).toBe(200);
      await student.submit(url, `${SUM_RIGHT}//${"x".repeat(150_000)}`);
      await server.until("the second is graded", () => graded() === 2, 60_000);
      expect(database.numberOf("select count(*) from jobs")).toBe(0);
    },
    180_000,
  );
});

describe("slots that do not start", () => {
  test("the site is up and says so, submissions wait, and are graded after slots have started", async () => {
    // Too few addresses for Node itself: every slot dies of it.
    const submissionSlots: { size: number; addressSpaceMiB?: number } = {
      size: 1,
      addressSpaceMiB: 64,
    };
    const config = {
      ...readConfig({}),
      dataFolder: temporaryFolder(),
      packsFolder: TINY,
      logLevel: "silent" as const,
    };
    const log = pino({ level: "silent" });
    const db = openDatabase(":memory:");
    const host = new GraderHost(log, { submissions: submissionSlots }, 200);
    const opening = host.open();
    const [, services] = await assembleServices(config, log, db, host);
    onTestFinished(async () => {
      services.gradeQueue.stop();
      await host.close();
      await services.gradeQueue.settled();
      db.$client.close();
    });
    await opening;
    const visitor = new Visitor(createApp(services), config.publicUrl);

    expect((await visitor.get("/healthz")).status).toBe(200);
    const notReady = await visitor.get("/readyz");
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toMatchObject({
      status: "not-ready",
      database: true,
      grading: "failed",
      walls: null,
    });
    expect((await visitor.get("/exercises/tiny/sum")).status).toBe(200);
    const answer = await visitor.post(SUBMIT, { source: SUM_RIGHT });
    expect(answer.status).toBe(303);
    const page = answer.headers.get("location")!;
    expect(await (await visitor.get(page)).text()).toContain("Grading is paused");
    expect(await (await visitor.get(page, { "accept-language": "zh-CN" })).text()).toContain(
      "评测已暂停",
    );
    expect(await (await visitor.get("/readyz")).json()).toMatchObject({
      queue: { waiting: 1, running: 0 },
    });

    delete submissionSlots.addressSpaceMiB;
    await expect
      .poll(() => services.queue.depth(), { timeout: 60_000 })
      .toEqual({ waiting: 0, running: 0 });
    expect(await (await visitor.get(page)).text()).toContain("accepted");
    expect((await visitor.get("/readyz")).status).toBe(200);
  }, 120_000);
});

/** A separate file system of 12 MiB, removed after the tests; undefined if there can be none. */
function temporaryMount(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "gradus-small-disk-"));
  const isMounted =
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", folder]).status === 0;
  afterAll(() => {
    if (isMounted) spawnSync("umount", ["-l", folder]);
    rmdirSync(folder);
  });
  return isMounted ? folder : undefined;
}

function makeOwner(folder: string): void {
  const client = new BetterSqlite(join(folder, DATABASE_FILE), { timeout: 5000 });
  client.exec(
    `insert into users (id, name, email, email_verified, site_role, created_at, updated_at)
      values ('o', 'Owner', 'o@example.org', 0, 'owner', 0, 0)`,
  );
  client.close();
}

/** Until not a byte more fits. */
function fill(file: string): void {
  for (const bytes of [MIB, 4096, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: "a" });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }
}
