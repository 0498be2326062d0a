// The log of what was sent to learning platforms, newest first.

import { chooseTitle } from "../../assignments/assignments.ts";
import type { SentScore } from "../../db/lti-schema.ts";
import type { Translate } from "../../i18n/index.ts";
import type { Language } from "../../../grader/doors/packs.ts";
import { countPages } from "../../ui/count-pages.ts";
import { formatDate, formatNumber } from "../../ui/format.ts";
import { Pager } from "../../ui/pager.tsx";
import { describeFailure } from "./describe-failure.ts";
import { SENDINGS_PER_PAGE } from "./select-sending.ts";
import type { SendingPageProps } from "./sending-page-props.ts";

export function SendingLog({ c, course, assignments, log, names }: SendingPageProps) {
  const t = c.get("t");
  const language = c.get("language");
  const titles = new Map(assignments.map((one) => [one.id, chooseTitle(one, language)]));
  const path = `/courses/${course.id}/platform`;
  return (
    <section aria-labelledby="log">
      <h2 id="log">{t("ltiGrades.log.title")}</h2>
      {log.rows.length === 0 ? (
        <p class="muted">{t("ltiGrades.log.none")}</p>
      ) : (
        <>
          <div class="table-scroll" tabindex={0} role="group" aria-labelledby="log">
            <table class="sending-table">
              <thead>
                <tr>
                  {(["at", "person", "assignment", "score", "outcome", "platform"] as const).map(
                    (name) => (
                      <th scope="col">{t(`ltiGrades.log.${name}`)}</th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {log.rows.map((row) => (
                  <tr>
                    <td>
                      <time datetime={row.at.toISOString()}>
                        {formatDate(row.at, language, course.timeZone)}
                      </time>
                    </td>
                    <td>
                      <a href={`/courses/${course.id}/gradebook/${row.assignmentId}/${row.userId}`}>
                        {names.get(row.userId) ?? row.userId}
                      </a>
                    </td>
                    <td class="name">
                      {titles.get(row.assignmentId) ?? t("ltiGrades.log.deleted")}
                    </td>
                    <td>{describeSent(row.score, t, language)}</td>
                    <td class="words">
                      {row.outcome === "sent"
                        ? t("ltiGrades.log.sent")
                        : describeFailure(t, row.outcome)}
                    </td>
                    <td class="name">{row.platform}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager
            c={c}
            page={log.page}
            pages={countPages(log.total, SENDINGS_PER_PAGE)}
            address={(page) => `${path}?page=${page}#log`}
          />
          <p class="muted">{t("ltiGrades.log.note")}</p>
        </>
      )}
    </section>
  );
}

function describeSent(
  { points, maxPoints, isPending }: SentScore,
  t: Translate,
  language: Language,
): string {
  if (points !== null)
    return t("ltiGrades.log.points", {
      points: formatNumber(points, language),
      max: formatNumber(maxPoints, language),
    });
  return t(isPending ? "ltiGrades.log.pending" : "ltiGrades.log.withdrawn");
}
