// Allows a platform to show an answer in a frame. Its pages may be on other hosts than its issuer:
// all Canvas sites share one. A signed message names the host by its return address.

import type { AppContext } from "../http/environment.ts";
import type { CheckedMessage } from "./check-message.ts";
import type { LtiPlatform } from "./select-platform.ts";

export function allowPlatformFrame(
  c: AppContext,
  { issuer, authorizationUrl }: Pick<LtiPlatform, "issuer" | "authorizationUrl">,
  { returnUrls }: Pick<CheckedMessage, "returnUrls">,
): void {
  const addresses = [issuer, authorizationUrl, ...returnUrls];
  allowFrameOf(
    c,
    addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address).origin),
  );
}

/** None: the answer stays out of all frames. */
export function allowFrameOf(c: AppContext, origins: readonly string[]): void {
  if (origins.length > 0) c.set("frame", { ancestors: [...new Set(origins)], formAction: [] });
}
