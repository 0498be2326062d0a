// Renders a part of a page as text, for an island that replaces its contents with it; or a mail.

import type { Child } from "hono/jsx";
import { renderToString } from "hono/jsx/dom/server";
import type { AppContext } from "../http/environment.ts";
import type { SiteAddress } from "../site-address.ts";
import { SiteContext } from "./site-context.ts";

export function renderFragment(c: AppContext, fragment: Child): string {
  return renderForSite(c.get("site"), fragment);
}

/** Outside a request, for a mail. */
export function renderForSite(site: SiteAddress, fragment: Child): string {
  return renderToString(<SiteContext.Provider value={site}>{fragment}</SiteContext.Provider>);
}
