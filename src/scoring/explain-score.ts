// Explains a score in one sentence that a student can check: "92: best of 3 attempts, 8% off (1
// day late)".

import type { Language } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";
import { formatNumber } from "../ui/format.ts";
import type { Counting, Ignored, Score } from "../rules/policy.ts";
import type { Rules } from "../rules/assignment-rules.ts";

const COMMA: Record<Language, string> = { "zh-CN": "，", en: ", " };
const IGNORED = [
  "early",
  "late",
  "notCompiled",
  "overLimit",
  "tooSoon",
] as const satisfies (keyof Ignored)[];

export function explainScore(
  score: Score,
  { late, counts }: Pick<Rules, "late" | "counts">,
  t: Translate,
  language: Language,
): string {
  const { points, from, override, isKept, earned, counted, waiting, ignored } = score;
  const number = (value: number) => formatNumber(value, language);
  const percent = (share: number) => number(share * 100);

  const ofAttempt = ({
    number: attempt,
    worth,
    lateUnits,
    lateFactor,
    needsExtension,
    allowance,
  }: Counting): string[] => {
    const why = [counted === 1 ? t("score.only") : t(`score.${counts}`, { count: counted })];
    if (worth < 1) why.push(t("score.worth", { number: attempt, percent: percent(worth) }));
    if (lateUnits !== null && late.kind === "deduction")
      why.push(
        t(late.per === "day" ? "score.lateDays" : "score.lateHours", {
          count: lateUnits,
          percent: percent(1 - lateFactor),
        }),
      );
    if (needsExtension) why.push(t("score.extension"));
    if (allowance !== null) why.push(t("score.allowed", { reason: allowance.reason }));
    return why;
  };
  const ofNothing = () => {
    if (waiting > 0) return t("score.waitingOnly");
    return IGNORED.some((why) => ignored[why] > 0) ? t("score.noneCounts") : t("score.noAttempts");
  };

  const parts: string[] = [];
  if (override !== null)
    parts.push(
      t("score.override", { reason: override.reason }),
      ...(earned === null ? [] : [t("score.earned", { points: number(earned) })]),
    );
  else if (from === undefined) parts.push(ofNothing());
  else
    parts.push(
      ...ofAttempt(from),
      ...(waiting > 0 ? [t("score.waiting", { count: waiting })] : []),
    );
  if (isKept) parts.unshift(t("score.floor"));
  if (override === null)
    for (const why of IGNORED)
      if (ignored[why] > 0) parts.push(t(`score.ignored.${why}`, { count: ignored[why] }));

  const why = parts.join(COMMA[language]);
  return points === null
    ? t("score.none", { why })
    : t("score.of", { points: number(points), why });
}
