// The site's address in the browser (GRADUS_URL), and all addresses made from it. The code uses
// paths of the site ("/courses/1") for routes, links, `next` and `back`; they do not depend on
// GRADUS_URL. A browser or a mail needs an address with the base ("/gradus/courses/1"), and only
// this file makes those. Pages do not call it themselves: src/ui/jsx/ does so for each attribute,
// and app.tsx for each Location header.

/**
 * The first segments of the site's paths. The path of GRADUS_URL must not begin with one of them,
 * so that "/gradus/courses" can only mean the base and a path.
 */
export const OWN_SEGMENTS: ReadonlySet<string> = new Set([
  "api",
  "assets",
  "auth",
  "calendar",
  "certificates",
  "courses",
  "exercises",
  "forgot-password",
  "healthz",
  "join",
  "lti",
  "manage",
  "map",
  "metrics",
  "notices",
  "packs",
  "preferences",
  "readyz",
  "reset",
  "seat",
  "settings",
  "setup",
  "sign-in",
  "sign-out",
  "sign-up",
  "submissions",
  "unsubscribe",
  "verify",
]);

export interface SiteAddress {
  /** "https://host", as in a browser's Origin header. */
  readonly origin: string;
  /** The prefix of every path: "" or "/gradus". */
  readonly base: string;
  /** The path for cookies that only this site receives. */
  readonly cookiePath: string;
  /**
   * Adds the base: "/courses/1" becomes "/gradus/courses/1". Does not change "#top", addresses of
   * other sites, and addresses that already begin with the base.
   */
  link: (path: string) => string;
  /** The full address, for a mail or a program: "https://host/gradus/courses/1". */
  full: (path: string) => string;
  /**
   * Removes the base: "/gradus/courses/1" becomes "/courses/1". undefined for an address outside
   * the site.
   */
  readPath: (pathname: string) => string | undefined;
  /** The path of a request, from which a reverse proxy may have removed the base already. */
  pathAsked: (pathname: string) => string;
}

/** `publicUrl`: without a slash at the end. */
export function parseSiteAddress(publicUrl: string): SiteAddress {
  const { origin, pathname } = new URL(publicUrl);
  const base = pathname.replace(/\/$/, "");
  const address = new RegExp(`^${RegExp.escape(base)}(?:[/?#]|$)`);
  const readPath = (path: string) => {
    if (path === base) return "/";
    return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
  };
  return {
    origin,
    base,
    cookiePath: base === "" ? "/" : base,
    link: (path) => (path.startsWith("/") && !address.test(path) ? `${base}${path}` : path),
    full: (path) => `${publicUrl}${path}`,
    readPath,
    pathAsked: (path) => readPath(path) ?? path,
  };
}
