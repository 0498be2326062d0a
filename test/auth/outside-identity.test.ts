// The account of a person whom another system names.

import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import {
  connectIdentity,
  ensureAccountOf,
  selectOptionalAccountOf,
} from "../../src/auth/outside-identity.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { accounts } from "../../src/db/auth-schema.ts";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { users } from "../../src/db/schema.ts";

let db: Db;
beforeEach(() => {
  db = openDatabase(":memory:");
});

const person = (subject: string, { name = "Lin", email = "", provider = "cas:x" } = {}) => ({
  provider,
  subject,
  name,
  email,
});
const userOf = (id: string) => db.select().from(users).where(eq(users.id, id)).get()!;

test("an identity has one account, and another provider's person of the same name another", () => {
  const first = ensureAccountOf(db, person("s1"));
  expect(ensureAccountOf(db, person("s1", { name: "Renamed" }))).toBe(first);
  expect(userOf(first).name).toBe("Lin");
  expect(ensureAccountOf(db, person("s1", { provider: "lti:1" }))).not.toBe(first);
  expect(ensureAccountOf(db, person("s2"))).not.toBe(first);
  expect(db.select().from(accounts).all()).toHaveLength(3);
  expect(selectOptionalAccountOf(db, { provider: "cas:x", subject: "S1" })).toBeUndefined();
});

test("a free address is stored as unverified; a taken or odd one is left out", () => {
  const first = ensureAccountOf(db, person("s1", { email: " Lin@Uni.example " }));
  expect(userOf(first)).toMatchObject({ email: "lin@uni.example", emailVerified: false });
  for (const email of ["LIN@uni.example", "no address", "x@no-mail.invalid", ""])
    expect(userOf(ensureAccountOf(db, person(`of ${email}`, { email }))).email).toMatch(
      /^[0-9a-z]{16}@no-mail\.invalid$/,
    );
  expect(userOf(first).email).toBe("lin@uni.example");
});

test.each([
  ["Lin\u0000\u202e\n Xiaoyu ", "Lin Xiaoyu"],
  ["", "?"],
  ["\u200b \u0007", "?"],
  ["长".repeat(200), "长".repeat(80)],
])("the name %j is stored as %j", (name, stored) => {
  expect(userOf(ensureAccountOf(db, person("s1", { name }))).name).toBe(stored);
});

test("connecting is refused for another account's identity, and is in the audit log once", () => {
  const [mine, other] = [ensureAccountOf(db, person("s1")), ensureAccountOf(db, person("s2"))];
  const identity = { provider: "lti:1", subject: "s" };
  expect(connectIdentity(db, identity, mine)).toBe(true);
  expect(connectIdentity(db, identity, mine)).toBe(true);
  expect(connectIdentity(db, identity, other)).toBe(false);
  expect(selectOptionalAccountOf(db, identity)).toBe(mine);
  expect(
    db.select({ action: auditEvents.action, after: auditEvents.after }).from(auditEvents).all(),
  ).toEqual([{ action: "sign-in.connect", after: { provider: "lti:1" } }]);
});
