// A page in a platform's frame: there is no session in it, so it has no navigation and no forms of
// the site.

import type { Child } from "hono/jsx";
import { html } from "hono/html";
import type { AppContext } from "../http/environment.ts";
import { findAssetUrl } from "../ui/assets.ts";
import { SiteContext } from "../ui/site-context.ts";

interface FrameLayoutProps {
  c: AppContext;
  title: string;
  islands?: string[];
  /** Whether src/islands/lti-frame.ts tells the platform how high the page is. */
  resizes?: boolean;
  children?: Child;
}

export function FrameLayout({
  c,
  title,
  islands = [],
  resizes = false,
  children,
}: FrameLayoutProps) {
  const theme = c.get("theme");
  const page = (
    <html lang={c.get("language")} data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === "auto" ? "light dark" : theme} />
        <meta name="robots" content="noindex, nofollow" />
        <title>{`${title} · Gradus`}</title>
        <link rel="stylesheet" href={findAssetUrl("styles.css")} />
        {islands.map((name) => (
          <script type="module" src={findAssetUrl(`${name}.js`)}></script>
        ))}
      </head>
      <body class="framed" data-resizes={resizes ? "" : undefined}>
        <main id="content">{children}</main>
      </body>
    </html>
  );
  return html`<!doctype html>${<SiteContext.Provider value={c.get("site")}>{page}</SiteContext.Provider>}`;
}
