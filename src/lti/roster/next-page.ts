// The address of a service's next page, from the Link header (RFC 8288). Only on the same origin:
// the access token is for no other.

import { ServiceError } from "../call-service.ts";

/** A link and its parameters: a quoted text may contain commas. */
const LINK = /<([^>]*)>((?:\s*;\s*[^\s=;,"]+(?:=(?:"[^"]*"|[^\s;,"]*))?)*)/g;
const NEXT = /;\s*rel=(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=\s|;|$))/i;

/** null: there is none. Throws `ServiceError` for one on another site, or that is no address. */
export function readNextPage(header: string | null, from: string): string | null {
  for (const [, target = "", parameters = ""] of (header ?? "").matchAll(LINK)) {
    if (!NEXT.test(parameters)) continue;
    if (!URL.canParse(target, from)) throw new ServiceError("format", { detail: target });
    const next = new URL(target, from);
    if (next.origin !== new URL(from).origin)
      throw new ServiceError("elsewhere", { detail: next.origin });
    return next.href;
  }
  return null;
}
