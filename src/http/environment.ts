// What every request carries once the middleware has seen it: who asks, in which language and time
// zone, under which number.

import type { Context } from "hono";
import type { Language } from "../../grader/doors/packs.ts";
import type { SiteRole } from "../db/schema.ts";
import type { Translate } from "../i18n/index.ts";
import type { SiteAddress } from "../site-address.ts";

/**
 * nobody: no session at all. guest: has tried something in this browser, and has no account.
 * member: signed in. A guest's rows hang on `userId` as a member's do, and move when the guest
 * becomes a member.
 */
export type Viewer =
  | { kind: "nobody"; userId: null; name: ""; siteRole: null }
  | { kind: "guest"; userId: string; name: ""; siteRole: null }
  | { kind: "member"; userId: string; name: string; siteRole: SiteRole | null; isByToken?: never }
  /**
   * By a personal token. It never makes its holder staff, whatever they are when they sign in: with
   * it they read their own work, as a student would.
   */
  | { kind: "member"; userId: string; name: string; siteRole: null; isByToken: true };

export const NOBODY: Viewer = { kind: "nobody", userId: null, name: "", siteRole: null };

/** Whether what somebody is in a course, or on the site, counts for this request. */
export function mayBeStaff(
  viewer: Viewer,
): viewer is Extract<Viewer, { kind: "member"; isByToken?: never }> {
  return viewer.kind === "member" && viewer.isByToken !== true;
}

export interface AppEnv {
  Variables: {
    viewer: Viewer;
    language: Language;
    t: Translate;
    timeZone: string;
    theme: Theme;
    site: SiteAddress;
    /** Of this answer's one style element that is allowed beside the site's own files. */
    secureHeadersNonce?: string;
    /** In the log and on the page that says something went wrong. */
    requestId: string;
    /**
     * When its body had been read whole, taken once (take-body.ts): what a due time is compared
     * with.
     */
    receivedAtMs: number;
    /** The request came with a token of ours, not with a cookie. */
    hasToken: boolean;
    /**
     * For an answer to a POST that knows better than its address which page it belongs to
     * (here.ts).
     */
    here: string | undefined;
    findPage: FindPage;
    /** Whether the header shows the way to /courses. Asked only where a page is drawn. */
    hasCourses: () => boolean;
  };
}

/** The nearest page at or above a path; undefined where there is none. */
export type FindPage = (path: string) => string | undefined;

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export type AppContext = Context<AppEnv>;
