// The frame of every page: head, header with navigation, content, footer with language and
// appearance.

import type { Child } from "hono/jsx";
import { html } from "hono/html";
import { type AppContext, THEMES } from "../http/environment.ts";
import { readCurrentPage, formatReturnQuery } from "../http/current-page.ts";
import { findAssetUrl } from "./assets.ts";
import { SiteContext } from "./site-context.ts";

interface LayoutProps {
  c: AppContext;
  title: string;
  /** The islands of this page: names of files in src/islands/. */
  islands?: string[];
  /** Style sheets besides the site's own: "katex". */
  styles?: string[];
  /** Uses the whole width of the window. */
  wide?: boolean;
  /** Asks search engines not to list the page. */
  isUnlisted?: boolean;
  children?: Child;
}

const PROJECT_NAME = "Gradus";

export function Layout({
  c,
  title,
  islands = [],
  styles = [],
  wide = false,
  isUnlisted = false,
  children,
}: LayoutProps) {
  const t = c.get("t");
  const theme = c.get("theme");
  const { base } = c.get("site");
  const page = (
    <html lang={c.get("language")} data-theme={theme} data-base={base === "" ? undefined : base}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === "auto" ? "light dark" : theme} />
        {isUnlisted && <meta name="robots" content="noindex, nofollow" />}
        <title>{title === PROJECT_NAME ? title : `${title} · ${PROJECT_NAME}`}</title>
        <link rel="icon" href={findAssetUrl("icon.svg")} type="image/svg+xml" />
        {["styles", ...styles].map((name) => (
          <link rel="stylesheet" href={findAssetUrl(`${name}.css`)} />
        ))}
        {["base", ...islands].map((name) => (
          <script type="module" src={findAssetUrl(`${name}.js`)}></script>
        ))}
      </head>
      <body class={wide ? "wide" : ""}>
        <a class="skip" href="#content">
          {t("site.skip")}
        </a>
        <Header c={c} />
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <Footer c={c} />
      </body>
    </html>
  );
  return html`<!doctype html>${<SiteContext.Provider value={c.get("site")}>{page}</SiteContext.Provider>}`;
}

function Header({ c }: { c: AppContext }) {
  const t = c.get("t");
  const viewer = c.get("viewer");
  const here = (path: string) => (c.req.path === path ? "page" : undefined);
  return (
    <header class="site">
      <a class="brand" href="/" aria-label={`${PROJECT_NAME}: ${t("site.exercises")}`}>
        {PROJECT_NAME}
      </a>
      <nav aria-label={t("site.navigation")}>
        <a href="/" aria-current={here("/")}>
          {t("site.exercises")}
        </a>
        <a href="/map" aria-current={here("/map")}>
          {t("site.map")}
        </a>
        {c.get("hasCourses")() && (
          <a href="/courses" aria-current={here("/courses")}>
            {t("site.courses")}
          </a>
        )}
        {viewer.kind !== "nobody" && (
          <a href="/submissions" aria-current={here("/submissions")}>
            {t("site.history")}
          </a>
        )}
        {viewer.siteRole === "owner" && (
          <a href="/manage" aria-current={here("/manage")}>
            {t("site.manage")}
          </a>
        )}
      </nav>
      <div class="account">
        {viewer.kind === "member" ? (
          <>
            <NoticesLink c={c} />
            <a href="/settings" aria-current={here("/settings")}>
              {viewer.name}
            </a>
            <form method="post" action="/sign-out">
              <button class="link" type="submit">
                {t("site.signOut")}
              </button>
            </form>
          </>
        ) : (
          <>
            <a href={`/sign-in${formatReturnQuery(c)}`}>{t("site.signIn")}</a>
            {c.get("hasPasswords") && (
              <a class="button" href={`/sign-up${formatReturnQuery(c)}`}>
                {t("site.signUp")}
              </a>
            )}
          </>
        )}
      </div>
    </header>
  );
}

function NoticesLink({ c }: { c: AppContext }) {
  const t = c.get("t");
  const count = c.get("countNotices")();
  return (
    <a href="/notices" aria-current={c.req.path === "/notices" ? "page" : undefined}>
      {t("notice.title")}
      {count > 0 && (
        <>
          {" "}
          <span class="badge warn" aria-label={t("notice.badge", { count })} role="img">
            {count}
          </span>
        </>
      )}
    </a>
  );
}

function Footer({ c }: { c: AppContext }) {
  const t = c.get("t");
  const language = c.get("language");
  const theme = c.get("theme");
  const names = {
    auto: t("site.themeAuto"),
    light: t("site.themeLight"),
    dark: t("site.themeDark"),
  };
  return (
    <footer class="site">
      <span>
        {PROJECT_NAME} · {t("site.tagline")} · <a href="/api">{t("api.link")}</a>
      </span>
      <form method="post" action="/preferences" class="preferences">
        <input type="hidden" name="back" value={readCurrentPage(c)} />
        <span class="choice" role="group" aria-label={t("site.language")}>
          <button name="language" value="zh-CN" aria-pressed={language === "zh-CN"} lang="zh-CN">
            中文
          </button>
          <button name="language" value="en" aria-pressed={language === "en"} lang="en">
            English
          </button>
        </span>
        <span class="choice" role="group" aria-label={t("site.theme")}>
          {THEMES.map((name) => (
            <button name="theme" value={name} aria-pressed={theme === name}>
              {names[name]}
            </button>
          ))}
        </span>
      </form>
    </footer>
  );
}
