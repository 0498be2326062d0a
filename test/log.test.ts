// What the log contains, and what it never contains: every route is requested with secrets in every
// place that a request has, and none is in any line, on success or on failure, at the most detailed
// level.

import { DrizzleQueryError } from "drizzle-orm/errors";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeResetLink } from "../src/auth/one-time-links.ts";
import { createLog, describeErrorForLog } from "../src/log.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "./support/quiet-site.ts";
import { Visitor } from "./support/visitor.ts";

interface Line {
  level: string;
  msg: string;
  [fact: string]: unknown;
}

let lines: Line[];
let site: QuietSite;
const consoleCalls = () =>
  (["log", "info", "warn", "error", "debug"] as const).flatMap(
    (name) => vi.mocked(console[name]).mock.calls,
  );

beforeEach(async () => {
  lines = [];
  for (const name of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, name).mockImplementation(() => undefined);
  const log = pino(
    { level: "debug", base: null, formatters: { level: (level) => ({ level }) } },
    { write: (line: string) => void lines.push(JSON.parse(line) as Line) },
  );
  site = await openQuietSite({ logLevel: "debug" }, {}, log);
});
afterEach(() => {
  site.close();
  vi.restoreAllMocks();
});

/** In every place of a request, each with its own mark. */
const SECRETS = {
  path: "planted-in-the-path",
  query: "planted-in-the-query",
  source: "planted-in-the-code",
  password: "planted-as-password",
  cookie: "planted-in-a-cookie",
  bearer: "planted-as-token",
  agent: "planted-as-agent",
  name: "planted-as-name",
};
const PARAMETERS: Record<string, string> = { pack: "tiny", exercise: "sum" };

const addressOf = (pattern: string) =>
  pattern
    .replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => PARAMETERS[name] ?? SECRETS.path)
    .replaceAll("*", SECRETS.path);
const routesOf = ({ app }: QuietSite) => [
  ...new Map(
    app.routes
      .filter(({ method, path }) => method !== "ALL" && !path.startsWith("/assets"))
      .map((route) => [`${route.method} ${route.path}`, route]),
  ).values(),
];

async function askEverything(visitor: Visitor): Promise<void> {
  const fields = {
    source: SECRETS.source,
    password: SECRETS.password,
    current: SECRETS.password,
    again: SECRETS.password,
    username: SECRETS.name,
    email: `${SECRETS.name}@example.org`,
    name: SECRETS.name,
    title: SECRETS.name,
    code: SECRETS.path,
  };
  // Those that end the session come last.
  const endsSession = ({ path }: { path: string }) => /sign-out|sessions|password/.test(path);
  for (const { method, path } of routesOf(site).toSorted(
    (a, b) => Number(endsSession(a)) - Number(endsSession(b)),
  )) {
    for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
      const text =
        type === "application/json"
          ? JSON.stringify({ ...fields, tab: SECRETS.name, revision: 0, viewer: SECRETS.name })
          : new URLSearchParams(fields).toString();
      const body = method === "GET" ? undefined : text;
      for (const authorization of ["", `Bearer ${SECRETS.bearer}`]) {
        const headers = {
          "content-type": type,
          authorization,
          origin: site.services.config.publicUrl,
          "user-agent": SECRETS.agent,
        };
        const answer = await visitor.send(
          method,
          `${addressOf(path)}?token=${SECRETS.query}&before=1`,
          body,
          headers,
        );
        // A stream would never end.
        await answer.body?.cancel();
      }
    }
  }
}

function expectNoSecrets(more: string[] = []): void {
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  for (const secret of [...Object.values(SECRETS), PASSWORD, ...more])
    expect(text).not.toContain(secret);
  expect(consoleCalls()).toEqual([]);
}

