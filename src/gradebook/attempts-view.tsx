// A student's attempts in one cell of the gradebook: the verdict, the outcome and the reason of
// each, with practice in a second table. Any two can be compared.

import type { AppContext } from "../http/environment.ts";
import type { Translate } from "../i18n/index.ts";
import { chooseTone } from "../reports/verdict-classes.ts";
import { formatDate, formatNumber } from "../ui/format.ts";
import type { CellPageProps } from "./cell-page-props.ts";
import type { CellAttempt } from "./select-cell.ts";
import type { AttemptStanding } from "../assignments/select-standings.ts";

interface ViewProps extends CellPageProps {
  path: string;
  canChange: boolean;
}

export function Attempts(props: ViewProps) {
  const { c, cell } = props;
  const t = c.get("t");
  const { attempts, loosePractice } = cell;
  return (
    <>
      {attempts.length === 0 ? (
        <p class="muted">{t("gradebook.cell.noAttempts")}</p>
      ) : (
        <AttemptTable
          {...props}
          rows={attempts}
          labelledBy="attempts"
          label={({ attempt }) => t("submission.attempt", { attempt })}
        />
      )}
      {loosePractice.length > 0 && (
        <>
          <h3 id="loose-practice">{t("gradebook.cell.loosePractice")}</h3>
          <p class="hint">{t("gradebook.cell.loosePracticeHint")}</p>
          <AttemptTable
            {...props}
            rows={loosePractice}
            labelledBy="loose-practice"
            label={({ attempt }) => t("gradebook.cell.practiceNumber", { number: attempt })}
          />
        </>
      )}
      {attempts.length + loosePractice.length > 1 && <CompareForm {...props} />}
    </>
  );
}

interface TableProps extends ViewProps {
  rows: CellAttempt[];
  labelledBy: string;
  label: (attempt: CellAttempt) => string;
}

function AttemptTable({ c, cell, path, canChange, rows, labelledBy, label }: TableProps) {
  const t = c.get("t");
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby={labelledBy}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("submission.history.attempt")}</th>
            <th scope="col">{t("submission.history.when")}</th>
            <th scope="col">{t("submission.history.verdict")}</th>
            <th scope="col" class="number">
              {t("gradebook.cell.share")}
            </th>
            <th scope="col">{t("gradebook.cell.counts")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AttemptRow
              c={c}
              cell={cell}
              path={path}
              canChange={canChange}
              row={row}
              name={label(row)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AttemptRow({
  c,
  cell,
  path,
  canChange,
  row,
  name,
}: Pick<ViewProps, "c" | "cell" | "path" | "canChange"> & { row: CellAttempt; name: string }) {
  const t = c.get("t");
  const language = c.get("language");
  const { id, submittedAt, verdict, score: points, maxScore, isHiddenPending, standing } = row;
  return (
    <tr>
      <th scope="row">
        <a href={`/submissions/${id}`}>{name}</a>
      </th>
      <td>
        <time datetime={submittedAt.toISOString()}>
          {formatDate(submittedAt, language, cell.assignment.course.timeZone)}
        </time>
      </td>
      <td>
        <VerdictBadge c={c} verdict={verdict} isHiddenPending={isHiddenPending} />
      </td>
      <td class="number">
        {points === null || maxScore === null
          ? ""
          : `${formatNumber(maxScore > 0 ? (100 * points) / maxScore : 0, language)}%`}
      </td>
      <td>
        {standing.counts && standing.isChosen && cell.score.from?.id === id && (
          <>
            <span class="badge good">{t("gradebook.cell.thisCounts")}</span>{" "}
          </>
        )}
        {standingWords(c, standing)}
        {canChange && mayBeLetCount(standing) && (
          <>
            {" "}
            <a
              href={`${path}?let=${id}#let-count`}
              aria-label={t("gradebook.cell.letOne", { attempt: name })}
            >
              {t("gradebook.cell.let")}
            </a>
          </>
        )}
      </td>
    </tr>
  );
}

function VerdictBadge({
  c,
  verdict,
  isHiddenPending,
}: Pick<CellAttempt, "verdict" | "isHiddenPending"> & Pick<ViewProps, "c">) {
  const t = c.get("t");
  if (verdict === null)
    return (
      <span class="badge">
        {t(isHiddenPending ? "gradebook.cell.hiddenPending" : "submission.history.waiting")}
      </span>
    );
  return <span class={`badge ${chooseTone(verdict)}`}>{t(`verdict.${verdict}`)}</span>;
}

/** Not for judge errors and compile errors: these have nothing that could earn points. */
export function mayBeLetCount(standing: AttemptStanding): boolean {
  return !standing.counts && standing.why !== "judgeError" && standing.why !== "notCompiled";
}

/** "attempt 2 of 3: 70 points", or the reason why it does not count. */
function standingWords(c: AppContext, standing: AttemptStanding): string {
  const t = c.get("t");
  if (!standing.counts) return t(`gradebook.cell.why.${standing.why}`);
  const { points } = standing;
  const as = describeCounting(t, standing);
  return points === null
    ? as
    : t("gradebook.cell.standingPoints", { as, points: formatNumber(points, c.get("language")) });
}

function describeCounting(
  t: Translate,
  { number, of, usesAttempt, isAllowed }: Extract<AttemptStanding, { counts: true }>,
): string {
  if (isAllowed) return t("gradebook.cell.isAllowed");
  if (!usesAttempt) return t("gradebook.cell.isOptional");
  return of === null
    ? t("gradebook.cell.number", { number })
    : t("gradebook.cell.numberOf", { number, of });
}

function CompareForm({ c, cell, path, compared }: ViewProps) {
  const t = c.get("t");
  const all = [
    ...cell.loosePractice.map(({ id, attempt }) => ({
      id,
      text: t("gradebook.cell.practiceNumber", { number: attempt }),
    })),
    ...cell.attempts.map(({ id, attempt }) => ({ id, text: t("submission.attempt", { attempt }) })),
  ];
  return (
    <form method="get" action={`${path}#attempts`} class="compare">
      {(["before", "after"] as const).map((side, i) => (
        <div>
          <label for={`compare-${side}`}>{t(`gradebook.cell.${side}`)}</label>
          <select id={`compare-${side}`} name={side}>
            {all.map(({ id, text }) => (
              <option value={id} selected={id === (compared?.ids[i] ?? all.at(i - 2)?.id)}>
                {text}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="submit">{t("gradebook.cell.compare")}</button>
    </form>
  );
}
