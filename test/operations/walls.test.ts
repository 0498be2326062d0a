// A wall that stood here once must stand before anything is graded again: bubblewrap fails for a
// while, at the start or while the site runs; it is removed; the owner chooses to do without it.
// Real slots, and a bubblewrap that fails as often as a test wants.

import { pino } from "pino";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { SlotsUnavailableError, type Wall } from "../../grader/doors/walls.ts";
import { createApp } from "../../src/app.tsx";
import { type Config, readConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/db/open.ts";
import { settings, users } from "../../src/db/schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { assembleServices } from "../../src/assemble-services.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { WallMemory } from "../../src/grading/wall-memory.ts";
import {
  FailingBubblewrap,
  pathWithoutBubblewrap,
  REAL_BUBBLEWRAP,
  REFUSAL,
} from "../support/failing-bubblewrap.ts";
import { temporaryFolder, TINY } from "../support/packs.ts";
import { ownSlotPids, signalAll } from "../support/processes.ts";
import { PASSWORD } from "../support/quiet-site.ts";
import { useQuickPasswords } from "../support/quick-passwords.ts";
import { SUM_RIGHT, SUM_WRONG } from "../support/submissions.ts";
import { Visitor } from "../support/visitor.ts";

const SUBMIT = "/exercises/tiny/sum/submissions";
const ALL: Wall[] = ["permissions", "limits", "user", "namespaces"];

interface Line {
  level: string;
  msg: string;
  standing?: string[];
  missing?: { wall: string; reason: string }[];
}

/** A site with slots in this process, whose next try is soon. */
async function openWalledSite({ db, dataFolder }: Memory, overrides: Partial<Config> = {}) {
  const lines: Line[] = [];
  const log = pino(
    { formatters: { level: (level) => ({ level }) } },
    { write: (text: string) => void lines.push(JSON.parse(text) as Line) },
  );
  const config: Config = {
    ...readConfig({}),
    dataFolder,
    packsFolder: TINY,
    language: "en",
    slots: 1,
    ...overrides,
  };
  const walls = new WallMemory(db, config);
  const host = new GraderHost(
    log,
    { submissions: { size: 1, spares: 0 }, packs: { size: 1, spares: 0 } },
    500,
    walls,
  );
  const opening = host.open();
  const [, services] = await assembleServices(config, log, db, host, walls);
  const close = async () => {
    services.gradeQueue.stop();
    services.shadow.stop();
    await host.close();
    await services.gradeQueue.settled();
  };
  onTestFinished(close);
  await opening;
  await useQuickPasswords(services);
  services.gradeQueue.wake();
  const app = createApp(services);
  const visit = () => new Visitor(app, config.publicUrl);
  const ready = async () => {
    const response = await visit().get("/readyz");
    return { ...((await response.json()) as object), status: response.status };
  };
  const until = async (kind: typeof host.state.kind) => {
    await expect.poll(() => host.state.kind, { timeout: 60_000 }).toBe(kind);
  };
  const graded = async () => {
    await expect
      .poll(() => services.queue.depth(), { timeout: 60_000 })
      .toEqual({ waiting: 0, running: 0 });
  };
  /** For each start of slots for grading: their walls. */
  const stood = () =>
    lines.filter(({ msg }) => msg.startsWith("slots started")).map(({ standing }) => standing);
  return { services, host, walls, lines, visit, ready, until, graded, stood, close };
}

type WalledSite = Awaited<ReturnType<typeof openWalledSite>>;

async function signUpOwner({ services, visit }: WalledSite): Promise<Visitor> {
  const owner = visit();
  expect(
    (
      await owner.post("/sign-up", {
        name: "Olga",
        username: "olga",
        email: "",
        password: PASSWORD,
      })
    ).status,
  ).toBe(303);
  services.db.update(users).set({ siteRole: "owner" }).run();
  return owner;
}

/** What remains when a site is started again. */
interface Memory {
  db: ReturnType<typeof openDatabase>;
  dataFolder: string;
}

function openMemory(): Memory {
  const db = openDatabase(":memory:");
  onTestFinished(() => void db.$client.close());
  return { db, dataFolder: temporaryFolder() };
}

/** As if all four had stood here before. */
function openMemoryOfAll(): Memory {
  const memory = openMemory();
  new WallMemory(memory.db, { requireWalls: undefined }).remember(ALL);
  return memory;
}

afterEach(() => vi.unstubAllEnvs());

describe.skipIf(REAL_BUBBLEWRAP === undefined)(
  "a bubblewrap that fails for a while (skipped where there is none)",
  () => {
    test("at the start: submissions wait, page, /readyz and log give the reason, and the wall is back without a restart; nothing is graded with less", async () => {
      const bubblewrap = new FailingBubblewrap();
      bubblewrap.failNext(1000);
      const site = await openWalledSite(openMemoryOfAll());
      await site.until("failed");
      expect(await site.ready()).toMatchObject({
        status: 503,
        reason: "walls-missing",
        walls: { missing: ["namespaces"], required: ALL },
      });
      const owner = await signUpOwner(site);
      const english = await (await owner.get("/manage")).text();
      expect(english).toContain(
        "Grading is paused because a wall that this site requires is missing: bubblewrap",
      );
      owner.cookies.set("language", "zh-CN");
      expect(await (await owner.get("/manage")).text()).toContain(
        "评测已暂停：本站要求的防护缺少了 bubblewrap",
      );
      const chinese = await (await owner.get("/manage/walls")).text();
      for (const text of [
        REFUSAL,
        "请用系统的软件包管理器安装 bubblewrap",
        "不要求这些防护，继续评测",
      ])
        expect(chinese).toContain(text);
      const warning = site.lines.find(({ msg }) => msg.includes("a required wall is missing"));
      expect(warning).toMatchObject({
        level: "warn",
        missing: [{ wall: "namespaces", reason: REFUSAL }],
      });

      const student = site.visit();
      const answer = await student.post(SUBMIT, { source: SUM_RIGHT });
      expect(answer.status).toBe(303);
      expect(await (await student.get(answer.headers.get("location")!)).text()).toContain(
        "Grading is paused",
      );
      expect(site.services.queue.depth()).toEqual({ waiting: 1, running: 0 });

      bubblewrap.failNext(5);
      await site.until("ready");
      await site.graded();
      expect(bubblewrap.failuresLeft).toBe(0);
      expect(await site.ready()).toMatchObject({
        status: 200,
        reason: null,
        walls: { standing: ALL, missing: [] },
      });
      expect(site.stood()).toEqual([ALL]);
      expect(await (await student.get(answer.headers.get("location")!)).text()).toContain(
        "accepted",
      );
      expect(await (await owner.get("/manage")).text()).not.toContain("评测已暂停");
    }, 120_000);

    test("while the site runs: the pool uses no weaker plan, and recovers by itself", async () => {
      const bubblewrap = new FailingBubblewrap();
      const site = await openWalledSite(openMemory());
      await site.until("ready");
      expect(site.stood()).toEqual([ALL]);
      bubblewrap.failNext(1000);
      signalAll(ownSlotPids(), "SIGKILL");
      // It is noticed even if no one submits anything.
      await site.until("failed");
      await expect.poll(site.ready, { timeout: 60_000 }).toMatchObject({
        status: 503,
        reason: "walls-missing",
        walls: { missing: ["namespaces"] },
      });
      const student = site.visit();
      for (const source of [SUM_RIGHT, SUM_WRONG])
        expect((await student.post(SUBMIT, { source })).status).toBe(303);
      expect(site.services.queue.depth()).toEqual({ waiting: 2, running: 0 });
      bubblewrap.failNext(3);
      await site.graded();
      // Packs' slots, statements and comparisons, too, are behind bubblewrap and nothing less.
      expect(site.stood().every((standing) => standing!.length === ALL.length)).toBe(true);
      expect(await site.ready()).toMatchObject({ status: 200, walls: { standing: ALL } });
    }, 120_000);

    test("the statement renderer waits for it, too, and is asked again after it is back", async () => {
      const bubblewrap = new FailingBubblewrap();
      bubblewrap.failNext(1000);
      const site = await openWalledSite(openMemoryOfAll());
      expect(site.services.catalogue.hasUnrendered).toBe(true);
      await expect(site.host.compareTexts({ texts: ["a", "b"], given: [] })).rejects.toThrow(
        SlotsUnavailableError,
      );
      bubblewrap.failNext(0);
      await expect
        .poll(() => site.services.catalogue.hasUnrendered, { timeout: 60_000 })
        .toBe(false);
    }, 120_000);

    test("before it ever stood: the site grades behind the existing walls, says so, and remembers the stronger wall once it stands", async () => {
      const bubblewrap = new FailingBubblewrap();
      bubblewrap.failNext(1000);
      const memory = openMemory();
      const first = await openWalledSite(memory);
      await first.until("ready");
      expect(first.lines.find(({ msg }) => msg.startsWith("slots started"))).toMatchObject({
        level: "warn",
        missing: [{ wall: "namespaces", reason: REFUSAL }],
      });
      const owner = await signUpOwner(first);
      expect(await (await owner.get("/manage")).text()).toContain(
        "Submissions are graded, but a wall is missing: bubblewrap",
      );
      await owner.post(SUBMIT, { source: SUM_RIGHT });
      await first.graded();
      await first.close();

      bubblewrap.failNext(0);
      const second = await openWalledSite(memory);
      await second.until("ready");
      expect(second.stood()).toEqual([ALL]);
      await second.close();

      bubblewrap.failNext(1000);
      const third = await openWalledSite(memory);
      await third.until("failed");
      expect(await third.ready()).toMatchObject({
        status: 503,
        walls: { required: ALL, missing: ["namespaces"] },
      });
    }, 120_000);
  },
);

describe("a site that has moved to a machine without bubblewrap", () => {
  test("waits until its owner lowers the requirement, with the password; that is in the audit log, and lasts after a restart", async () => {
    vi.stubEnv("PATH", pathWithoutBubblewrap());
    const memory = openMemoryOfAll();
    const { db } = memory;
    const site = await openWalledSite(memory);
    await site.until("failed");
    const owner = await signUpOwner(site);
    await owner.post(SUBMIT, { source: SUM_RIGHT });
    const lower = (form: Record<string, string>) => owner.post("/manage/walls", form);
    expect((await lower({ walls: "namespaces", confirmation: "wrong" })).status).toBe(422);
    // Not what the page showed.
    expect(
      (await lower({ walls: "permissions,user", confirmation: PASSWORD })).headers.get("location"),
    ).toBe("/manage/walls");
    expect(site.services.queue.depth()).toEqual({ waiting: 1, running: 0 });
    expect(
      db
        .select()
        .from(auditEvents)
        .all()
        .filter(({ action }) => action === "walls.lower"),
    ).toEqual([]);

    const page = await (await owner.get("/manage/walls")).text();
    expect(page).toContain('name="walls" value="namespaces"');
    expect(
      (await lower({ walls: "namespaces", confirmation: PASSWORD })).headers.get("location"),
    ).toBe("/manage/walls?done=lowered");
    await site.graded();
    const entry = db
      .select()
      .from(auditEvents)
      .all()
      .find(({ action }) => action === "walls.lower");
    expect(entry).toMatchObject({
      before: { walls: ALL },
      after: { walls: ["permissions", "limits", "user"] },
    });
    expect(entry!.actorId).toBe(
      db
        .select()
        .from(users)
        .all()
        .find(({ siteRole }) => siteRole === "owner")!.id,
    );
    expect(await (await owner.get("/manage/audit?area=walls")).text()).toContain(
      "lowered the walls that grading requires",
    );
    await site.close();

    const again = await openWalledSite(memory);
    await again.until("ready");
    expect(await again.ready()).toMatchObject({ status: 200, walls: { missing: ["namespaces"] } });
    expect(again.lines.find(({ msg }) => msg.startsWith("slots started"))).toMatchObject({
      level: "warn",
    });
  }, 120_000);

  test("grades at once with GRADUS_REQUIRE_WALLS=0, and never with 1, whatever is remembered; no button lowers that", async () => {
    vi.stubEnv("PATH", pathWithoutBubblewrap());
    const allowed = await openWalledSite(openMemoryOfAll(), { requireWalls: false });
    await allowed.until("ready");
    const owner = await signUpOwner(allowed);
    expect(await (await owner.get("/manage")).text()).toContain(
      "GRADUS_REQUIRE_WALLS=0 allows fewer walls",
    );
    await allowed.close();

    const demanded = await openWalledSite(openMemory(), { requireWalls: true });
    await demanded.until("failed");
    const other = await signUpOwner(demanded);
    const page = await (await other.get("/manage/walls")).text();
    expect(page).toContain("GRADUS_REQUIRE_WALLS=1 requires all four walls");
    expect(page).not.toContain('name="walls"');
    expect(
      (
        await other.post("/manage/walls", { walls: "namespaces", confirmation: PASSWORD })
      ).headers.get("location"),
    ).toBe("/manage/walls");
    expect(demanded.host.state.kind).toBe("failed");
  }, 120_000);
});

test("the remembered walls only grow, unless an owner lowers them, and have no other names", () => {
  const { db } = openMemory();
  const memory = () => new WallMemory(db, { requireWalls: undefined });
  expect(memory().required).toEqual([]);
  memory().remember(["permissions", "limits"]);
  memory().remember(ALL);
  memory().remember(["permissions", "limits", "user"]);
  expect(memory().required).toEqual(ALL);
  db.update(settings).set({ value: "permissions,moat" }).run();
  expect(memory().required).toEqual(["permissions"]);
});
