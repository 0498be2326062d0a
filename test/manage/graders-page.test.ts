// The site owner's page about graders: for each state of Redis and of a worker it says what happens
// and what to do, in both languages.

import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { nameEngine } from "../../grader/index.ts";
import type { WorkerFacts } from "../../src/workers/messages.ts";
import type { RedisState } from "../../src/workers/remote-grader.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

let site: QuietSite;
let owner: Awaited<ReturnType<QuietSite["signUp"]>>;
beforeAll(async () => {
  // Nothing listens there, and nothing connects before the site is started.
  site = await openQuietSite({ redis: { url: "redis://127.0.0.1:1", prefix: "page", tls: {} } });
  owner = await site.signUp("owner", { siteRole: "owner" });
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await site.services.remote!.close();
  site.close();
});

const worker = (facts: Partial<WorkerFacts>): WorkerFacts => ({
  id: "0a1b2c3d4e5f",
  host: "grader-1",
  engine: nameEngine(),
  slots: 4,
  running: 1,
  graded: 1234,
  isChecking: false,
  state: "ready",
  reason: null,
  walls: ["permissions", "limits", "user", "namespaces"],
  sinceMs: 0,
  beat: 1,
  ...facts,
});

async function readPage(state: RedisState, workers: WorkerFacts[], language: "zh-CN" | "en") {
  const remote = site.services.remote!;
  vi.spyOn(remote, "state", "get").mockReturnValue(state);
  vi.spyOn(remote, "workers", "get").mockReturnValue(workers);
  vi.spyOn(site.services.walls, "required", "get").mockReturnValue(["user", "namespaces"]);
  owner.cookies.set("language", language);
  return await (await owner.get("/manage/graders")).text();
}

test.each<[string, RedisState, string, string]>([
  [
    "is away",
    { kind: "away", reason: "ECONNREFUSED" },
    "连不上 Redis",
    "Check that Redis is running",
  ],
  ["refuses", { kind: "refusing", reason: "OOM" }, "Redis 拒绝了命令", "Check its memory limit"],
  ["is used by another site", { kind: "taken" }, "相同的前缀", "its own GRADUS_REDIS_PREFIX"],
  ["has no workers", { kind: "connected" }, "还没有评测节点", "Run gradus worker on any machine"],
])("if Redis %s, the page says what to do", async (_, state, zh, en) => {
  const english = await readPage(state, [], "en");
  expect(english).toContain(en);
  expect(english).toContain("reason" in state ? `<code>${state.reason}</code>` : en);
  expect(await readPage(state, [], "zh-CN")).toContain(zh);
});

test.each<[string, Partial<WorkerFacts>, string, string]>([
  ["starts", { state: "starting" }, "评测进程就绪后", "as soon as its slots are up"],
  [
    "has no slots",
    { state: "failed", reason: "no slot started" },
    "无法启动评测进程",
    "The worker&#39;s log has the reason",
  ],
  [
    "lacks walls",
    { state: "failed", reason: "namespaces", walls: ["permissions", "limits", "user"] },
    "多数情况下是安装 bubblewrap",
    "install bubblewrap",
  ],
  ["stops", { state: "draining" }, "收到了停止信号", "It finishes its jobs and ends."],
  [
    "is of another version",
    { engine: "0.0.9+0123456789ab" },
    "请安装相同的版本",
    "Install the same version and restart the worker",
  ],
  ["checks", { isChecking: true }, "正在检查一道要发布的练习", "checks an exercise for publishing"],
])("of a worker that %s, the page says what happens and what to do", async (_, facts, zh, en) => {
  expect(await readPage({ kind: "connected" }, [worker(facts)], "en")).toContain(en);
  expect(await readPage({ kind: "connected" }, [worker(facts)], "zh-CN")).toContain(zh);
});

test("a ready worker needs no advice", async () => {
  const page = await readPage({ kind: "connected" }, [worker({})], "en");
  expect(page).toContain("grader-1");
  expect(page).toContain("1 of 4");
  expect(page).not.toContain("every 15 seconds");
  expect(page).toContain(">all walls<");
});

test("walls that the site does not require are listed if they are missing", async () => {
  const facts = worker({ walls: ["user", "namespaces", "limits"] });
  const page = await readPage({ kind: "connected" }, [facts], "en");
  expect(page).toContain("Missing walls: Node&#39;s permission model");
  expect(page).not.toContain("all walls");
  expect(page).not.toContain("every 15 seconds");
});

test("how many submissions are graded again after a grader was lost, if any", async () => {
  expect(await readPage({ kind: "connected" }, [], "en")).not.toContain("lost their grader");
  vi.spyOn(site.services.queue, "repeated").mockReturnValue(3);
  const page = await readPage({ kind: "connected" }, [], "en");
  expect(page).toContain("3 submissions lost their grader");
  expect(page).toContain("No submissions are waiting; 0 are being graded");
});
