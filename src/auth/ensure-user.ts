// Creates a guest for a visitor without a session, as soon as there is data to store for them.

import type { AppContext } from "../http/environment.ts";
import { computeAddressKey } from "../ip-address.ts";
import type { AddressReader } from "../http/address.ts";
import type { Auth } from "./better-auth.ts";
import type { Throttle } from "../http/throttle.ts";
import { passCookies } from "./pass-cookies.ts";

/**
 * The viewer's id. Creates a guest if there is no session; the answer then sets the guest's cookie.
 */
export async function ensureUser(
  { auth, throttle, addressOf }: { auth: Auth; throttle: Throttle; addressOf: AddressReader },
  c: AppContext,
): Promise<string> {
  const { userId } = c.get("viewer");
  if (userId !== null) return userId;
  await throttle.take("guestAddress", computeAddressKey(addressOf(c)));
  const { headers, response } = await auth.api.signInAnonymous({
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  passCookies(c, headers);
  const { id } = response.user;
  c.set("viewer", { kind: "guest", userId: id, name: "", siteRole: null });
  return id;
}
