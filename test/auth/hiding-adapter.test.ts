// A copy of the database signs no one in: it contains no session token, and no tokens of an OpenID
// provider.

import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuth } from "../../src/auth/better-auth.ts";
import { createSessionReader } from "../../src/auth/read-session.ts";
import { hashSecret } from "../../src/db/id.ts";
import { DATABASE_FILE, openDatabase } from "../../src/db/open.ts";
import { accounts, sessions, verifications } from "../../src/db/auth-schema.ts";
import { readServerSecret } from "../../src/db/server-secret.ts";
import {
  CLIENT,
  type IdentityProvider,
  startIdentityProvider,
} from "../support/identity-provider.ts";
import { openOldDatabase } from "../support/old-database.ts";
import { temporaryFolder } from "../support/packs.ts";
import { openAuthSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import type { Visitor } from "../support/visitor.ts";

let provider: IdentityProvider;
let site: QuietSite;
beforeAll(async () => {
  provider = await startIdentityProvider();
  site = await openAuthSite({
    oidc: { issuer: provider.issuer, ...CLIENT, name: "Example University" },
  });
});
afterAll(async () => {
  site.close();
  await provider.close();
});

/** What the browser stores: the token, followed by the signature. */
function tokenOf(visitor: Visitor): string {
  const [, value] = [...visitor.cookies].find(([name]) => name.endsWith("gradus.session_token"))!;
  return decodeURIComponent(value).split(".")[0]!;
}

/** Every byte of every table. */
const everything = () => site.services.db.$client.serialize().toString("latin1");

test("a session's token is stored in the browser only; its hash does not sign in", async () => {
  const ada = await site.signUp("ada");
  const token = tokenOf(ada);
  expect(token).toHaveLength(32);
  const { db, auth } = site.services;
  expect(everything()).not.toContain(token);
  expect(db.select({ token: sessions.token }).from(sessions).all()).toContainEqual({
    token: hashSecret(token),
  });
  const { internalAdapter } = await auth.$context;
  expect((await internalAdapter.findSession(token))?.session.token).toBe(token);
  expect(await internalAdapter.findSession(hashSecret(token))).toBeNull();
});

test("a session that is read, prolonged, ended or replaced stays the same session", async () => {
  const ben = await site.signUp("ben");
  const { db, auth } = site.services;
  const { internalAdapter } = await auth.$context;
  const first = tokenOf(ben);
  expect(
    (await internalAdapter.findSessions([first, "nothing"])).map(({ session }) => session.token),
  ).toEqual([first]);
  expect((await internalAdapter.updateSession(first, { updatedAt: new Date(0) }))?.token).toBe(
    first,
  );
  db.update(sessions)
    .set({ expiresAt: new Date(Date.now() + 5 * 24 * 3_600_000) })
    .run();
  expect((await ben.get("/settings")).status).toBe(200);
  await ben.post("/sign-out", {});
  expect(await internalAdapter.findSession(first)).toBeNull();
  expect(
    db
      .select()
      .from(sessions)
      .all()
      .map(({ token }) => token),
  ).not.toContain(hashSecret(first));
  await ben.post("/sign-in", { login: "ben", password: PASSWORD });
  expect((await ben.get("/settings")).status).toBe(200);
});

test("what an OpenID provider sends is used and not stored, and no state remains", async () => {
  provider.person = {
    sub: "u-1",
    email: "new@uni.example",
    email_verified: true,
    name: "New Person",
  };
  const visitor = site.visit();
  const leaving = await visitor.post("/sign-in/provider", {});
  const state = new URL(/url=(.*)$/.exec(leaving.headers.get("refresh")!)![1]!).searchParams.get(
    "state",
  )!;
  const { db } = site.services;
  // Between the two: found by the hash of the value that comes back.
  expect(
    db
      .select()
      .from(verifications)
      .all()
      .map(({ identifier }) => identifier)
      .join(),
  ).not.toContain(state);
  const back = await fetch(/url=(.*)$/.exec(leaving.headers.get("refresh")!)![1]!, {
    redirect: "manual",
  });
  await visitor.get(back.headers.get("location")!);
  expect(visitor.isSignedIn).toBe(true);
  const account = db
    .select()
    .from(accounts)
    .all()
    .find(({ accountId }) => accountId === "u-1");
  expect(account).toMatchObject({ accessToken: null, refreshToken: null, idToken: null });
  expect(account).toMatchObject({ accessTokenExpiresAt: null, refreshTokenExpiresAt: null });
  expect(db.select().from(verifications).all()).toEqual([]);
});

test("sessions of the previous version continue, and the file contains no trace of their tokens", async () => {
  const folder = temporaryFolder();
  const file = join(folder, DATABASE_FILE);
  const old = openOldDatabase(file, "0006_hidden_apart");
  const tokens = Array.from(
    { length: 200 },
    (_, i) => `${String(i).padStart(3, "0")}abcdefghijklmnopqrstuvwxyz012`,
  );
  const later = Date.now() + 30 * 24 * 3_600_000;
  old.exec("begin");
  const addUser = old.prepare(
    "insert into users (id, name, email, email_verified, created_at, updated_at) values (?, ?, ?, 0, 0, 0)",
  );
  const addSession = old.prepare(
    "insert into sessions (id, token, user_id, expires_at, created_at, updated_at) values (?, ?, ?, ?, 0, 0)",
  );
  for (const [i, token] of tokens.entries()) {
    addUser.run(`u${i}`, `Name ${i}`, `${i}@example.org`);
    addSession.run(`s${i}`, token, `u${i}`, later);
  }
  old.exec(`insert into accounts (id, account_id, provider_id, user_id, access_token,
      refresh_token, id_token, created_at, updated_at)
    values ('a', 'sub', 'oidc', 'u0', 'the-access-token', 'the-refresh-token', 'the-id-token', 0, 0)`);
  old.exec("commit");
  old.exec(`insert into verifications (id, identifier, value, expires_at, created_at, updated_at)
    values ('v', 'state', 'the-verifier', 0, 0, 0)`);
  old.close();
  const db = openDatabase(file);
  const secret = readServerSecret(db);
  const { internalAdapter } = await createAuth(db, site.services.config, secret).$context;
  expect((await internalAdapter.findSession(tokens[7]!))?.user.name).toBe("Name 7");
  const signature = createHmac("sha256", secret).update(tokens[7]!).digest("base64");
  const cookie = `gradus.session_token=${encodeURIComponent(`${tokens[7]!}.${signature}`)}`;
  expect(createSessionReader(db, secret)(cookie)).toMatchObject({ userId: "u7" });
  db.$client.close();
  const bytes = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("");
  for (const text of [
    ...tokens,
    "the-access-token",
    "the-refresh-token",
    "the-id-token",
    "the-verifier",
  ])
    expect(bytes).not.toContain(text);
  // When the database is opened again, they are not hashed a second time.
  const again = openDatabase(file);
  expect(
    again
      .select()
      .from(sessions)
      .all()
      .map(({ token }) => token),
  ).toContain(hashSecret(tokens[7]!));
  again.$client.close();
});
