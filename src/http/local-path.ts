// Where to go next, as a form or an address says it: only ever a page of this site.

import type { SiteAddress } from "../site-address.ts";

const ORIGIN = "http://site.invalid";
/** A search of the audit log with a Chinese name, percent-encoded, is some hundreds long. */
const MAX_PATH_LENGTH = 2000;

/**
 * A path of the site, also of an address with the site's base in it; "/" for anything that leads
 * elsewhere.
 */
export function localPath(site: SiteAddress, value: unknown): string {
  if (
    typeof value !== "string" ||
    !value.startsWith("/") ||
    value.length > MAX_PATH_LENGTH ||
    !URL.canParse(value, ORIGIN)
  )
    return "/";
  const url = new URL(value, ORIGIN);
  const path = `${site.pathAsked(url.pathname)}${url.search}`;
  // "//elsewhere" and "/\elsewhere" are other sites to a browser, and so is what "/.//elsewhere"
  // comes to.
  return url.origin === ORIGIN && !path.startsWith("//") ? path : "/";
}
