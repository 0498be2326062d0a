// Every answer of the site whose headers about frames and forms differ from the usual ones, and
// every route that takes requests from other sites. Whoever adds one has to add it here.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FROM_OTHER_SYSTEMS } from "../../src/http/security.ts";
import { showToolKeys } from "../../src/lti/tool-keys.ts";
import { bodyOf, TABLE } from "../support/access-table.ts";
import { openWorld, type World } from "../support/access-world.ts";
import { addDeepLinking, type DeepLinkingDouble } from "../support/lti/deep-linking.ts";
import { answerLogin, launch } from "../support/lti/launch-in-place.ts";
import {
  INSTRUCTOR,
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";

let world: World;
let platform: LtiPlatformDouble;
let deepLinking: DeepLinkingDouble;
beforeAll(async () => {
  [world, platform] = await Promise.all([openWorld(), startLtiPlatform()]);
  deepLinking = addDeepLinking(platform);
  const { db } = world.site.services;
  platform.app.get("/tool-keys", async (c) => c.json(await showToolKeys(db)));
  platform.tool = listToolAddresses(world.site.services.config.publicUrl);
  registerPlatform(db, platform);
});
afterAll(async () => {
  world?.close();
  await platform?.close();
});

const PLATFORM = "the platform";
const USUAL = "frame-ancestors 'none'; form-action 'self'; DENY";

/** What matters, with the platform's origin in words. */
function describeHeaders(headers: Headers): string {
  const policy = headers.get("content-security-policy") ?? "";
  const directive = (name: string) =>
    policy
      .split(/;\s*/)
      .find((one) => one.startsWith(`${name} `))
      ?.replaceAll(platform.url, PLATFORM) ?? `no ${name}`;
  const option = headers.get("x-frame-options") ?? "no x-frame-options";
  return [directive("frame-ancestors"), directive("form-action"), option].join("; ");
}

const STUDENT = { sub: "student", name: "Li Xiaoyu", roles: [LEARNER] };
const TEACHER = { sub: "teacher", name: "Zhang Wei", roles: [INSTRUCTOR] };
/** Of the page in the platform whose host the platform does not name. */
const ASKING = "https://school.example";

/** The picker's path. */
async function ask(): Promise<string> {
  const answer = await launch(world.site.visit(), platform, deepLinking.ask(TEACHER));
  return answer.headers.get("location")!;
}

const login = async (target: string) => {
  const fields = { ...platform.startLogin({ person: STUDENT }), lti_storage_target: target };
  const visitor = world.site.visit();
  return { visitor, answer: await visitor.post("/lti/login", fields, { origin: ASKING }) };
};

/** Follows the link of "Open Gradus". */
async function openWindow(headers: Record<string, string>, visitor = world.site.visit()) {
  const page = await (await launch(visitor, platform, { person: STUDENT })).text();
  return visitor.get(/href="(\/lti\/open\/[0-9a-z]+)"/.exec(page)![1]!, headers);
}

const FRAMED: Record<string, [() => Promise<Response>, headers: string]> = {
  "POST /lti/login, with the platform's storage": [
    async () => (await login("_parent")).answer,
    `frame-ancestors ${PLATFORM} ${ASKING}; form-action 'self'; no x-frame-options`,
  ],
  "POST /lti/login, otherwise": [async () => (await login("")).answer, USUAL],
  "POST /lti/login, refused": [async () => world.site.visit().post("/lti/login", {}), USUAL],
  "POST /lti/launch, to open Gradus": [
    () => launch(world.site.visit(), platform, { person: STUDENT }),
    `frame-ancestors ${PLATFORM}; form-action 'self'; no x-frame-options`,
  ],
  "POST /lti/launch, to read the platform's storage": [
    async () => {
      const { visitor, answer } = await login("_parent");
      const stored = /data-stored="([^"]*)"/.exec(await answer.text())![1]!;
      visitor.forget();
      const fields = await answerLogin(new URL(stored.replaceAll("&amp;", "&")));
      return visitor.post("/lti/launch", fields, { origin: platform.url });
    },
    `frame-ancestors ${PLATFORM}; form-action 'self'; no x-frame-options`,
  ],
  "POST /lti/launch, refused by a known platform's fault": [
    () => launch(world.site.visit(), platform, { person: STUDENT, claims: { nonce: "no" } }),
    `frame-ancestors ${PLATFORM}; form-action 'self'; no x-frame-options`,
  ],
  "POST /lti/launch, deep linking by a student": [
    () => launch(world.site.visit(), platform, deepLinking.ask(STUDENT)),
    `frame-ancestors ${PLATFORM}; form-action 'self'; no x-frame-options`,
  ],
  "POST /lti/launch, without a state": [
    async () => world.site.visit().post("/lti/launch", {}),
    USUAL,
  ],
  "GET /lti/pick/:secret": [
    async () => world.site.visit().get(await ask()),
    `frame-ancestors ${PLATFORM}; form-action 'self' ${PLATFORM}; no x-frame-options`,
  ],
  "POST /lti/pick/:secret": [
    async () => world.site.visit().post(await ask(), { action: "cancel" }),
    `frame-ancestors ${PLATFORM}; form-action 'self' ${PLATFORM}; no x-frame-options`,
  ],
  "GET /lti/login": [
    () =>
      world.site
        .visit()
        .get(
          `/lti/login?${new URLSearchParams(platform.startLogin({ person: STUDENT })).toString()}`,
        ),
    USUAL,
  ],
  "GET /lti/keys": [() => world.site.visit().get("/lti/keys"), USUAL],
  "GET /lti/open/:secret": [() => openWindow({ "sec-fetch-site": "same-origin" }), USUAL],
  "GET /lti/open": [
    async () => {
      const visitor = world.site.visit();
      return visitor.get((await openWindow({}, visitor)).headers.get("location")!);
    },
    USUAL,
  ],
  "POST /lti/open": [() => world.site.visit().post("/lti/open", { ticket: "x" }), USUAL],
  "GET /lti/contexts/:id": [
    async () => {
      const visitor = world.site.visit();
      const there = await openWindow({ "sec-fetch-site": "same-origin" }, visitor);
      return visitor.get(there.headers.get("location")!);
    },
    USUAL,
  ],
  "POST /lti/contexts/:id": [() => world.site.visit().post("/lti/contexts/x"), USUAL],
  "GET /lti/pick/:secret, of nobody": [async () => world.site.visit().get("/lti/pick/x"), USUAL],
};

