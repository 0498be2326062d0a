// Access control: every route of the site, requested in every role, for data of one's own and of
// others. A route that is not in the table (support/access-table.ts) fails.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  FROM_OTHER_SYSTEMS,
  bodyOf,
  type Case,
  EXERCISE,
  isToken,
  TABLE,
} from "./support/access-table.ts";
import { openWorld, type Role, ROLES, type World } from "./support/access-world.ts";
import { PASSWORD } from "./support/quiet-site.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** The status that each role gets. */
async function ask(
  one: Case,
  method: string,
): Promise<Record<Role, { path: string; status: number; text: string }>> {
  const answers = {} as Record<Role, { path: string; status: number; text: string }>;
  for (const role of ROLES) {
    world.restore();
    const path = one.path(world);
    answers[role] = { path, ...(await world.send(role, method, path, bodyOf(one, world, role))) };
  }
  world.restore();
  return answers;
}

test("the table lists every route, and nothing else", () => {
  const routes = new Set(
    world.site.app.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path}`),
  );
  expect([...routes].filter((route) => TABLE[route] === undefined)).toEqual([]);
  expect(Object.keys(TABLE).filter((route) => !routes.has(route))).toEqual([]);
});

describe.each(Object.entries(TABLE))("%s", (route, cases) => {
  const method = route.split(" ")[0]!;

  test.each(cases.map((one) => [one.what ?? "by everyone", one] as const))("%s", async (_, one) => {
    const answers = await ask(one, method);
    expect(Object.fromEntries(ROLES.map((role) => [role, answers[role].status]))).toEqual(
      one.expected,
    );
    const { missing } = one;
    if (missing === undefined) return;
    for (const role of ROLES.filter((name) => one.expected[name] === 404)) {
      const absent = await world.send(role, method, missing, bodyOf(one, world, role));
      world.restore();
      const { path, text } = answers[role];
      // The page contains its own address in its sign-in links; nothing else may differ.
      const plain = (html: string, address: string) =>
        html.replaceAll(encodeURIComponent(address), "PATH").replaceAll(address, "PATH");
      expect([role, absent.status, plain(absent.text, missing)]).toEqual([
        role,
        404,
        plain(text, path),
      ]);
      expect(text).not.toContain("secret source");
    }
  });
});

describe("links back to the page", () => {
  const READING = Object.entries(TABLE)
    .filter(([route]) => route.startsWith("GET "))
    .flatMap(([route, cases]) =>
      cases.map((one) => [one.what === undefined ? route : `${route}, ${one.what}`, one] as const),
    );
  const attribute = (html: string, pattern: RegExp) =>
    pattern.exec(html)?.[1]?.replaceAll("&amp;", "&");
  const QUERY = "assignment=a1&from=b%20c&q=%E5%90%8D";
  let pages = 0;

  test.each(READING)(
    "%s: language, appearance, sign-in and sign-up preserve its query",
    async (_, one) => {
      for (const role of ROLES) {
        world.restore();
        const path = one.path(world);
        const here = `${path}${path.includes("?") ? "&" : "?"}${QUERY}`;
        const { text } = await world.send(role, "GET", here, undefined);
        if (!text.includes('<footer class="site">')) continue;
        pages += 1;
        const backs = [
          ...text.matchAll(
            /<form method="post" action="\/preferences"[^>]*><input type="hidden" name="back" value="([^"]*)"/g,
          ),
        ].map(([, back]) => back!.replaceAll("&amp;", "&"));
        expect([role, [...new Set(backs)]]).toEqual([role, [here]]);
        // A redirect elsewhere keeps only the query.
        const next = /^\/(sign-in|sign-up|forgot-password|reset\/.*)$/.test(path) ? null : here;
        const links = ["sign-in", "sign-up"].flatMap(
          (way) =>
            attribute(text, new RegExp(`<header[^]*?href="(/${way}[^"]*)"[^]*?</header>`)) ?? [],
        );
        expect([
          role,
          links.map((link) => new URL(link, "http://site.invalid").searchParams.get("next")),
        ]).toEqual([role, links.map(() => next)]);
      }
      world.restore();
    },
  );

  test("the crawl saw enough pages", () => expect(pages).toBeGreaterThan(200));
});

const CHANGING = Object.entries(TABLE).filter(
  ([route]) => !route.startsWith("GET ") && !FROM_OTHER_SYSTEMS.has(route),
);

describe.each(CHANGING)("%s", (route, cases) => {
  const method = route.split(" ")[0]!;

  test.each([
    ["without an origin", { origin: "" }],
    ["from another site", { origin: "https://elsewhere.example" }],
    ["from another site, according to the browser", { origin: "", "sec-fetch-site": "cross-site" }],
  ])("is refused %s", async (_, headers) => {
    for (const one of cases) {
      for (const role of ROLES.filter((name) => !isToken(name))) {
        const { status } = await world.send(
          role,
          method,
          one.path(world),
          bodyOf(one, world, role),
          headers,
        );
        expect([role, status]).toEqual([role, 403]);
      }
    }
    world.restore();
  });
});

describe("a refused request", () => {
  test("changes nothing", async () => {
    const { db } = world.site.services;
    const count = () =>
      db.$client
        .prepare<[], Record<string, number>>(
          `select
            (select count(*) from courses) as courses,
            (select count(*) from join_links) as links,
            (select count(*) from join_links where revoked_at is not null) as revoked,
            (select count(*) from one_time_links) as one_time,
            (select count(*) from tokens) as tokens,
            (select count(*) from sessions) as sessions,
            (select count(*) from submissions) as submissions,
            (select count(*) from drafts) as drafts,
            (select count(*) from users where site_role is not null) as roles`,
        )
        .get();
    const [link, session, token] = [world.newLink(), world.newSession(), world.newToken()];
    const before = count();
    const strangers: Role[] = [
      "nobody",
      "guest",
      "classmate",
      "assistant",
      "otherStudent",
      "otherStaff",
      "courseCreator",
    ];
    for (const role of strangers) {
      for (const [path, fields] of [
        ["/manage/courses", { title: "Mine" }],
        [`/manage/people/${world.studentId}/reset-link`, {}],
        [`/manage/people/${world.studentId}/role`, { role: "owner", confirmation: PASSWORD }],
        [`/courses/${world.course}/links`, {}],
        [`/courses/${world.course}/links/${link}/revoke`, {}],
        [`/settings/sessions/${session}/end`, {}],
        [`/settings/tokens/${token}/revoke`, {}],
      ] as const) {
        const { status } = await world.send(role, "POST", path, { form: fields });
        expect([role, path, [401, 404].includes(status)]).toEqual([role, path, true]);
      }
    }
    expect(count()).toEqual(before);
  });
});

describe("a user's own list", () => {
  test.each(["/submissions", `${EXERCISE}/submissions`, "/api/v1/submissions"])(
    "%s contains only that user's items",
    async (path) => {
      for (const role of ROLES.filter((name) => !["nobody", "student", "token"].includes(name)))
        expect([
          role,
          (await world.send(role, "GET", path, undefined)).text.includes(world.submission),
        ]).toEqual([role, false]);
      expect((await world.send("student", "GET", path, undefined)).text).toContain(
        world.submission,
      );
    },
  );
});
