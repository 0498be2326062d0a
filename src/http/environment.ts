// The values that the middleware adds to every request: the viewer, the language, the time zone and
// the request id.

import type { Context } from "hono";
import type { Language } from "../../grader/doors/packs.ts";
import type { SiteRole } from "../db/schema.ts";
import type { Translate } from "../i18n/index.ts";
import type { SiteAddress } from "../site-address.ts";

/**
 * nobody: no session. guest: has tried something in this browser, and has no account. member:
 * signed in. The rows of a guest belong to `userId` like a member's, and move when the guest
 * becomes a member.
 */
export type Viewer =
  | { kind: "nobody"; userId: null; name: ""; siteRole: null }
  | { kind: "guest"; userId: string; name: ""; siteRole: null }
  | { kind: "member"; userId: string; name: string; siteRole: SiteRole | null; isByToken?: never }
  /**
   * The request uses a personal token. A token never makes its owner staff: they read only their
   * own work, as a student does.
   */
  | { kind: "member"; userId: string; name: string; siteRole: null; isByToken: true };

export const NOBODY: Viewer = { kind: "nobody", userId: null, name: "", siteRole: null };

/** Whether the user's role in a course, or on the site, counts for this request. */
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
    /**
     * The nonce for the one style element of this answer that the policy allows besides the site's
     * own files.
     */
    secureHeadersNonce?: string;
    /** Appears in the log and on the error page. */
    requestId: string;
    /**
     * The time when the body was completely read, recorded once (take-body.ts). Due times are
     * compared with it.
     */
    receivedAtMs: number;
    /** The answer may be shown in a frame of these sites; undefined: in none. */
    frame: Frame | undefined;
    /** The request uses a token of this site, not a cookie. */
    hasToken: boolean;
    /** For an answer to a POST whose page does not follow from its address (here.ts). */
    here: string | undefined;
    findPage: FindPage;
    /** Another process of this site has answered the request (src/web-processes/forward.ts). */
    isForwarded: boolean;
    /** Whether the header links to /courses. Computed only if a page is rendered. */
    hasCourses: () => boolean;
    /** False if only site owners have a password: nobody signs up, or is sent a link for one. */
    hasPasswords: boolean;
    /** Questions of a course that wait for an answer. Computed only if its staff see the page. */
    countQuestions: (courseId: string) => number;
    /** New notices of the viewer. Computed only if a page is rendered. */
    countNotices: () => number;
  };
}

export interface Frame {
  /** The origins whose pages may contain it. */
  ancestors: readonly string[];
  /** Where its forms may lead, besides this site. */
  formOrigins: readonly string[];
}

/** The nearest page at or above a path; undefined if there is none. */
export type FindPage = (path: string) => string | undefined;

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export type AppContext = Context<AppEnv>;
