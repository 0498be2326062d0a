// Asked again for the password: a session in strange hands is not enough to end an account or to
// take it over.

import { isAPIError } from "better-auth/api";
import type { AppContext } from "../http/environment.ts";
import type { Auth } from "./better-auth.ts";
import type { Throttle } from "../http/throttle.ts";

/**
 * For anyone who has a password. Throws `TooManyRequestsError`: it must not become a way to guess
 * it.
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
 * Counted by session: guessing elsewhere, or in a stolen session, locks nobody out of their own.
 * Throws `TooManyRequestsError`.
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
