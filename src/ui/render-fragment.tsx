// Renders a part of a page as text, for an island that replaces its contents with it.

import type { Child } from "hono/jsx";
import { renderToString } from "hono/jsx/dom/server";
import type { AppContext } from "../http/environment.ts";
import { SiteContext } from "./site-context.ts";

export function renderFragment(c: AppContext, fragment: Child): string {
  return renderToString(
    <SiteContext.Provider value={c.get("site")}>{fragment}</SiteContext.Provider>,
  );
}
