// Completes redirects: routes use a path of the site, and the header gets the full address.

import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./environment.ts";

export const linkLocation = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const location = c.res.headers.get("location");
  if (location !== null) c.res.headers.set("location", c.get("site").link(location));
});
