// A submission's purpose in one sentence: the first line of its report, of its row in the history,
// of the API's answer and of gradus submit.

import type { Language } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";
import { formatNumber } from "../ui/format.ts";
import type { Purpose, PurposeGoal, ScoreFrom } from "./purpose.ts";

export function describePurpose(purpose: Purpose, t: Translate, language: Language): string {
  const number = (value: number) => formatNumber(value, language);
  switch (purpose.kind) {
    case "practice":
      return purpose.goal === null
        ? t("purpose.line.practice")
        : t("purpose.line.practiceChosen", { goal: goalTitle(purpose.goal, t, language) });
    case "sealed":
      return t("purpose.line.sealed", { goal: goalTitle(purpose.goal, t, language) });
    case "uncounted":
      return t("purpose.line.uncounted", {
        goal: goalTitle(purpose.goal, t, language),
        why: t(`purpose.line.why.${purpose.why}`),
      });
    case "waiting": {
      const goal = goalTitle(purpose.goal, t, language);
      return purpose.isOptional
        ? t("purpose.line.waitingOptional", { goal })
        : t("purpose.line.waiting", { goal, attempt: describeAttempt(purpose, t) });
    }
    case "counts":
      return describeCounting(purpose, t, language, number);
  }
}

/** "Attempt 2 of 3", "Practice", "Not counted": for places without room for a whole sentence. */
export function formatPurposeLabel(purpose: Purpose, t: Translate): string {
  if (purpose.kind === "practice") return t("purpose.label.practice");
  if (
    purpose.kind === "uncounted" ||
    ("isOptional" in purpose && purpose.isOptional && !isChosen(purpose))
  )
    return t("purpose.label.uncounted");
  if (purpose.kind === "sealed" && purpose.attempt === undefined)
    return t("purpose.label.uncounted");
  return t("purpose.label.attempt", {
    attempt: describeAttempt({ attempt: purpose.attempt ?? 0, of: purpose.of ?? null }, t),
  });
}

function isChosen(purpose: Purpose): boolean {
  return purpose.kind === "counts" && purpose.score.from === "this";
}

function describeCounting(
  purpose: Extract<Purpose, { kind: "counts" }>,
  t: Translate,
  language: Language,
  number: (value: number) => string,
): string {
  const { points, maxPoints, latePercent, allowedBecause, score, isOptional } = purpose;
  const goal = goalTitle(purpose.goal, t, language);
  const params = { points: number(points), of: number(maxPoints), percent: number(latePercent) };
  const earned = t(latePercent > 0 ? "purpose.line.earnedLate" : "purpose.line.earned", params);
  if (score.from === "this") {
    const words = t("purpose.line.counts", { goal, earned });
    return allowedBecause === null
      ? words
      : t("purpose.line.allowed", { words, reason: allowedBecause });
  }
  const other = otherScore(score, t, number);
  if (isOptional) return t("purpose.line.optional", { goal, earned, other });
  return t("purpose.line.attempt", { goal, attempt: describeAttempt(purpose, t), earned, other });
}

function otherScore(
  score: Exclude<ScoreFrom, { from: "this" }>,
  t: Translate,
  number: (value: number) => string,
): string {
  const points = number(score.points);
  if (!("attempt" in score)) return t(`purpose.line.score.${score.from}`, { points });
  const { from, attempt } = score;
  return attempt === null
    ? t("purpose.line.score.other", { points })
    : t(`purpose.line.score.${from}`, { attempt, points });
}

function describeAttempt(
  { attempt, of }: { attempt: number; of: number | null },
  t: Translate,
): string {
  return of === null
    ? t("purpose.line.number", { attempt })
    : t("purpose.line.numberOf", { attempt, of });
}

function goalTitle({ title, course }: PurposeGoal, t: Translate, language: Language): string {
  return t("purpose.goal", { course: course.title, assignment: title[language] });
}
