// Asks for the password again: a stolen session is not enough to delete an account or to take it
// over.

import { isAPIError } from "better-auth/api";
import type { AppContext } from "../http/environment.ts";
import type { Auth } from "./better-auth.ts";
import type { Throttle } from "../http/throttle.ts";

/**
 * For accounts with a password. Throws `TooManyRequestsError`, so that nobody can guess the
 * password here.
 */
export async function confirmPassword(
  { auth, throttle }: { auth: Auth; throttle: Throttle },
  c: AppContext,
  userId: string,
  password: string,
): Promise<boolean> {
  const attempt = await takeConfirmation({ auth, throttle }, c, userId);
  try {
    await auth.api.verifyPassword({ body: { password }, headers: c.req.raw.headers });
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return false;
  }
  await attempt.forgive();
  return true;
}

/**
 * Counted by session: guesses elsewhere, or in a stolen session, do not lock the owner out. Throws
 * `TooManyRequestsError`.
 */
export async function takeConfirmation(
  { auth, throttle }: { auth: Auth; throttle: Throttle },
  c: AppContext,
  userId: string,
): Promise<{ forgive: () => Promise<void> }> {
  const current = await auth.api.getSession({
    headers: c.req.raw.headers,
    query: { disableRefresh: true },
  });
  const key = `${userId} ${current?.session.id ?? ""}`;
  await throttle.take("confirmSession", key, (minutes) => ({
    key: "account.throttle.signIn",
    params: { count: minutes },
  }));
  return { forgive: () => throttle.clear("confirmSession", key) };
}
