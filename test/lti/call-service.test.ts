// Access tokens, and calls with them.

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { ltiPlatforms } from "../../src/db/lti-schema.ts";
import type { Db } from "../../src/db/open.ts";
import { ServiceCaller } from "../../src/lti/call-service.ts";
import { showToolKeys } from "../../src/lti/tool-keys.ts";
import {
  type LtiPlatformDouble,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";

const SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
let platform: LtiPlatformDouble;
let db: Db;
let caller: ServiceCaller;
let answers: Response[] = [];
let tokenAnswer: () => Response = () => Response.json({});
let asked: { method: string; authorization: string; contentType: string }[] = [];

beforeAll(async () => {
  platform = await startLtiPlatform();
  platform.scopes.add(SCOPE);
  platform.app.post("/odd-token", () => tokenAnswer());
  platform.app.get("/tool-keys", async (c) => c.json(await showToolKeys(db)));
  platform.app.all("/service", (c) => {
    asked.push({
      method: c.req.method,
      authorization: c.req.header("authorization") ?? "",
      contentType: c.req.header("content-type") ?? "",
    });
    return answers.shift() ?? c.json({ ok: true });
  });
  platform.tool = { login: "", launch: "", root: "", keys: `${platform.url}/tool-keys` };
});
afterAll(() => platform.close());
beforeEach(() => {
  db = openDatabase(":memory:");
  registerPlatform(db, platform);
  caller = new ServiceCaller(db, db.select().from(ltiPlatforms).get()!);
  answers = [];
  asked = [];
  platform.tokens.clear();
  return () => void db.$client.close();
});

const call = () => caller.call({ url: `${platform.url}/service`, scopes: [SCOPE] });

test("a token is asked for once, and sent with each call", async () => {
  await call();
  await call();
  expect(platform.tokens.size).toBe(1);
  const [token] = platform.tokens.keys();
  expect(asked.map(({ authorization }) => authorization)).toEqual([
    `Bearer ${token}`,
    `Bearer ${token}`,
  ]);
});

test("a media type is sent as it is, without a charset", async () => {
  const contentType = "application/vnd.ims.lis.v1.score+json";
  await caller.call({
    url: `${platform.url}/service`,
    method: "POST",
    scopes: [SCOPE],
    contentType,
    body: { scoreGiven: 1 },
  });
  expect(asked).toMatchObject([{ method: "POST", contentType }]);
});

test("a token that was withdrawn is replaced once", async () => {
  answers = [new Response("", { status: 401 })];
  expect((await call()).status).toBe(200);
  expect(platform.tokens.size).toBe(2);
  answers = [new Response("no", { status: 401 }), new Response("no", { status: 401 })];
  await expect(call()).rejects.toMatchObject({ code: "401", isTemporary: false });
});

test.each([
  [404, {}, false],
  [422, {}, false],
  [500, {}, true],
  [503, {}, true],
  [429, { "retry-after": "7" }, true],
  [403, { "x-rate-limit-remaining": "0" }, true],
  [403, {}, false],
])("%i with %o may succeed later: %s", async (status, headers, isTemporary) => {
  answers = [new Response("why", { status, headers })];
  await expect(call()).rejects.toMatchObject({
    code: String(status),
    detail: "why",
    isTemporary,
    retryAfterMs: status === 429 ? 7000 : null,
  });
});

test("a redirect is refused: it would carry the token elsewhere", async () => {
  answers = [new Response("", { status: 307, headers: { location: "http://127.0.0.1:1/" } })];
  await expect(call()).rejects.toMatchObject({ code: "redirect", isTemporary: false });
});

test("a scope that the platform does not grant is an error of the token", async () => {
  const other = caller.call({ url: `${platform.url}/service`, scopes: ["https://other"] });
  await expect(other).rejects.toMatchObject({ code: "token", isTemporary: false });
  expect(asked).toEqual([]);
});

test("a platform that cannot be reached may be there later", async () => {
  const gone = caller.call({ url: "http://127.0.0.1:9/", scopes: [SCOPE] });
  await expect(gone).rejects.toMatchObject({ code: "unreachable", isTemporary: true });
});

test.each<[string, () => Response, { isTemporary: boolean; retryAfterMs?: number }]>([
  ["HTML", () => new Response("<h1>Sign in</h1>"), { isTemporary: false }],
  ["nothing", () => new Response(""), { isTemporary: false }],
  ["no token", () => Response.json({ token_type: "Bearer" }), { isTemporary: false }],
  ["an empty token", () => Response.json({ access_token: "" }), { isTemporary: false }],
  ["a list", () => Response.json([{ access_token: "a" }]), { isTemporary: false }],
  [
    "a token of 20,000 characters",
    () => Response.json({ access_token: "a".repeat(20_000) }),
    { isTemporary: false },
  ],
  ["invalid_client", () => Response.json({ error: "x" }, { status: 401 }), { isTemporary: false }],
  ["an error of its own", () => new Response("", { status: 500 }), { isTemporary: true }],
  [
    "too many requests",
    () => new Response("", { status: 429, headers: { "retry-after": "30" } }),
    { isTemporary: true, retryAfterMs: 30_000 },
  ],
])("a token address that answers with %s", async (_, answerToken, expected) => {
  tokenAnswer = answerToken;
  await expect(callWithOddToken()).rejects.toMatchObject({ code: "token", ...expected });
  expect(asked).toEqual([]);
});

test.each([-1, 0, "soon", 1e12])("a token that lasts %j seconds is used", async (expires_in) => {
  tokenAnswer = () => Response.json({ access_token: "odd", expires_in });
  expect((await callWithOddToken()).status).toBe(200);
  expect(asked).toMatchObject([{ authorization: "Bearer odd" }]);
});

function callWithOddToken(): Promise<Response> {
  const row = db.select().from(ltiPlatforms).get()!;
  const odd = new ServiceCaller(db, { ...row, tokenUrl: `${platform.url}/odd-token` });
  return odd.call({ url: `${platform.url}/service`, scopes: [SCOPE] });
}
