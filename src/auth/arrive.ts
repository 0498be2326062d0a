// The data that a sign-in form carries, the page that it leads to, and the course that the user
// joins on the way.

import { joinCourse, selectOptionalInvitation } from "../membership/join-links.ts";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { selectOptionalSeatByLink } from "../identity/seats.ts";
import { toLocalPath } from "../http/local-path.ts";

/** The forms of sign-in and sign-up pass these fields from page to page. */
export interface AfterSignIn {
  next: string;
  /** The code of a join link; "" for none. */
  join: string;
}

export function readAfterSignIn(c: AppContext, next: unknown, join: unknown): AfterSignIn {
  return {
    next: toLocalPath(c.get("site"), next),
    join: typeof join === "string" && /^[0-9a-z]{1,40}$/.test(join) ? join : "",
  };
}

/** As in the query of a page. */
export function readAfterSignInQuery(c: AppContext): AfterSignIn {
  return readAfterSignIn(c, c.req.query("next"), c.req.query("join"));
}

/** Leaves out empty fields. */
export function listAfterSignInFields({ next, join }: AfterSignIn): Record<string, string> {
  return { ...(next === "/" ? {} : { next }), ...(join === "" ? {} : { join }) };
}

/** "?next=…&join=…", or an empty text. */
export function formatAfterSignInQuery(afterSignIn: AfterSignIn): string {
  const query = new URLSearchParams(listAfterSignInFields(afterSignIn)).toString();
  return query === "" ? "" : `?${query}`;
}

/**
 * Whether this visitor may create an account if the site requires an invitation: a join link, or
 * the one-time link of a roster line.
 */
export function isInvited(db: Db, { join, next }: AfterSignIn): boolean {
  const secret = /^\/seat\/([0-9a-z]{40})$/.exec(next)?.[1];
  if (secret !== undefined && selectOptionalSeatByLink(db, secret) !== undefined) return true;
  return join !== "" && selectOptionalInvitation(db, join)?.state === "open";
}

/** Joins the course, if there is a join link; returns the path of the next page. */
export function arrive(db: Db, userId: string, { next, join }: AfterSignIn): string {
  if (join === "") return next;
  const result = joinCourse(db, join, userId);
  return result.kind === "closed"
    ? `/join/${join}`
    : `/courses/${result.courseId}${result.kind === "joined" ? "?done=joined" : ""}`;
}
