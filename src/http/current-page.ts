// Finds the current page, with its query, for links and forms that return to it: sign-in, sign-up,
// language, appearance. The answer to a POST has no address to return to, so the page of its form
// is used.

import type { Hono } from "hono";
import type { AppContext, AppEnv, FindPage } from "./environment.ts";
import { toLocalPath } from "./local-path.ts";
import type { SiteAddress } from "../site-address.ts";

const ORIGIN = "http://site.invalid";
/** Pages on the way to another page. Their links pass the target on, and do not return to them. */
const ON_THE_WAY = /^\/(?:sign-in|sign-up|forgot-password|reset\/[^/]+)$/;

/** "/exercises/llm-primer/mean?assignment=…" */
export function readCurrentPage(c: AppContext): string {
  if (c.req.method === "GET" || c.req.method === "HEAD") return pathAsked(c);
  const said = c.get("here");
  if (said !== undefined) return toLocalPath(c.get("site"), said);
  const findPage = c.get("findPage");
  return (readReferer(c) && findPage(readReferer(c)!)) ?? findPage(pathAsked(c)) ?? "/";
}

/** As `readCurrentPage`, if the requested address does not exist: only the page of its form can be used. */
export function findPreviousPage(c: AppContext): string {
  const referer = readReferer(c);
  return (referer && c.get("findPage")(referer)) ?? "/";
}

/** "?next=…", for links to sign-in and sign-up. */
export function formatReturnQuery(c: AppContext): string {
  const here = new URL(readCurrentPage(c), ORIGIN);
  if (!ON_THE_WAY.test(here.pathname))
    return `?${new URLSearchParams({ next: `${here.pathname}${here.search}` }).toString()}`;
  const goal = new URLSearchParams(
    [...here.searchParams].filter(([name]) => name === "next" || name === "join"),
  ).toString();
  return goal === "" ? "" : `?${goal}`;
}

/**
 * A path with a GET route keeps its query. Otherwise it is the address of a form, and its page is
 * above it: /courses/1/people for /courses/1/people/2/remove.
 */
export function makePageFinder(app: Hono<AppEnv>, site: SiteAddress): FindPage {
  const nearest = (path: string): string | undefined => {
    if (hasPage(app, path)) return path;
    return path === "/" ? undefined : nearest(path.slice(0, path.lastIndexOf("/")) || "/");
  };
  return (path) => {
    const { pathname, search } = new URL(toLocalPath(site, path), ORIGIN);
    const page = nearest(pathname);
    return page === pathname ? `${page}${search}` : page;
  };
}

/**
 * If two routes match ("…/gradebook/import/apply", "…/gradebook/:assignment/:user"), the more
 * specific one counts.
 */
function hasPage(app: Hono<AppEnv>, path: string): boolean {
  const countPlaceholders = (method: string) => {
    const [handlers] = app.router.match(method, path);
    const patterns = handlers
      .map(([[, route]]) => route.path)
      .filter((pattern) => !pattern.includes("*"));
    return Math.min(...patterns.map((pattern) => pattern.split(":").length));
  };
  const get = countPlaceholders("GET");
  return Number.isFinite(get) && get <= countPlaceholders("POST");
}

/** Browsers send the referrer of forms within the site (see referrer-policy). */
function readReferer(c: AppContext): string | undefined {
  const referer = c.req.header("referer") ?? "";
  if (!URL.canParse(referer) || new URL(referer).host !== new URL(c.req.url).host) return undefined;
  const { pathname, search } = new URL(referer);
  const site = c.get("site");
  const path = site.readPath(pathname);
  return path === undefined ? undefined : withQuery(site, path, search);
}

function pathAsked(c: AppContext): string {
  const { pathname, search } = new URL(c.req.url);
  return withQuery(c.get("site"), c.get("site").pathAsked(pathname), search);
}

/** The page without its query if the query is too long. */
function withQuery(site: SiteAddress, path: string, search: string): string {
  const whole = toLocalPath(site, `${path}${search}`);
  return whole === "/" ? toLocalPath(site, path) : whole;
}
