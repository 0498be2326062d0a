// Creates an account, or signs in to an existing one, with a password. Both sign the browser in and
// move the guest's work to the account.

import { isAPIError } from "better-auth/api";
import { and, eq, type SQL } from "drizzle-orm";
import { users } from "../db/schema.ts";
import { accounts } from "../db/auth-schema.ts";
import type { AppContext } from "../http/environment.ts";
import type { AccountServices } from "./account-services.ts";
import type { Auth } from "./better-auth.ts";
import type { Db } from "../db/open.ts";
import type { KnownBrowsers } from "./known-browsers.ts";
import { makeUpEmail, normalizeUsername } from "../identity/login-names.ts";
import type { SignUpValues } from "./account-forms.ts";
import { MAX_PASSWORD_LENGTH } from "./password-length.ts";
import { passCookies } from "./pass-cookies.ts";
import { takeTry } from "./take-try.ts";
import { type WarnedAccount, warnOwner } from "./warn-owner.ts";

export type MadeAccount =
  | { kind: "made"; userId: string }
  | { kind: "taken"; field: "username" | "email" };

/** `values` without errors. */
export async function makeAccount(
  { auth, db, knownBrowsers }: { auth: Auth; db: Db; knownBrowsers: KnownBrowsers },
  c: AppContext,
  { name, username, email, password }: SignUpValues,
): Promise<MadeAccount> {
  const findTaken = (): MadeAccount | undefined => {
    if (
      username !== "" &&
      db
        .select({ id: users.id })
        .from(users)
        .where(eq(users.username, normalizeUsername(username)))
        .get() !== undefined
    )
      return { kind: "taken", field: "username" };
    if (
      email !== "" &&
      db.select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase())).get() !==
        undefined
    )
      return { kind: "taken", field: "email" };
    return undefined;
  };
  const taken = findTaken();
  if (taken !== undefined) return taken;
  try {
    const { headers, response } = await auth.api.signUpEmail({
      body: {
        name,
        email: email === "" ? makeUpEmail() : email,
        password,
        ...(username === "" ? {} : { username }),
      },
      headers: c.req.raw.headers,
      returnHeaders: true,
    });
    passCookies(c, headers);
    knownBrowsers.remember(c, response.user.id);
    return { kind: "made", userId: response.user.id };
  } catch (error) {
    // Two requests at the same time: the database gives the name to only one of them.
    const late = isAPIError(error) ? findTaken() : undefined;
    if (late === undefined) throw error;
    return late;
  }
}

/**
 * Returns the user; undefined if name and password do not match, or if the password is not a site
 * owner's and `ownersOnly`. Throws `TooManyRequestsError`.
 */
export async function openAccount(
  services: AccountServices,
  c: AppContext,
  login: string,
  password: string,
  { ownersOnly }: { ownersOnly: boolean },
): Promise<string | undefined> {
  const { knownBrowsers } = services;
  const isEmail = login.includes("@");
  const name = isEmail ? login.toLowerCase() : normalizeUsername(login);
  const known = selectOptionalLogin(
    services.db,
    isEmail ? eq(users.email, name) : eq(users.username, name),
  );
  // All names of an account share one limit.
  const attempt = await takeTry(
    services,
    c,
    known?.id ?? `no:${name.slice(0, 200)}`,
    known && knownBrowsers.find(c, known.id),
  );
  const entered = { ...(isEmail ? { email: name } : { username: name }), password };
  const userId = await enter(
    services,
    c,
    entered,
    known?.hasPassword === true && (known.isOwner || !ownersOnly),
  ).catch(async (error: unknown) => {
    // Another error, such as a full disk, is not a wrong password.
    await attempt.forgive();
    throw error;
  });
  if (userId !== undefined) {
    knownBrowsers.remember(c, userId);
    await attempt.forgive();
  } else if (attempt.isLastFree && known !== undefined) {
    void warnOwner(services, known);
  }
  return userId;
}

type Entered = { password: string } & ({ email: string } | { username: string });

async function enter(
  { auth }: { auth: Auth },
  c: AppContext,
  entered: Entered,
  hasPassword: boolean,
): Promise<string | undefined> {
  // No account has such a password, so there is nothing to compare.
  if (entered.password.length > MAX_PASSWORD_LENGTH) return undefined;
  if (!hasPassword) {
    // Does the work of a comparison anyway, so that the response time does not reveal whether the
    // account exists or has a password.
    await (await auth.$context).password.hash(entered.password);
    return undefined;
  }
  try {
    const options = { headers: c.req.raw.headers, returnHeaders: true } as const;
    const { headers, response } =
      "email" in entered
        ? await auth.api.signInEmail({ body: entered, ...options })
        : await auth.api.signInUsername({ body: entered, ...options });
    if (response === null) return undefined;
    passCookies(c, headers);
    return response.user.id;
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return undefined;
    throw error;
  }
}

function selectOptionalLogin(
  db: Db,
  where: SQL,
): (WarnedAccount & { hasPassword: boolean; isOwner: boolean }) | undefined {
  const row = db
    .select({
      id: users.id,
      email: users.email,
      username: users.displayUsername,
      language: users.language,
      password: accounts.password,
      siteRole: users.siteRole,
    })
    .from(users)
    .leftJoin(accounts, and(eq(accounts.userId, users.id), eq(accounts.providerId, "credential")))
    .where(where)
    .get();
  if (row === undefined) return undefined;
  const { username, password, siteRole, ...account } = row;
  return {
    ...account,
    login: username ?? row.email,
    hasPassword: password !== null,
    isOwner: siteRole === "owner",
  };
}
