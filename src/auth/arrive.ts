// What a sign-in form carries along, where it leads to, and how a seat in a course is taken on the
// way.

import { joinCourse, selectOptionalInvitation } from "../membership/join-links.ts";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { selectOptionalSeatByLink } from "../identity/seats.ts";
import { localPath } from "../http/local-path.ts";

/** Carried by the forms of sign-in and sign-up from the page before to the page after. */
export interface Journey {
  next: string;
  /** The code of a join link; "" for none. */
  join: string;
}

export function journeyOf(c: AppContext, next: unknown, join: unknown): Journey {
  return {
    next: localPath(c.get("site"), next),
    join: typeof join === "string" && /^[0-9a-z]{1,40}$/.test(join) ? join : "",
  };
}

/** As the address of a page has it. */
export function journeyAsked(c: AppContext): Journey {
  return journeyOf(c, c.req.query("next"), c.req.query("join"));
}

/** Without what there is nothing of. */
export function journeyFields({ next, join }: Journey): Record<string, string> {
  return { ...(next === "/" ? {} : { next }), ...(join === "" ? {} : { join }) };
}

/** "?next=…&join=…", or nothing. */
export function journeyQuery(journey: Journey): string {
  const query = new URLSearchParams(journeyFields(journey)).toString();
  return query === "" ? "" : `?${query}`;
}

/**
 * Whether an account may be made on this journey where that takes an invitation: a join link, or
 * the link of a roster's line.
 */
export function isInvited(db: Db, { join, next }: Journey): boolean {
  const secret = /^\/seat\/([0-9a-z]{40})$/.exec(next)?.[1];
  if (secret !== undefined && selectOptionalSeatByLink(db, secret) !== undefined) return true;
  return join !== "" && selectOptionalInvitation(db, join)?.state === "open";
}

/** Takes the seat, if there is one to take; returns the next page's path. */
export function arrive(db: Db, userId: string, { next, join }: Journey): string {
  if (join === "") return next;
  const result = joinCourse(db, join, userId);
  return result.kind === "closed"
    ? `/join/${join}`
    : `/courses/${result.courseId}${result.kind === "joined" ? "?done=joined" : ""}`;
}