test.each(Object.entries(FRAMED))("%s", async (_, [request, expected]) => {
  const answer = await request();
  expect(describeHeaders(answer.headers), await answer.text()).toBe(expected);
});

describe("every other answer", () => {
  const names = new Set(Object.keys(FRAMED).map((name) => name.split(",")[0]!));

  test("has the usual headers, but for these, which are stricter", async () => {
    const found: Record<string, Set<string>> = {};
    let answers = 0;
    for (const [route, cases] of Object.entries(TABLE)) {
      if (names.has(route)) continue;
      for (const one of cases)
        for (const role of ["nobody", "student", "instructor", "siteOwner"] as const) {
          world.restore();
          const path = one.path(world);
          const method = route.split(" ")[0]!;
          const { headers } = await world.send(role, method, path, bodyOf(one, world, role));
          const described = describeHeaders(headers);
          answers += 1;
          if (described !== USUAL) (found[described] ??= new Set()).add(route);
        }
    }
    world.restore();
    expect(answers).toBeGreaterThan(800);
    expect(found).toEqual({});
  }, 300_000);

  test("and no route is left out", () => {
    const known = new Set([...Object.keys(TABLE), ...names]);
    const routes = world.site.app.routes.filter(({ method }) => method !== "ALL");
    const missing = routes
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !known.has(route));
    expect([...new Set(missing)]).toEqual([]);
  });
});

test("two routes alone take forms of other sites", async () => {
  const taking = new Set<string>();
  for (const { method, path } of world.site.app.routes) {
    if (method === "GET" || method === "ALL") continue;
    const answer = await world.site
      .visit()
      .send(method, path.replaceAll(/:\w+(?:\{[^}]*\})?/g, "x"), "", {
        origin: "https://elsewhere.example",
        "content-type": "application/x-www-form-urlencoded",
      });
    const text = await answer.text();
    if (answer.status !== 403 || text.includes("For the administrator"))
      taking.add(`${method} ${path}`);
  }
  expect([...taking].sort()).toEqual([
    "POST /lti/launch",
    "POST /lti/login",
    "POST /sign-in/cas/return",
    "POST /unsubscribe",
  ]);
  expect([...FROM_OTHER_SYSTEMS].sort()).toEqual([...taking].sort());
});
