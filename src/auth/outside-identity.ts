// The account of a person whom another system names: a learning platform, or a CAS server. The
// identity is the provider and its id for the person, never an address: an address alone opens no
// account.

import { and, eq } from "drizzle-orm";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { recordAudit } from "../db/record-audit.ts";
import { users } from "../db/schema.ts";
import { accounts } from "../db/auth-schema.ts";
import { cleanLine } from "../http/read-field.ts";
import { makeUpEmail } from "../identity/login-names.ts";
import { isEmail, MAX_NAME_LENGTH } from "./account-forms.ts";

export interface OutsideIdentity {
  /** As in `accounts`: "cas:<address>", "lti:<id of the platform>". */
  provider: string;
  /** The provider's id for this person. */
  subject: string;
}

/** What the provider says about the person; "" if it says nothing. */
export interface OutsidePerson extends OutsideIdentity {
  name: string;
  email: string;
}

/** The id of the account; undefined if nobody has come with this identity yet. */
export function selectOptionalAccountOf(
  db: Pick<Db, "select">,
  { provider, subject }: OutsideIdentity,
): string | undefined {
  return db
    .select({ userId: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.providerId, provider), eq(accounts.accountId, subject)))
    .get()?.userId;
}

/**
 * The account with this identity, created if there is none. An address that another account has
 * is left out; one that is free is stored, and counts as unverified. Call it in a transaction.
 */
export function ensureAccountOf(db: Db, person: OutsidePerson, now = new Date()): string {
  const found = selectOptionalAccountOf(db, person);
  if (found !== undefined) return found;
  const userId = newId();
  const name = cleanLine(person.name).slice(0, MAX_NAME_LENGTH);
  db.insert(users)
    .values({
      id: userId,
      name: name === "" ? "?" : name,
      email: chooseEmail(db, person.email),
      createdAt: now,
      updatedAt: now,
    })
    .run();
  insertIdentity(db, person, userId, now);
  return userId;
}

/**
 * Connects the identity with an existing account. False if it is connected with another one. Call it
 * in a transaction, after the user has confirmed it.
 */
export function connectIdentity(
  db: Db,
  identity: OutsideIdentity,
  userId: string,
  now = new Date(),
): boolean {
  const owner = selectOptionalAccountOf(db, identity);
  if (owner !== undefined) return owner === userId;
  insertIdentity(db, identity, userId, now);
  recordAudit(
    db,
    {
      action: "sign-in.connect",
      actorId: userId,
      userId,
      after: { provider: identity.provider },
    },
    now,
  );
  return true;
}

function insertIdentity(
  db: Pick<Db, "insert">,
  { provider, subject }: OutsideIdentity,
  userId: string,
  now: Date,
): void {
  db.insert(accounts)
    .values({
      id: newId(),
      accountId: subject,
      providerId: provider,
      userId,
      createdAt: now,
      updatedAt: now,
    })
    .run();
}

function chooseEmail(db: Pick<Db, "select">, email: string): string {
  const address = email.trim().toLowerCase();
  const isFree =
    isEmail(address) &&
    db.select({ id: users.id }).from(users).where(eq(users.email, address)).get() === undefined;
  return isFree ? address : makeUpEmail();
}