describe("the log", () => {
  test("contains no secret of any request to any route, in any role", async () => {
    const nobody = site.visit();
    nobody.cookies.set("gradus.session_token", SECRETS.cookie);
    const owner = await site.signUp("owner", { siteRole: "owner" });
    const tokens = [...owner.cookies.values()].filter((value) => value.length > 20);
    expect(tokens.length).toBeGreaterThan(0);
    const reset = makeResetLink(site.services.db, owner.userId);
    await nobody.get(`/reset/${reset}`);
    await nobody.post(`/reset/${reset}`, { password: SECRETS.password, again: SECRETS.password });
    await nobody.get(`/join/${SECRETS.path}`);
    await askEverything(nobody);
    await askEverything(await site.signUp("member"));
    await askEverything(owner);
    expect(lines.length).toBeGreaterThan(routesOf(site).length * 6);
    expectNoSecrets([
      reset,
      ...tokens,
      ...tokens.map((token) => decodeURIComponent(token).split(".")[0]!),
    ]);
  }, 120_000);

  test("nor when everything fails", async () => {
    const member = await site.signUp("member");
    const { $client } = site.services.db;
    for (const table of ["drafts", "gradings", "jobs", "join_links", "one_time_links", "tokens"])
      $client.exec(`drop table if exists ${table}`);
    await askEverything(member);
    const failures = lines.filter(({ msg }) => msg === "a request failed");
    expect(failures.length).toBeGreaterThan(5);
    expect(failures[0]).toMatchObject({
      level: "error",
      requestId: expect.stringMatching(/^\w{10}$/) as string,
      route: expect.stringMatching(/^\//) as string,
      error: { message: expect.stringContaining("no such table") as string },
    });
    expectNoSecrets();
  }, 120_000);

  test("records changes, with their author, and at its usual level nothing of reading and typing", async () => {
    const member = await site.signUp("member");
    lines.length = 0;
    await member.get("/");
    await member.post("/exercises/tiny/sum/submissions", {
      source: "export const total = () => 0;",
    });
    await member.send(
      "POST",
      "/exercises/tiny/sum/types",
      JSON.stringify({ source: "x", tab: "t" }),
      { "content-type": "application/json", origin: site.services.config.publicUrl },
    );
    expect(
      lines
        .filter(({ msg }) => msg === "request")
        .map(({ level, method, route, status }) => [level, method, route, status]),
    ).toEqual([
      ["debug", "GET", "/", 200],
      ["info", "POST", "/exercises/:pack/:exercise/submissions", 303],
      ["debug", "POST", "/exercises/:pack/:exercise/types", 200],
    ]);
    expect(lines[1]).toMatchObject({
      viewer: member.userId,
      ms: expect.any(Number) as number,
      requestId: expect.any(String) as string,
    });
  });

  test("contains the reason and the place of a failed query, not its values", () => {
    const cause = Object.assign(new Error("UNIQUE constraint failed: users.email"), {
      code: "SQLITE_CONSTRAINT_UNIQUE",
    });
    const described = describeErrorForLog(
      new DrizzleQueryError("insert into users values (?)", [SECRETS.password], cause),
    );
    expect(described).toMatchObject({
      message: "UNIQUE constraint failed: users.email",
      code: "SQLITE_CONSTRAINT_UNIQUE",
    });
    expect(JSON.stringify(described)).not.toContain(SECRETS.password);
    expect(
      JSON.stringify(describeErrorForLog(new DrizzleQueryError("select ?", [SECRETS.password]))),
    ).not.toContain(SECRETS.password);
    expect(describeErrorForLog("a text that was thrown")).toMatchObject({
      type: "string",
      message: "",
    });
  });

  test("contains only places in the stack of an error of several lines", () => {
    const { stack, message } = describeErrorForLog(new Error("first line\nsecond line"));
    expect(message).toBe("first line\nsecond line");
    expect(stack.length).toBeGreaterThan(0);
    expect(stack.every((place) => place.startsWith("at "))).toBe(true);
  });
});

test("each line is readable on a terminal: the time, the level, what happened, the facts", () => {
  const written: string[] = [];
  const log = createLog({ logLevel: "info" }, (text) => void written.push(text));
  log.info({ url: "http://127.0.0.1:3000", count: 3 }, "listening");
  log.debug("not at this level");
  log.error({ error: describeErrorForLog(new Error("it broke")) }, "a request failed");
  expect(written).toHaveLength(2);
  expect(written[0]).toMatch(
    /^\d\d:\d\d:\d\d info {2}listening {2}url="http:\/\/127\.0\.0\.1:3000" {2}count=3\n$/,
  );
  expect(written[1]).toMatch(
    /^\d\d:\d\d:\d\d error a request failed {2}type="Error" {2}message="it broke"\n( {4}at .+\n)+$/,
  );
});
