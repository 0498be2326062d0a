// The announcement of a submission: what the page said that it would be for. Each button of the
// form contains the goal, the viewer of the page, and the promise about the goal. The server
// compares all three with the state at the time when the submission arrives.

import type { Work } from "../../assignments/assignments.ts";
import type { Admission } from "../../rules/admit-attempt.ts";
import { computeLateness } from "../../rules/assignment-rules.ts";
import type { Viewer } from "../../http/environment.ts";
import { computeViewerTag } from "../../catalogue/viewer-tag.ts";

export interface Announcement {
  /** The id of an assignment, or practice; undefined: the page did not know, and asks. */
  goal: string | undefined;
  /** `nameSender` the page's viewer; undefined: the sender does not say. */
  who: string | undefined;
  /** `encodeAdmission` the admission on the page; undefined: the sender does not say. */
  said: string | undefined;
}

export const PRACTICE = "practice";
const NOT_SAID = "-";

/** The value of a button: three words. */
export function writeAnnouncement({ goal, who, said }: Announcement): string {
  return [goal, who, said].map((word) => word ?? NOT_SAID).join(" ");
}

/** An invalid value is an empty announcement. */
export function readAnnouncement(value: unknown): Announcement {
  const words =
    typeof value === "string" && /^[\w:.,-]{1,60}(?: [\w:.,-]{1,60}){2}$/.test(value)
      ? value.split(" ")
      : [];
  const [goal, who, said] = words.map((word) => (word === NOT_SAID ? undefined : word));
  return { goal, who, said };
}

/** nobody, guest:<tag> or member:<tag>. */
export function nameSender(viewer: Viewer): string {
  return viewer.kind === "nobody" ? viewer.kind : `${viewer.kind}:${computeViewerTag(viewer)}`;
}

export function isMemberTag(who: string): boolean {
  return who.startsWith("member:");
}

/**
 * "counts", "late:10" (percent off), "worth:70" (percent of the points), "late:10,worth:70", or the
 * reason why it would not count.
 */
export function encodeAdmission(admission: Admission): string {
  switch (admission.kind) {
    case "counts":
      return encodeCounting(admission);
    case "late":
      return "closed";
    case "overLimit":
      return "usedUp";
    case "early":
    case "tooSoon":
      return admission.kind;
  }
}

function encodeCounting({ lateFactor, worth }: { lateFactor: number; worth: number }): string {
  const parts = [
    ...(lateFactor < 1 ? [`late:${percent(1 - lateFactor)}`] : []),
    ...(worth < 1 ? [`worth:${percent(worth)}`] : []),
  ];
  return parts.length === 0 ? "counts" : parts.join(",");
}

/** For an attempt that is too soon: the admission after the wait, by the current rules. */
export function encodeAfterWait(
  { assignment: { rules }, extension }: Pick<Work, "assignment" | "extension">,
  nowMs: number,
): string {
  const late = computeLateness(rules, extension, nowMs);
  return late === undefined ? "closed" : encodeCounting({ ...late, worth: 1 });
}

/**
 * The share of the points that the attempt could earn by the promise, 0 to 1; 0 if it would not
 * count.
 */
export function computePromisedShare(said: string): number {
  if (said === "counts") return 1;
  const value = (name: string) =>
    new RegExp(`(?:^|,)${name}:(\\d+(?:\\.\\d+)?)(?:,|$)`).exec(said)?.[1];
  const [late, worth] = [value("late"), value("worth")];
  if (late === undefined && worth === undefined) return 0;
  return (1 - Number(late ?? 0) / 100) * (Number(worth ?? 100) / 100);
}

/** It counts, but earns nothing: the late rule takes off all points. */
export function isSaidToCount(said: string): boolean {
  return said === "counts" || /(?:^|,)(?:late|worth):/.test(said);
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
