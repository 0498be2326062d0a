// Validates the next page that a form or an address names: only pages of this site are accepted.

import type { SiteAddress } from "../site-address.ts";

const ORIGIN = "http://site.invalid";
/**
 * A search of the audit log with a Chinese name, percent-encoded, has several hundred characters.
 */
const MAX_PATH_LENGTH = 2000;

/**
 * Returns a path of the site, also for an address with the site's base; "/" for anything that leads
 * elsewhere.
 */
export function toLocalPath(site: SiteAddress, value: unknown): string {
  if (
    typeof value !== "string" ||
    !value.startsWith("/") ||
    value.length > MAX_PATH_LENGTH ||
    !URL.canParse(value, ORIGIN)
  )
    return "/";
  const url = new URL(value, ORIGIN);
  const path = `${site.pathAsked(url.pathname)}${url.search}`;
  // Browsers read "//elsewhere" and "/\elsewhere" as other sites, and also the normalized form of
  // "/.//elsewhere".
  return url.origin === ORIGIN && !path.startsWith("//") ? path : "/";
}
