// Explains why a submission was not recorded, and what to do about it: a heading and a sentence or
// two, for the page, the editor and the API.

import { formatInBothZones } from "../../ui/two-zones.ts";
import type { AppContext } from "../../http/environment.ts";
import { formatNumber } from "../../ui/format.ts";
import { isSaidToCount, computePromisedShare, encodeAdmission } from "./announcement.ts";
import { EXAM_SPACING_MS } from "../../assignments/exams.ts";
import type { Ask } from "./decide.ts";
import { formatGoal } from "./goal-words.ts";

/**
 * `full`, `busy` and `spaced`: refused by the queue or the limits. spaced: too soon after the last
 * submission, while an exam runs.
 */
export type Refusal =
  | Ask
  | { why: "full"; count: number }
  | { why: "busy"; seconds: number }
  | { why: "spaced"; untilMs: number };

/** The queue has usually made room after this time. */
const FULL_RETRY_SECONDS = 5;

/** The status of the answer, and when another try may succeed. `nowMs`: when the request arrived. */
export function chooseStatus(
  refusal: Refusal,
  nowMs: number,
): { status: 401 | 409 | 429; retryAfterSeconds?: number } {
  switch (refusal.why) {
    case "signedOut":
      return { status: 401 };
    case "tooSoon":
    case "spaced":
      return { status: 429, retryAfterSeconds: countSecondsUntil(refusal.untilMs, nowMs) };
    case "full":
      return { status: 429, retryAfterSeconds: FULL_RETRY_SECONDS };
    case "busy":
      return { status: 429, retryAfterSeconds: refusal.seconds };
    default:
      return { status: 409 };
  }
}

export interface AskWords {
  title: string;
  text: string;
}

/** `goalTitle`: the goal's name on the sender's page; "" if it does not say. */
export function askWords(c: AppContext, refusal: Refusal, goalTitle = ""): AskWords {
  const t = c.get("t");
  const language = c.get("language");
  switch (refusal.why) {
    case "signedOut":
      return {
        title: t("purpose.ask.signedOutTitle"),
        text:
          goalTitle === ""
            ? t("purpose.ask.signedOut")
            : t("purpose.ask.signedOutOf", { goal: goalTitle }),
      };
    case "otherViewer":
      return {
        title: t("purpose.ask.otherViewerTitle", { name: refusal.name }),
        text: t("purpose.ask.otherViewer"),
      };
    case "choose":
      return { title: t("purpose.ask.chooseTitle"), text: t("purpose.ask.choose") };
    case "absent":
      return { title: t("purpose.ask.absentTitle"), text: t(`purpose.ask.absent.${refusal.how}`) };
    case "changed":
      return changedWords(c, refusal);
    case "usedUp":
      return {
        title: t("purpose.ask.usedUpTitle"),
        text: t("purpose.ask.usedUp", {
          goal: formatGoal(refusal.work, t, language),
          count: refusal.limit,
        }),
      };
    case "tooSoon": {
      const time = formatInBothZones(c, refusal.untilMs, refusal.work.assignment.course.timeZone);
      return {
        title: t("purpose.ask.tooSoonTitle"),
        text: t("purpose.ask.tooSoon", { goal: formatGoal(refusal.work, t, language), time }),
      };
    }
    case "full":
      return {
        title: t("purpose.ask.fullTitle", { count: refusal.count }),
        text: t("purpose.ask.full"),
      };
    case "busy":
      return {
        title: t("purpose.ask.busyTitle"),
        text: t("purpose.ask.busy", { count: refusal.seconds }),
      };
    case "spaced":
      return {
        title: t("purpose.ask.spacedTitle"),
        text: t("purpose.ask.spaced", {
          count: countSecondsUntil(refusal.untilMs, c.get("receivedAtMs")),
          spacing: EXAM_SPACING_MS / 1000,
        }),
      };
  }
}

/** For the Retry-After header and for the message: at least one. */
function countSecondsUntil(untilMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((untilMs - nowMs) / 1000));
}

function changedWords(c: AppContext, { work, said }: Extract<Ask, { why: "changed" }>): AskWords {
  const t = c.get("t");
  const language = c.get("language");
  const goal = formatGoal(work, t, language);
  const { admission, assignment } = work;
  const percent = (share: number) => formatNumber(share * 100, language);
  switch (admission.kind) {
    case "counts":
      if (admission.lateFactor < 1) {
        const title = t(
          said.includes("late:") ? "purpose.ask.moreLateTitle" : "purpose.ask.lateTitle",
        );
        return {
          title,
          text: t("purpose.ask.late", { goal, percent: percent(1 - admission.lateFactor) }),
        };
      }
      if (!isSaidToCount(said))
        return { title: t("purpose.ask.countsTitle"), text: t("purpose.ask.counts", { goal }) };
      return {
        title: t("purpose.ask.worthTitle"),
        text: t("purpose.ask.worth", {
          goal,
          now: percent(computePromisedShare(encodeAdmission(admission))),
          said: percent(computePromisedShare(said)),
        }),
      };
    case "late":
      return { title: t("purpose.ask.lateTitle"), text: t("purpose.ask.closed", { goal }) };
    case "early":
      return {
        title: t("purpose.ask.earlyTitle"),
        text: t("purpose.ask.early", {
          goal,
          date: formatInBothZones(c, admission.opensAtMs, assignment.course.timeZone),
        }),
      };
    // These two are refused before anything is compared.
    case "overLimit":
      return {
        title: t("purpose.ask.usedUpTitle"),
        text: t("purpose.ask.usedUp", { goal, count: admission.limit }),
      };
    case "tooSoon":
      return {
        title: t("purpose.ask.tooSoonTitle"),
        text: t("purpose.ask.tooSoon", {
          goal,
          time: formatInBothZones(c, admission.untilMs, assignment.course.timeZone),
        }),
      };
  }
}
