// Signs a browser in to an account whose owner has been proved by another system, and moves the
// guest's work to the account. better-auth has no call for this; the endpoint below is one, without
// an address: only the server calls it.

import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { adoptGuest } from "./adopt-guest.ts";
import type { Auth } from "./better-auth.ts";
import { passCookies } from "./pass-cookies.ts";

/** A plugin of better-auth. */
export function entering() {
  return {
    id: "gradus-entering",
    endpoints: {
      enterAccount: createAuthEndpoint.serverOnly(
        { method: "POST", body: z.object({ userId: z.string() }) },
        async (ctx) => {
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(ctx.body.userId);
          if (user === null) throw ctx.error("NOT_FOUND");
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ userId: user.id });
        },
      ),
    },
  };
}

/** The session of another account that the browser had ends. */
export async function enterAccount(
  { auth, db }: { auth: Auth; db: Db },
  c: AppContext,
  userId: string,
): Promise<void> {
  const viewer = c.get("viewer");
  const { headers: requestHeaders } = c.req.raw;
  if (viewer.kind === "guest") {
    adoptGuest(db, viewer.userId, userId);
    await (await auth.$context).internalAdapter.deleteUser(viewer.userId);
  } else if (viewer.kind === "member") await auth.api.signOut({ headers: requestHeaders });
  const { headers } = await auth.api.enterAccount({
    body: { userId },
    headers: requestHeaders,
    returnHeaders: true,
  });
  passCookies(c, headers);
}
