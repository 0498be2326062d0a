// Completes redirects: routes use a path of the site, and the header gets the full address.

import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./environment.ts";

export const linkLocation = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const location = c.res.headers.get("location");
  // The process that answered a forwarded request has completed it.
  if (location !== null && !c.get("isForwarded"))
    c.res.headers.set("location", c.get("site").link(location));
});
