// Wraps better-auth's database adapter with two changes. The database stores only the SHA-256 hash
// of a session's token. It does not store the tokens of an OpenID provider at all, because nothing
// here calls the provider again. So a copy of the database gives access neither to this site nor to
// the provider.
//
// better-auth sees the tokens that it asked with. A row found in another way shows the hash, and a
// hash is never accepted as a token.

import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { BetterAuthOptions } from "better-auth";
import { hashSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import { accounts, sessions, verifications } from "../db/auth-schema.ts";

type Adapter = ReturnType<ReturnType<typeof drizzleAdapter>>;
type Conditions = Parameters<Adapter["findOne"]>[0]["where"];
type Row = Record<string, unknown>;

const PROVIDER_TOKENS = [
  "accessToken",
  "refreshToken",
  "idToken",
  "accessTokenExpiresAt",
  "refreshTokenExpiresAt",
];

export function createHidingAdapter(db: Db): (options: BetterAuthOptions) => Adapter {
  const schema = { user: users, session: sessions, account: accounts, verification: verifications };
  const create = drizzleAdapter(db, { provider: "sqlite", schema });
  return (options) => hideSecrets(create(options));
}

function hideSecrets(inner: Adapter): Adapter {
  return {
    ...inner,
    create: async (query) => {
      const row = await inner.create({ ...query, data: storedRow(query.model, query.data) });
      return showToken(query.model, row, [query.data["token"]]) as never;
    },
    findOne: async (query) =>
      showToken(query.model, await inner.findOne(hashConditions(query)), askedTokens(query)),
    findMany: async (query) => {
      const rows = await inner.findMany(hashConditions(query));
      return rows.map((row) => showToken(query.model, row, askedTokens(query))) as never;
    },
    count: (query) => inner.count(hashConditions(query)),
    update: async (query) => {
      const stored = { ...hashConditions(query), update: storedRow(query.model, query.update) };
      return showToken(query.model, await inner.update(stored), [
        query.update["token"],
        ...askedTokens(query),
      ]);
    },
    updateMany: (query) => {
      return inner.updateMany({
        ...hashConditions(query),
        update: storedRow(query.model, query.update),
      });
    },
    delete: (query) => inner.delete(hashConditions(query)),
    deleteMany: (query) => inner.deleteMany(hashConditions(query)),
    consumeOne: async (query) => {
      return showToken(
        query.model,
        await inner.consumeOne(hashConditions(query)),
        askedTokens(query),
      );
    },
    incrementOne: async (query) => {
      const set = query.set && storedRow(query.model, query.set);
      const row = await inner.incrementOne({ ...hashConditions(query), set });
      return showToken(query.model, row as never, askedTokens(query));
    },
    transaction: (work) =>
      inner.transaction((within) => work(hideSecrets({ ...inner, ...within }))),
  };
}

/** A row as the database stores it. */
function storedRow<T extends Row>(model: string, row: T): T {
  if (model === "session" && typeof row["token"] === "string")
    return { ...row, token: hashSecret(row["token"]) };
  if (model !== "account") return row;
  const names = PROVIDER_TOKENS.filter((name) => row[name] !== undefined);
  return { ...row, ...Object.fromEntries(names.map((name) => [name, null])) };
}

function hashConditions<T extends { model: string; where?: Conditions | undefined }>(query: T): T {
  if (query.model !== "session" || query.where === undefined) return query;
  const where = query.where.map((condition) => {
    const { field, value } = condition;
    if (field !== "token") return condition;
    const hash = Array.isArray(value)
      ? value.map((token) => hashSecret(String(token)))
      : hashSecret(String(value));
    return { ...condition, value: hash };
  });
  return { ...query, where };
}

/** The tokens in a query's conditions. */
function askedTokens({ where = [] }: { where?: Conditions | undefined }): unknown[] {
  return where.filter(({ field }) => field === "token").flatMap(({ value }) => value as unknown);
}

/**
 * A row as better-auth expects it: with the token instead of its hash, if it is one of `tokens`.
 */
function showToken<T>(model: string, row: T, tokens: unknown[]): T {
  if (model !== "session" || row === null || typeof row !== "object" || !("token" in row))
    return row;
  const token = tokens.find(
    (candidate) => typeof candidate === "string" && hashSecret(candidate) === row.token,
  );
  return token === undefined ? row : { ...row, token };
}
