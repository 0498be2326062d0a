// Somebody without a session does something worth keeping: from now on the browser is a guest, with rows of its own.

import type { AppContext } from "../http/environment.ts";
import type { Services } from "../services.ts";

/** The viewer's id, made now where there was none; the answer then sets the guest's cookie. */
export async function ensureUser({ auth }: Pick<Services, "auth">, c: AppContext): Promise<string> {
  const { userId } = c.get("viewer");
  if (userId !== null) return userId;
  const { headers, response } = await auth.api.signInAnonymous({ headers: c.req.raw.headers, returnHeaders: true });
  for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
  const { id } = response.user;
  c.set("viewer", { kind: "guest", userId: id, name: "", siteRole: null });
  return id;
}
