// Allows a platform to show an answer in a frame. Its pages may be on other hosts than its issuer:
// all Canvas sites share one. A signed message names the host by its addresses.

import type { AppContext } from "../http/environment.ts";
import type { CheckedMessage } from "./check-message.ts";
import type { LtiPlatform } from "./select-platform.ts";

/** `formUrls`: where the forms of the answer lead, besides this site. */
export function allowPlatformFrame(
  c: AppContext,
  platform: Pick<LtiPlatform, "issuer" | "authorizationUrl">,
  { ownUrls }: Pick<CheckedMessage, "ownUrls">,
  formUrls: readonly string[] = [],
): void {
  const { issuer, authorizationUrl } = platform;
  c.set("frame", {
    ancestors: listOrigins([issuer, authorizationUrl, ...ownUrls]),
    formOrigins: listOrigins(formUrls),
  });
}

function listOrigins(addresses: readonly string[]): string[] {
  return [...new Set(addresses.map(readOrigin).filter((origin) => origin !== undefined))];
}

/**
 * undefined if it has none that may stand in a policy: a browser's host may contain characters that
 * mean something there, such as "*" and ";".
 */
export function readOrigin(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin } = new URL(address);
  return /^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::\d+)?$/.test(origin) ? origin : undefined;
}

/** With no address of an origin, the answer stays out of all frames. */
export function allowFrameOf(c: AppContext, addresses: readonly string[]): void {
  const ancestors = listOrigins(addresses);
  if (ancestors.length > 0) c.set("frame", { ancestors, formOrigins: [] });
}
