// Where the site is, as a browser sees it (GRADUS_URL), and every address made from that. The code
// itself speaks in paths of the site ("/courses/1"), which are the same wherever it runs: routes,
// `next`, `back`, links. What a browser or a mail gets is an address ("/gradus/courses/1"), and
// this is the one place that makes them. Pages need not ask for it: src/ui/jsx/ does so for each
// attribute, app.tsx for each Location header.

/**
 * What the paths of the site begin with. GRADUS_URL's own path begins with none of them, so that
 * "/gradus/courses" can only be the base and a path.
 */
export const OWN_SEGMENTS: ReadonlySet<string> = new Set([
  "api",
  "assets",
  "auth",
  "courses",
  "exercises",
  "forgot-password",
  "healthz",
  "join",
  "manage",
  "metrics",
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
  "verify",
]);

export interface SiteAddress {
  /** "https://host": what a browser names as the origin of its requests. */
  readonly origin: string;
  /** What stands in front of every path: "", or "/gradus". */
  readonly base: string;
  /** Of the cookies that are this site's alone. */
  readonly cookiePath: string;
  /**
   * "/courses/1" as a browser on the site asks for it: "/gradus/courses/1". What is no path of the
   * site stays: "#top", another site's address, and what is such an address already, since no path
   * of the site begins with the base.
   */
  link: (path: string) => string;
  /** "/courses/1" for a mail or a program: "https://host/gradus/courses/1". */
  full: (path: string) => string;
  /** "/gradus/courses/1" as a path of the site; undefined for what is outside. */
  pathOf: (pathname: string) => string | undefined;
  /** The same of a request: a reverse proxy may have taken the base off, or left it there. */
  pathAsked: (pathname: string) => string;
}

/** `publicUrl`: without a slash at the end. */
export function siteAddress(publicUrl: string): SiteAddress {
  const { origin, pathname } = new URL(publicUrl);
  const base = pathname.replace(/\/$/, "");
  const address = new RegExp(`^${RegExp.escape(base)}(?:[/?#]|$)`);
  const pathOf = (path: string) => {
    if (path === base) return "/";
    return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
  };
  return {
    origin,
    base,
    cookiePath: base === "" ? "/" : base,
    link: (path) => (path.startsWith("/") && !address.test(path) ? `${base}${path}` : path),
    full: (path) => `${publicUrl}${path}`,
    pathOf,
    pathAsked: (path) => pathOf(path) ?? path,
  };
}
