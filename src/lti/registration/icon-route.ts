// GET /lti/icon.svg: the site's icon at an address that stays the same, which platforms store.

import { Hono } from "hono";
import type { AppEnv } from "../../http/environment.ts";
import { DAY_SECONDS } from "../../durations.ts";
import { findAssetUrl, serveAsset } from "../../ui/assets.ts";

export function iconRoute(): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/lti/icon.svg", (c) => {
    const icon = serveAsset(c, findAssetUrl("icon.svg").split("/").at(-1)!)!;
    icon.headers.set("cache-control", `public, max-age=${DAY_SECONDS}`);
    // Pages of platforms show it.
    icon.headers.set("cross-origin-resource-policy", "cross-origin");
    return icon;
  });
}
