// Every route of the site, requested at a web process that does not feed the queue: it gives the same
// answers, and never needs a service that it does not have.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.tsx";
import { assemblePageServices } from "../../src/assemble-page-services.ts";
import { readConfig } from "../../src/config.ts";
import { answerLiveTests } from "../../src/web-processes/far-live-tests.ts";
import { answerStatements } from "../../src/web-processes/far-statements.ts";
import { answerForwarded } from "../../src/web-processes/forward.ts";
import { SiteChannel } from "../../src/web-processes/site-channel.ts";
import { bodyOf, EXERCISE, TABLE } from "../support/access-table.ts";
import { openWorld, type Role, type World } from "../support/access-world.ts";
import { joinProcesses } from "../support/join-processes.ts";

/** Nothing listens there: limits are counted in the process. */
const REDIS = readConfig({ GRADUS_REDIS_URL: "redis://127.0.0.1:1" }).redis!;
const SOME: Role[] = ["nobody", "student", "token", "instructor", "siteOwner"];

let world: World;
let channel: SiteChannel;
let endFeeder: () => void;
beforeAll(async () => {
  world = await openWorld();
  const { services, app } = world.site;
  const { config, log, db, catalogue, host, liveTests } = services;
  channel = new SiteChannel(REDIS, log);
  const { links, switchboard } = joinProcesses(2);
  const [feeder, link] = links;
  answerForwarded(feeder!, app.fetch);
  answerLiveTests(feeder!, { liveTests, catalogue }, (error) => log.error(error));
  answerStatements(feeder!, host, catalogue);
  const page = await assemblePageServices(config, log, db, { link: link!, channel });
  world.useApp(createApp(page.services));
  endFeeder = () => switchboard.disconnect(1);
});
afterAll(() => {
  channel.close();
  world.close();
});

describe.each(Object.entries(TABLE))("%s", (route, cases) => {
  const method = route.split(" ")[0]!;

  test.each(cases.map((one) => [one.what ?? "by everyone", one] as const))("%s", async (_, one) => {
    for (const role of SOME) {
      world.restore();
      const body = bodyOf(one, world, role);
      const { status } = await world.send(role, method, one.path(world), body);
      expect([role, status]).toEqual([role, one.expected[role]]);
    }
    world.restore();
  });
});

test("a redirect of a forwarded request leads to the same place", async () => {
  const { headers, status } = await world.send("siteOwner", "POST", "/manage/exams", {
    form: { examDays: "9" },
  });
  expect([status, headers.get("location")]).toEqual([303, "/manage?done=exams#exams"]);
});

test("while no process feeds the queue, forwarded requests are answered with 503, and live tests are paused", async () => {
  endFeeder();
  const ready = await world.send("nobody", "GET", "/readyz", undefined);
  expect(ready.status).toBe(503);
  const manage = await world.send("siteOwner", "GET", "/manage", undefined);
  expect([manage.status, manage.text]).toEqual([503, expect.stringContaining("restarting")]);
  const typed = { json: { source: "", tab: "a" } };
  const live = await world.send("student", "POST", `${EXERCISE}/live-tests`, typed);
  expect(JSON.parse(live.text)).toMatchObject({ state: "paused" });
  const types = await world.send("student", "POST", `${EXERCISE}/types`, typed);
  expect(JSON.parse(types.text)).toEqual({ state: "done", problems: [] });
  const question = { json: { ...typed.json, about: "name", offset: 0 } };
  const assist = await world.send("student", "POST", `${EXERCISE}/assist`, question);
  expect(JSON.parse(assist.text)).toEqual({ state: "busy" });
});
