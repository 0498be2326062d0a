// The fast path from a cookie to the signed-in user agrees with better-auth, or leaves the decision
// to it.

import { describe, expect, onTestFinished, test } from "vitest";
import { createSessionReader } from "../../src/auth/read-session.ts";
import { sessions } from "../../src/db/auth-schema.ts";
import { readServerSecret } from "../../src/db/server-secret.ts";
import { openAuthSite } from "../support/quiet-site.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

async function signedIn() {
  const site = await openAuthSite();
  onTestFinished(() => site.close());
  const { db } = site.services;
  const ada = await site.signUp("ada");
  const cookie = [...ada.cookies]
    .find(([name]) => name.endsWith("gradus.session_token"))!
    .join("=");
  let now = new Date();
  const read = createSessionReader(db, readServerSecret(db), () => now);
  return {
    site,
    db,
    ada,
    cookie,
    read,
    at: (offsetMs: number) => (now = new Date(Date.now() + offsetMs)),
  };
}

describe("reading a session", () => {
  test("finds signed-in users and guests", async () => {
    const { site, ada, cookie, read } = await signedIn();
    expect(read(`theme=dark; ${cookie}; language=en`)).toEqual({
      kind: "member",
      userId: ada.userId,
      name: "Name of ada",
      siteRole: null,
    });
    const guest = site.visit();
    await guest.post("/exercises/tiny/sum/submissions", {
      source: "export const total = () => 0;",
    });
    expect(read([...guest.cookies].map((pair) => pair.join("=")).join("; "))).toMatchObject({
      kind: "guest",
      name: "",
    });
  });

  test("recognizes the site owner", async () => {
    const { site, read } = await signedIn();
    const owner = await site.signUp("owner", { siteRole: "owner" });
    expect(read([...owner.cookies].map((pair) => pair.join("=")).join("; "))).toMatchObject({
      kind: "member",
      siteRole: "owner",
    });
  });

  test("rejects a wrong signature, a cut one, and anything that is not a signature", async () => {
    const { db, cookie, read } = await signedIn();
    const [name, value] = [
      cookie.slice(0, cookie.indexOf("=")),
      decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)),
    ];
    const token = value.slice(0, value.lastIndexOf("."));
    const other = createSessionReader(db, "another secret");
    expect(other(cookie)).toBeUndefined();
    const signature = value.slice(token.length + 1);
    const changed = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    for (const forged of [
      token,
      `${token}.`,
      `${token}.${changed}`,
      `${token}.${signature.slice(0, 20)}`,
      `x${value}`,
      `.${signature}`,
      "%E0%A4%A",
      "",
    ]) {
      expect(
        read(`${name}=${forged.startsWith("%") ? forged : encodeURIComponent(forged)}`),
        forged,
      ).toBeUndefined();
    }
    expect(read("")).toBeUndefined();
  });

  test("a deleted session is invalid at once: nothing is cached", async () => {
    const { db, cookie, read } = await signedIn();
    expect(read(cookie)).toBeDefined();
    db.delete(sessions).run();
    expect(read(cookie)).toBeUndefined();
  });

  test("one that is due for renewal or has expired is left to better-auth; a clock that is set back changes nothing", async () => {
    const { cookie, read, at } = await signedIn();
    at(23 * HOUR_MS);
    expect(read(cookie)).toBeDefined();
    at(25 * HOUR_MS);
    expect(read(cookie)).toBeUndefined();
    at(31 * DAY_MS);
    expect(read(cookie)).toBeUndefined();
    at(-400 * DAY_MS);
    expect(read(cookie)).toBeDefined();
  });

  test("used after a day, a session is prolonged and continues", async () => {
    const { site, db, ada, cookie, read } = await signedIn();
    const soon = new Date(Date.now() + 5 * DAY_MS);
    db.update(sessions).set({ expiresAt: soon }).run();
    expect(read(cookie)).toBeUndefined();
    expect((await ada.get("/submissions")).status).toBe(200);
    expect(
      db
        .select()
        .from(sessions)
        .all()
        .every(({ expiresAt }) => expiresAt.getTime() > Date.now() + 29 * DAY_MS),
    ).toBe(true);
    expect(read(cookie)).toMatchObject({ userId: ada.userId });
    expect(site.services.db.select().from(sessions).all()).toHaveLength(1);
  });
});
