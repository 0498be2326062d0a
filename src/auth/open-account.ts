// Making an account, and opening one that is there: the two ways in with a password. Both leave the browser signed in, and a guest's work with
// whoever the guest has become.

import { isAPIError } from "better-auth/api";
import { eq } from "drizzle-orm";
import { users } from "../db/schema.ts";
import type { AppContext } from "../http/environment.ts";
import { addressKey } from "../http/throttle.ts";
import type { Services } from "../services.ts";
import type { SignUpValues } from "./account-forms.ts";
import { makeUpEmail, normalizeUsername } from "./better-auth.ts";
import { passCookies } from "./pass-cookies.ts";

export type MadeAccount = { kind: "made"; userId: string } | { kind: "taken"; field: "username" | "email" };

/** `values` without faults. */
export async function makeAccount({ auth, db }: Pick<Services, "auth" | "db">, c: AppContext, { name, username, email, password }: SignUpValues): Promise<MadeAccount> {
  const findTaken = (): MadeAccount | undefined => {
    if (username !== "" && db.select({ id: users.id }).from(users).where(eq(users.username, normalizeUsername(username))).get() !== undefined) return { kind: "taken", field: "username" };
    if (email !== "" && db.select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase())).get() !== undefined) return { kind: "taken", field: "email" };
    return undefined;
  };
  const taken = findTaken();
  if (taken !== undefined) return taken;
  try {
    const { headers, response } = await auth.api.signUpEmail({
      body: { name, email: email === "" ? makeUpEmail() : email, password, ...(username === "" ? {} : { username }) },
      headers: c.req.raw.headers,
      returnHeaders: true,
    });
    passCookies(c, headers);
    return { kind: "made", userId: response.user.id };
  } catch (error) {
    // Two at the same moment: the database lets one of them have the name.
    const late = isAPIError(error) ? findTaken() : undefined;
    if (late === undefined) throw error;
    return late;
  }
}

/** Who it is; undefined where name and password do not go together. Throws `TooManyRequestsError`. */
export async function openAccount({ auth, db, throttle, addressOf }: Services, c: AppContext, login: string, password: string): Promise<string | undefined> {
  const isEmail = login.includes("@");
  const name = isEmail ? login.toLowerCase() : normalizeUsername(login);
  // One account is one account, by whichever of its names it is tried.
  const known = db.select({ id: users.id }).from(users).where(isEmail ? eq(users.email, name) : eq(users.username, name)).get();
  const account = known?.id ?? `no:${name.slice(0, 200)}`;
  const address = addressKey(addressOf(c));
  const words = (minutes: number) => ({ key: "account.throttle.signIn" as const, params: { count: minutes } });
  await throttle.take("signInAddress", address, words);
  await throttle.take("signInAccount", account, words);
  try {
    const options = { headers: c.req.raw.headers, returnHeaders: true } as const;
    const answer = isEmail ? await auth.api.signInEmail({ body: { email: name, password }, ...options }) : await auth.api.signInUsername({ body: { username: name, password }, ...options });
    if (answer.response === null) return undefined;
    passCookies(c, answer.headers);
    await throttle.clear("signInAccount", account);
    await throttle.giveBack("signInAddress", address);
    return answer.response.user.id;
  } catch (error) {
    // Not found, wrong, malformed, too long: one answer for all of them.
    if (isAPIError(error) && error.statusCode < 500) return undefined;
    throw error;
  }
}
