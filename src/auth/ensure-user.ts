// Somebody without a session does something worth keeping: from now on the browser is a guest, with
// rows of its own.

import type { AppContext } from "../http/environment.ts";
import { addressKey } from "../ip-address.ts";
import type { AddressReader } from "../http/address.ts";
import type { Auth } from "./better-auth.ts";
import type { Throttle } from "../http/throttle.ts";
import { passCookies } from "./pass-cookies.ts";

/** The viewer's id, made now where there was none; the answer then sets the guest's cookie. */
export async function ensureUser(
  { auth, throttle, addressOf }: { auth: Auth; throttle: Throttle; addressOf: AddressReader },
  c: AppContext,
): Promise<string> {
  const { userId } = c.get("viewer");
  if (userId !== null) return userId;
  await throttle.take("guestAddress", addressKey(addressOf(c)));
  const { headers, response } = await auth.api.signInAnonymous({
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  passCookies(c, headers);
  const { id } = response.user;
  c.set("viewer", { kind: "guest", userId: id, name: "", siteRole: null });
  return id;
}
