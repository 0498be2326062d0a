// What a page says that a submission will be for, sent along with it: each button of the form
// carries the goal, whom the page was made for, and what was said of the goal. The server compares
// all three with what is so when the submission arrives.

import type { Work } from "../../assignments/assignments.ts";
import type { Admission } from "../../rules/admit-attempt.ts";
import { latenessOf } from "../../rules/rules.ts";
import type { Viewer } from "../../http/environment.ts";
import { viewerTag } from "../../catalogue/viewer-tag.ts";

export interface Announcement {
  /** An assignment's id, or practice; undefined: the page did not know, and asks. */
  goal: string | undefined;
  /** `whoOf` the viewer then; undefined: the sender does not say. */
  who: string | undefined;
  /** `saidOf` the admission then; undefined: the sender does not say. */
  said: string | undefined;
}

export const PRACTICE = "practice";
const NOT_SAID = "-";

/** The value of a button: three words. */
export function writeAnnouncement({ goal, who, said }: Announcement): string {
  return [goal, who, said].map((word) => word ?? NOT_SAID).join(" ");
}

/** Whatever is no announcement says nothing. */
export function readAnnouncement(value: unknown): Announcement {
  const words =
    typeof value === "string" && /^[\w:.,-]{1,60}(?: [\w:.,-]{1,60}){2}$/.test(value)
      ? value.split(" ")
      : [];
  const [goal, who, said] = words.map((word) => (word === NOT_SAID ? undefined : word));
  return { goal, who, said };
}

/** nobody, guest:<tag> or member:<tag>. */
export function whoOf(viewer: Viewer): string {
  return viewer.kind === "nobody" ? viewer.kind : `${viewer.kind}:${viewerTag(viewer)}`;
}

export function isMemberTag(who: string): boolean {
  return who.startsWith("member:");
}

/**
 * "counts", "late:10" (percent off), "worth:70" (percent of the points), "late:10,worth:70", or why
 * it would not count.
 */
export function saidOf(admission: Admission): string {
  switch (admission.kind) {
    case "counts":
      return saidOfCounting(admission);
    case "late":
      return "closed";
    case "overLimit":
      return "usedUp";
    case "early":
    case "tooSoon":
      return admission.kind;
  }
}

function saidOfCounting({ lateFactor, worth }: { lateFactor: number; worth: number }): string {
  const parts = [
    ...(lateFactor < 1 ? [`late:${percent(1 - lateFactor)}`] : []),
    ...(worth < 1 ? [`worth:${percent(worth)}`] : []),
  ];
  return parts.length === 0 ? "counts" : parts.join(",");
}

/** Of an attempt that is too soon: what it will be once the wait is over, as things stand now. */
export function saidAfterWait(
  { assignment: { rules }, extension }: Pick<Work, "assignment" | "extension">,
  nowMs: number,
): string {
  const late = latenessOf(rules, extension, nowMs);
  return late === undefined ? "closed" : saidOfCounting({ ...late, worth: 1 });
}

/** What an attempt may earn by what was said of it, 0 to 1; 0 if it was said not to count. */
export function promiseOf(said: string): number {
  if (said === "counts") return 1;
  const value = (name: string) =>
    new RegExp(`(?:^|,)${name}:(\\d+(?:\\.\\d+)?)(?:,|$)`).exec(said)?.[1];
  const [late, worth] = [value("late"), value("worth")];
  if (late === undefined && worth === undefined) return 0;
  return (1 - Number(late ?? 0) / 100) * (Number(worth ?? 100) / 100);
}

/** It counts, if for nothing: all of its points are taken off for being late. */
export function isSaidToCount(said: string): boolean {
  return said === "counts" || /(?:^|,)(?:late|worth):/.test(said);
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
