// How people sign in, and what an account has proved.
//
//   sessions, accounts, verifications   better-auth's; no token is readable (hiding-adapter.ts)
//   cas_tickets                         which session a CAS server's ticket opened; only a hash is stored
//   identity_proofs                     the addresses and usernames that are proved to be the account owner's
//   tokens                              for the command line; only a hash is stored
//   one_time_links                      create the site owner's account, reset a password, verify an address

import { index, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { time } from "./columns.ts";
import { users } from "./schema.ts";

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: time().notNull(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
    ipAddress: text(),
    userAgent: text(),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

/**
 * The session that a CAS ticket opened. The CAS server names the ticket when the person signs out
 * there.
 */
export const casTickets = sqliteTable(
  "cas_tickets",
  {
    /** SHA-256. */
    hash: text().primaryKey(),
    sessionId: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
  },
  (table) => [index("cas_tickets_session").on(table.sessionId)],
);

export const accounts = sqliteTable(
  "accounts",
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: time(),
    refreshTokenExpiresAt: time(),
    scope: text(),
    /** Hashed (scrypt). */
    password: text(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (table) => [
    index("accounts_user").on(table.userId),
    uniqueIndex("accounts_identity").on(table.providerId, table.accountId),
  ],
);

export const verifications = sqliteTable(
  "verifications",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: time().notNull(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (table) => [index("verifications_identifier").on(table.identifier)],
);

export const PROOF_KINDS = ["email", "username"] as const;

/**
 * How it was proved. mail: a link sent to the address. provider: confirmed by the institution's
 * sign-in. roster: a roster created the account. link: the one-time link of a roster line. staff:
 * confirmed by hand.
 */
export const PROOF_WAYS = ["mail", "provider", "roster", "link", "staff"] as const;

export type ProofWay = (typeof PROOF_WAYS)[number];

/**
 * Proof that an account belongs to the person whom a roster lists under this address or username.
 * The proof remains if the account's own address or username changes, so another account that takes
 * the old one has proved nothing.
 */
export const identityProofs = sqliteTable(
  "identity_proofs",
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text({ enum: PROOF_KINDS }).notNull(),
    /** Lower case. */
    value: text().notNull(),
    how: text({ enum: PROOF_WAYS }).notNull(),
    provenAt: time().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.kind, table.value] }),
    index("identity_proofs_value").on(table.kind, table.value),
  ],
);

export const tokens = sqliteTable(
  "tokens",
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The owner's name for it, such as "laptop". */
    name: text().notNull(),
    /** SHA-256. The token is random enough to need no salt. */
    hash: text().notNull().unique(),
    createdAt: time().notNull(),
    lastUsedAt: time(),
    expiresAt: time(),
  },
  (table) => [index("tokens_user").on(table.userId)],
);

export const oneTimeLinks = sqliteTable("one_time_links", {
  id: text().primaryKey(),
  /** verify: confirms the current address of the account; changing the address deletes it. */
  kind: text({ enum: ["owner", "reset", "verify"] }).notNull(),
  hash: text().notNull().unique(),
  /**
   * The account whose password or address the link concerns; null for the link that creates the
   * owner.
   */
  userId: text().references(() => users.id, { onDelete: "cascade" }),
  createdAt: time().notNull(),
  expiresAt: time().notNull(),
  usedAt: time(),
});
