// Signing a browser in to an account whose owner another system has proved.

import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../src/app.tsx";
import { enterAccount } from "../../src/auth/enter-account.ts";
import { ensureAccountOf } from "../../src/auth/outside-identity.ts";
import { identifyViewer } from "../../src/auth/viewer.ts";
import { sessions } from "../../src/db/auth-schema.ts";
import { users } from "../../src/db/schema.ts";
import type { AppEnv } from "../../src/http/environment.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import {
  attemptsOf,
  authorOf,
  draftOf,
  putDraft,
  submitByForm,
} from "../support/submissions-in-place.ts";
import type { Visitor } from "../support/visitor.ts";

let site: QuietSite;
/** The site, and a route that enters an account, as the routes of another system's sign-in do. */
let app: Hono<AppEnv>;
beforeAll(async () => {
  site = await openQuietSite();
  const { services } = site;
  app = new Hono<AppEnv>();
  app.post("/enter/:id", identifyViewer(services.auth, services.db), async (c) =>
    c.text(await enterAccount(services, c, c.req.param("id"))),
  );
  app.onError((_, c) => c.body(null, 500));
  app.mount("/", createApp(services).fetch);
});
afterAll(() => site.close());

const makeAccount = (subject: string) =>
  ensureAccountOf(site.services.db, { provider: "cas:x", subject, name: subject, email: "" });
const sessionsOf = (userId: string) =>
  site.services.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .all()
    .map(({ id }) => id);
async function enter(visitor: Visitor, userId: string): Promise<Response> {
  visitor.useApp(app);
  const answer = await visitor.post(`/enter/${userId}`);
  visitor.useApp(site.app);
  return answer;
}

test("a browser without a session gets one, whose id is returned", async () => {
  const userId = makeAccount("new");
  const visitor = site.visit();
  expect([await (await enter(visitor, userId)).text()]).toEqual(sessionsOf(userId));
  expect((await visitor.get("/settings")).status).toBe(200);
});

test("a guest's work moves to the account, and the guest is gone", async () => {
  const userId = makeAccount("guest's");
  const visitor = site.visit();
  const sent = await submitByForm(visitor, "tried");
  const guestId = authorOf(site.services, sent);
  putDraft(site, guestId, "sum", "draft of the guest");
  await enter(visitor, userId);
  expect(attemptsOf(site.services, userId)).toEqual([[1, "tried"]]);
  expect(draftOf(site, userId, "sum")).toBe("draft of the guest");
  expect(site.services.db.select().from(users).where(eq(users.id, guestId)).get()).toBeUndefined();
});

test("another account's session in this browser ends, and its other sessions stay", async () => {
  const [first, second] = [makeAccount("first"), makeAccount("second")];
  const [here, elsewhere] = [site.visit(), site.visit()];
  await enter(here, first);
  const [ended] = sessionsOf(first);
  await enter(elsewhere, first);
  await submitByForm(here, "of the first");
  await enter(here, second);
  expect(sessionsOf(first)).toHaveLength(1);
  expect(sessionsOf(first)).not.toContain(ended);
  expect((await elsewhere.get("/settings")).status).toBe(200);
  expect(await (await here.get("/settings")).text()).toContain('value="second"');
  // The work of a member is not a guest's: it stays.
  expect(attemptsOf(site.services, second)).toEqual([]);
});

test("an account that does not exist is not entered", async () => {
  const visitor = site.visit();
  expect((await enter(visitor, "0000000000000000")).status).toBe(500);
  expect(visitor.isSignedIn).toBe(false);
});
