// What machines request from a site: is it up, is it ready, what are its figures.

import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Config } from "../../src/config.ts";
import { openQuietSite } from "../support/quiet-site.ts";
import { startSite, type TestSite } from "../support/site.ts";

const TOKEN = "a-token-for-metrics";
let site: TestSite;
let guarded: TestSite;
beforeAll(async () => {
  [site, guarded] = await Promise.all([startSite(), startSite({ metricsToken: TOKEN })]);
});
afterAll(async () => {
  await Promise.all([site.close(), guarded.close()]);
});

test("the site is healthy as soon as it listens, and ready after slots have started", async () => {
  const health = await fetch(`${site.url}/healthz`);
  expect(health.status).toBe(200);
  expect(health.headers.getSetCookie()).toEqual([]);
  await expect
    .poll(async () => (await fetch(`${site.url}/readyz`)).status, { timeout: 30_000 })
    .toBe(200);
  const ready: unknown = await (await fetch(`${site.url}/readyz`)).json();
  expect(ready).toMatchObject({
    status: "ready",
    database: true,
    grading: "ready",
    queue: { waiting: 0, running: 0, oldestWaitingMs: 0 },
  });
  expect((ready as { cpuFactor: number }).cpuFactor).toBe(site.services.host.grader!.cpuFactor);
  expect((ready as { walls: { standing: string[] } }).walls.standing).toContain("permissions");
});

test("metrics count requests by route, never by address, and gradings by verdict", async () => {
  const { services, url } = site;
  await fetch(`${url}/submissions/made-up-by-a-visitor`);
  const form = new URLSearchParams({ source: "export const nothing = 1;" });
  expect(
    (
      await fetch(`${url}/exercises/tiny/sum/submissions`, {
        method: "POST",
        redirect: "manual",
        headers: { origin: url },
        body: form,
      })
    ).status,
  ).toBe(303);
  await expect
    .poll(() => services.queue.depth(), { timeout: 30_000 })
    .toEqual({ waiting: 0, running: 0 });
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('route="/submissions/:id"');
  expect(text).not.toContain("made-up-by-a-visitor");
  expect(text).toContain('gradus_submissions_graded_total{verdict="compile-error"} 1');
  expect(text).toMatch(/gradus_grading_possible 1/);
  expect(Number(/^gradus_cpu_factor (\S+)$/m.exec(text)![1])).toBeGreaterThan(0);
  expect(Number(/^gradus_database_bytes (\d+)$/m.exec(text)![1])).toBeGreaterThan(10_000);
  expect(text).toContain('gradus_checks{state="running"} 0');
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  expect(text).toMatch(/gradus_submission_verdict_seconds_count 1/);
});

test("metrics are for this machine, not for clients of a proxy on it", async () => {
  expect(
    (await fetch(`${site.url}/metrics`, { headers: { "x-forwarded-for": "203.0.113.9" } })).status,
  ).toBe(404);
});

test.each<[string, Partial<Config>]>([
  ["a trusted proxy", { trustedProxies: ["127.0.0.1"] }],
  ["an address that is not this machine's", { publicUrl: "https://gradus.example.org" }],
])(
  "without a token, no one sees metrics on a site with %s: the proxy calls from this machine",
  async (_, config) => {
    const quiet = await openQuietSite(config);
    onTestFinished(() => quiet.close());
    expect((await quiet.visit({ address: "127.0.0.1" }).get("/metrics")).status).toBe(404);
  },
);

test.each([
  "http://localhost:3000",
  "http://127.0.0.1:3000",
  "http://[::1]:3000",
  "http://gradus.localhost",
])("a site at %s shows its metrics to this machine only", async (publicUrl) => {
  const quiet = await openQuietSite({ publicUrl });
  onTestFinished(() => quiet.close());
  const status = async (address: string, headers = {}) =>
    (await quiet.visit({ address }).get("/metrics", headers)).status;
  expect([
    await status("127.0.0.1"),
    await status("::1"),
    await status("::ffff:127.0.0.1"),
  ]).toEqual([200, 200, 200]);
  expect([
    await status("192.168.1.7"),
    await status("127.0.0.1", { forwarded: "for=192.0.2.1" }),
  ]).toEqual([404, 404]);
});

test("with a token set, metrics are for clients that send it", async () => {
  const status = async (authorization?: string) =>
    (
      await fetch(
        `${guarded.url}/metrics`,
        authorization === undefined ? {} : { headers: { authorization } },
      )
    ).status;
  expect(await status()).toBe(404);
  expect(await status("Bearer another-token-for-it")).toBe(404);
  expect(await status(`Bearer ${TOKEN}`)).toBe(200);
});

test("the value of CPU time, which changes while hidden tests of others run, is shown only to those who may read metrics", async () => {
  const keys = async (headers: Record<string, string>) =>
    Object.keys((await (await fetch(`${guarded.url}/readyz`, { headers })).json()) as object);
  expect(await keys({})).not.toContain("cpuFactor");
  expect(await keys({ authorization: `Bearer ${TOKEN}` })).toContain("cpuFactor");
});
