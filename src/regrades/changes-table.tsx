// Whose points change, by how much, and why: which test group of which attempt has another result.

import type { Child } from "hono/jsx";
import type { Localized } from "../../grader/doors/packs.ts";
import type { GroupOutcome } from "../db/submission-schema.ts";
import type { AppContext } from "../http/environment.ts";
import { formatNumber } from "../ui/format.ts";
import { measureChange } from "./preview.ts";
import type { AttemptChange } from "./read-preview.ts";

/** One line of the table. */
export interface ChangeRow {
  userId: string;
  name: string;
  before: number | null;
  after: number | null;
  /** The floor by "never lower"; undefined once that is decided. */
  neverLowered?: number | null;
  /** The attempt that counts now and did not before. */
  nowCounts?: number | undefined;
}

export interface ChangesProps {
  c: AppContext;
  /** "/courses/…/gradebook/…", to which the student's id is added. */
  cells: string;
  rows: ChangeRow[];
  /** By student. */
  attempts: Map<string, AttemptChange[]>;
  groupTitles: Map<string, Localized>;
  labelledBy: string;
}

export function ChangesTable({ c, cells, rows, attempts, groupTitles, labelledBy }: ChangesProps) {
  const t = c.get("t");
  const language = c.get("language");
  const points = (value: number | null) => (value === null ? "–" : formatNumber(value, language));
  const hasFloor = rows.some(
    ({ neverLowered, after }) => neverLowered !== undefined && neverLowered !== after,
  );
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby={labelledBy}>
      <table class="regrade-table">
        <thead>
          <tr>
            <th scope="col">{t("regrade.preview.student")}</th>
            <th scope="col" class="number">
              {t("regrade.preview.before")}
            </th>
            <th scope="col" class="number">
              {t("regrade.preview.after")}
            </th>
            <th scope="col" class="number">
              {t("regrade.preview.change")}
            </th>
            {hasFloor && (
              <th scope="col" class="number">
                {t("regrade.preview.neverLowered")}
              </th>
            )}
            <th scope="col">{t("regrade.preview.why")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ userId, name, before, after, neverLowered, nowCounts }) => {
            const isUp = measureChange(before, after) > 0;
            const size = (after ?? 0) - (before ?? 0);
            const fallSign = size < 0 ? "−" : "";
            const own = attempts.get(userId) ?? [];
            return (
              <tr>
                <th scope="row">
                  <a href={`${cells}/${userId}`}>{name}</a>
                </th>
                <td class="number">{points(before)}</td>
                <td class="number">{points(after)}</td>
                <td class={`number ${isUp ? "up" : "down"}`}>
                  {isUp ? "+" : fallSign}
                  {formatNumber(Math.abs(size), language)}
                </td>
                {hasFloor && <td class="number">{points(neverLowered ?? null)}</td>}
                <td>
                  <ul class="regrade-why">
                    {own.map((attempt) => (
                      <AttemptLine c={c} attempt={attempt} groupTitles={groupTitles} />
                    ))}
                    {nowCounts !== undefined && (
                      <li>{t("regrade.preview.nowCounts", { number: nowCounts })}</li>
                    )}
                    {own.length === 0 && nowCounts === undefined && (
                      <li class="muted">{t("regrade.preview.otherRule")}</li>
                    )}
                  </ul>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** "attempt 2: Hidden tests: wrong answer → accepted". `children`: what is shown before it. */
export function AttemptLine({
  c,
  attempt: { submissionId, attempt, before, after },
  groupTitles,
  children,
}: {
  c: AppContext;
  attempt: AttemptChange;
  groupTitles: Map<string, Localized>;
  children?: Child;
}) {
  const t = c.get("t");
  const language = c.get("language");
  const groups = changedGroups(before.groups, after.groups).map(({ id, was, is }) => {
    const isSameVerdict = was !== undefined && is !== undefined && was.verdict === is.verdict;
    const word = (outcome: GroupOutcome | undefined) => {
      if (outcome === undefined) return t("regrade.preview.absent");
      if (isSameVerdict)
        return t("regrade.preview.share", {
          percent: formatNumber(outcome.share * 100, language, 0),
        });
      return outcome.verdict === "skipped"
        ? t("regrade.preview.skipped")
        : t(`verdict.${outcome.verdict}`);
    };
    return t("regrade.preview.group", {
      group: groupTitles.get(id)?.[language] ?? id,
      before: word(was),
      after: word(is),
    });
  });
  const number = (value: number) => formatNumber(value, language);
  // If it did not compile before or does not now, there are no groups to compare.
  const whole =
    before.verdict !== after.verdict &&
    (before.groups.length === 0 || after.groups.length === 0 || groups.length === 0);
  const facts = whole
    ? [
        t("regrade.preview.whole", {
          before: t(`verdict.${before.verdict}`),
          after: t(`verdict.${after.verdict}`),
        }),
      ]
    : groups;
  if (facts.length === 0)
    facts.push(
      t("regrade.preview.points", {
        before: `${number(before.score)}/${number(before.maxScore)}`,
        after: `${number(after.score)}/${number(after.maxScore)}`,
      }),
    );
  return (
    <li>
      {children}
      <a href={`/submissions/${submissionId}`}>
        {t("regrade.preview.attempt", { number: attempt })}
      </a>{" "}
      · {facts.join(language === "en" ? "; " : "；")}
    </li>
  );
}

function changedGroups(
  before: readonly GroupOutcome[],
  after: readonly GroupOutcome[],
): { id: string; was: GroupOutcome | undefined; is: GroupOutcome | undefined }[] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids
    .map((id) => ({
      id,
      was: before.find((group) => group.id === id),
      is: after.find((group) => group.id === id),
    }))
    .filter(({ was, is }) => was?.verdict !== is?.verdict || was?.share !== is?.share);
}
