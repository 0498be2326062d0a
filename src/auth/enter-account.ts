// Signs a browser in to an account whose owner has been proved by another system, and moves the
// guest's work to the account.

import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { adoptGuest } from "./adopt-guest.ts";
import type { Auth } from "./better-auth.ts";
import { passCookies } from "./pass-cookies.ts";

/** Returns the id of the new session. A session of another account that the browser had ends. */
export async function enterAccount(
  { auth, db }: { auth: Auth; db: Db },
  c: AppContext,
  userId: string,
): Promise<string> {
  const viewer = c.get("viewer");
  const { headers: requestHeaders } = c.req.raw;
  if (viewer.kind === "guest") {
    adoptGuest(db, viewer.userId, userId);
    await (await auth.$context).internalAdapter.deleteUser(viewer.userId);
  } else if (viewer.kind === "member") await auth.api.signOut({ headers: requestHeaders });
  const { headers, response } = await auth.api.enterAccount({
    body: { userId },
    headers: requestHeaders,
    returnHeaders: true,
  });
  passCookies(c, headers);
  return response.sessionId;
}
