// Asked again for the password: a session in strange hands is not enough to end an account or to take it over.

import { isAPIError } from "better-auth/api";
import type { AppContext } from "../http/environment.ts";
import type { Services } from "../services.ts";

/** For whoever has a password. Throws `TooManyRequestsError`: it must not become a way to guess it. */
export async function confirmPassword({ auth, throttle }: Pick<Services, "auth" | "throttle">, c: AppContext, userId: string, password: string): Promise<boolean> {
  await throttle.take("signInAccount", userId, (minutes) => ({ key: "account.throttle.signIn", params: { count: minutes } }));
  try {
    await auth.api.verifyPassword({ body: { password }, headers: c.req.raw.headers });
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return false;
  }
  await throttle.clear("signInAccount", userId);
  return true;
}
