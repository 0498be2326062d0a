// better-auth has no call that signs a browser in to an account whose owner another system has
// proved. This plugin adds one, without an address: only the server calls it (enter-account.ts).

import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

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
          return ctx.json({ sessionId: session.id });
        },
      ),
    },
  };
}
