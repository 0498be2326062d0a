// The reader's submissions, newest first: all of them, or those to one exercise.

import { chooseTone } from "../reports/verdict-classes.ts";
import type { AppContext } from "../http/environment.ts";
import { formatDate, formatNumber, formatIsoSecond } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { describePurpose } from "./describe-purpose.ts";
import type { Purpose } from "./purpose.ts";
import { HISTORY_PAGE, type HistoryRow } from "../grading/select-history.ts";

interface HistoryProps {
  c: AppContext;
  rows: HistoryRow[];
  /** By submission. */
  purposes: ReadonlyMap<string, Purpose>;
  path: string;
  isOffered: (row: HistoryRow) => boolean;
}

export function HistoryPage({ c, rows, purposes, path, isOffered }: HistoryProps) {
  const t = c.get("t");
  const language = c.get("language");
  const isOfOne = path !== "/submissions";
  const title =
    isOfOne && rows[0] !== undefined
      ? t("submission.history.ofExercise", { title: rows[0].title[language] })
      : t("submission.history.title");
  const last = rows.at(-1);
  return (
    <Layout c={c} title={title}>
      <h1>{title}</h1>
      {isOfOne && (
        <p>
          <a href="/submissions">{t("submission.history.all")}</a>
        </p>
      )}
      {rows.length === 0 ? (
        <p class="notice">{t("submission.history.none")}</p>
      ) : (
        <div class="table-scroll" tabindex={0} role="group" aria-label={title}>
          <table class="history">
            <thead>
              <tr>
                <th scope="col">{t("submission.history.when")}</th>
                <th scope="col">{t("submission.history.exercise")}</th>
                <th scope="col">{t("submission.history.countsFor")}</th>
                <th scope="col">{t("submission.history.verdict")}</th>
                <th scope="col" class="number">
                  {t("submission.history.score")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <HistoryTableRow
                  c={c}
                  row={row}
                  isOfOne={isOfOne}
                  purpose={purposes.get(row.id)!}
                  isOffered={isOffered(row)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length === HISTORY_PAGE && last !== undefined && (
        <p>
          <a class="button" href={`${path}?before=${last.id}`}>
            {t("submission.history.older")}
          </a>
        </p>
      )}
    </Layout>
  );
}

function HistoryTableRow({
  c,
  row,
  purpose,
  isOfOne,
  isOffered,
}: {
  c: AppContext;
  row: HistoryRow;
  purpose: Purpose;
  isOfOne: boolean;
  isOffered: boolean;
}) {
  const t = c.get("t");
  const language = c.get("language");
  return (
    <tr>
      <td>
        <a href={`/submissions/${row.id}`}>
          <time datetime={formatIsoSecond(row.submittedAt)}>
            {formatDate(row.submittedAt, language, c.get("timeZone"))}
          </time>
        </a>
      </td>
      <td>
        {isOfOne ? (
          row.title[language]
        ) : (
          <a href={`/exercises/${row.packId}/${row.exerciseId}/submissions`}>
            {row.title[language]}
          </a>
        )}
        {!isOffered && (
          <>
            {" "}
            <span class="badge">{t("site.list.withdrawn")}</span>
          </>
        )}
      </td>
      <td class="purpose-cell">{describePurpose(purpose, t, language)}</td>
      <td>
        <Outcome c={c} row={row} />
      </td>
      <td class="number">
        {row.score === null || row.maxScore === null
          ? ""
          : `${formatNumber(row.score, language)} / ${formatNumber(row.maxScore, language)}`}
      </td>
    </tr>
  );
}

function Outcome({ c, row: { isSealed, verdict } }: { c: AppContext; row: HistoryRow }) {
  const t = c.get("t");
  if (isSealed) return <span class="badge">{t("submission.history.sealed")}</span>;
  if (verdict === null) return <span class="badge">{t("submission.history.waiting")}</span>;
  return <span class={`badge ${chooseTone(verdict)}`}>{t(`verdict.${verdict}`)}</span>;
}
