// One score: what it is and why, the attempts behind it with any two side by side, what was set by hand and taken back, and what is said to the student.

import { CourseLayout } from "../courses/course-layout.tsx";
import { titleOfAssignment } from "../courses/assignments.ts";
import type { CourseView } from "../courses/queries.ts";
import { OwnName } from "../courses/shown-name-view.tsx";
import type { AppContext } from "../http/environment.ts";
import { DiffView, diffSources } from "../submissions/diff-view.tsx";
import { type Faults, Field } from "../ui/field.tsx";
import { formatDate, formatNumber } from "../ui/format.ts";
import { explainScore } from "./explain-score.ts";
import { MAX_REASON_LENGTH, mostPoints } from "./override-score.ts";
import { ScoreComments } from "./score-comments-view.tsx";
import type { Cell, OverrideEntry } from "./select-cell.ts";

export type CellField = "points" | "reason" | "text";

export interface CellPageProps {
  c: AppContext;
  course: CourseView;
  cell: Cell;
  /** Of the signed-in member of the staff. */
  viewerId: string;
  /** Two attempts to be compared, with their sources; undefined where none were chosen. */
  compared: { ids: [string, string]; sources: [string, string] } | undefined;
  faults?: Faults<CellField>;
  values?: Partial<Record<CellField, string>>;
}

export function CellPage(props: CellPageProps) {
  const { c, course, cell, compared } = props;
  const { assignment, student, score } = cell;
  const t = c.get("t");
  const language = c.get("language");
  const number = (value: number) => formatNumber(value, language);
  const date = (value: Date) => formatDate(value, language, assignment.course.timeZone);
  const title = titleOfAssignment(assignment, language);
  const book = `/courses/${course.id}/gradebook`;
  const path = `${book}/${assignment.id}/${student.id}`;
  const canChange = course.archivedAt === null && !student.hasLeft;
  return (
    <CourseLayout c={c} course={course} title={`${student.name} · ${title}`}>
      <p><a href={book}>{t("gradebook.cell.back")}</a></p>
      <h1>{student.name}<OwnName t={t} name={student.ownName} /> · {title}</h1>
      <p class="muted">
        {[student.username, student.email, student.section].filter((text) => text !== null).join(" · ")}
        {student.hasLeft && <> <span class="badge warn">{t("gradebook.table.left")}</span></>}
        {assignment.removedAt !== null && <> <span class="badge warn">{t("gradebook.table.removed")}</span></>}
      </p>
      <p class={`score-line ${score.points === null ? "" : "has-score"}`}>{explainScore(score, assignment.rules, t, language)} <span class="muted">({t("gradebook.table.of", { points: number(assignment.points) })})</span></p>

      <section aria-labelledby="attempts">
        <h2 id="attempts">{t("gradebook.cell.attempts")}</h2>
        {cell.attempts.length === 0 ? <p class="muted">{t("gradebook.cell.noAttempts")}</p> : <Attempts {...props} path={path} />}
        {compared !== undefined && <DiffView c={c} diff={diffSources(...compared.sources)} />}
      </section>

      <section aria-labelledby="extension">
        <h2 id="extension">{t("gradebook.cell.extension")}</h2>
        <p>
          {cell.extension === null
            ? t("gradebook.cell.noExtension")
            : [
                cell.extension.dueAtMs === null ? undefined : t("gradebook.cell.extendedTo", { date: date(new Date(cell.extension.dueAtMs)) }),
                cell.extension.extraAttempts === 0 ? undefined : t("gradebook.cell.extraAttempts", { count: cell.extension.extraAttempts }),
                cell.extension.reason === "" ? undefined : cell.extension.reason,
              ].filter((text) => text !== undefined).join(" · ")}{" "}
          {canChange && <a href={`/courses/${course.id}/assignments/${assignment.id}/extensions`}>{t("gradebook.cell.toExtensions")}</a>}
        </p>
      </section>

      <section aria-labelledby="override">
        <h2 id="override">{t("gradebook.cell.override")}</h2>
        {cell.overrides.length > 0 && <OverrideHistory c={c} overrides={cell.overrides} date={date} />}
        {cell.current !== undefined && canChange && (
          <form method="post" action={`${path}/override/undo`}>
            <input type="hidden" name="override" value={cell.current.id} />
            <p><button type="submit">{t("gradebook.cell.undo")}</button> <span class="muted">{t("gradebook.cell.undoHint")}</span></p>
          </form>
        )}
        {canChange && <OverrideForm {...props} path={path} />}
      </section>

      <ScoreComments {...props} path={path} canChange={canChange} date={date} />
    </CourseLayout>
  );
}

function Attempts({ c, cell, path, compared }: CellPageProps & { path: string }) {
  const { attempts, score, assignment } = cell;
  const t = c.get("t");
  const language = c.get("language");
  const label = (attempt: number) => t("submission.attempt", { attempt });
  return (
    <>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby="attempts">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("submission.history.attempt")}</th>
              <th scope="col">{t("submission.history.when")}</th>
              <th scope="col">{t("submission.history.verdict")}</th>
              <th scope="col" class="number">{t("gradebook.cell.share")}</th>
              <th scope="col">{t("gradebook.cell.counts")}</th>
            </tr>
          </thead>
          <tbody>
            {attempts.map(({ id, attempt, submittedAt, verdict, score: points, maxScore }) => (
              <tr>
                <th scope="row"><a href={`/submissions/${id}`}>{label(attempt)}</a></th>
                <td><time datetime={submittedAt.toISOString()}>{formatDate(submittedAt, language, assignment.course.timeZone)}</time></td>
                <td>{verdict === null ? <span class="badge">{t("submission.history.waiting")}</span> : <span class={`badge ${verdict === "accepted" ? "good" : verdict === "judge-error" ? "warn" : "bad"}`}>{t(`verdict.${verdict}`)}</span>}</td>
                <td class="number">{points === null || maxScore === null ? "" : `${formatNumber(maxScore > 0 ? (100 * points) / maxScore : 0, language)}%`}</td>
                <td>{score.from?.id === id && <span class="badge good">{t("gradebook.cell.thisCounts")}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {attempts.length > 1 && (
        <form method="get" action={`${path}#attempts`} class="compare">
          {(["before", "after"] as const).map((side, i) => (
            <div>
              <label for={`compare-${side}`}>{t(`gradebook.cell.${side}`)}</label>
              <select id={`compare-${side}`} name={side}>
                {attempts.map(({ id, attempt }) => <option value={id} selected={id === (compared?.ids[i] ?? attempts.at(i - 2)?.id)}>{label(attempt)}</option>)}
              </select>
            </div>
          ))}
          <button type="submit">{t("gradebook.cell.compare")}</button>
        </form>
      )}
    </>
  );
}

function OverrideHistory({ c, overrides, date }: { c: AppContext; overrides: OverrideEntry[]; date: (value: Date) => string }) {
  const t = c.get("t");
  const language = c.get("language");
  const current = overrides.find(({ undoneAt }) => undoneAt === null);
  return (
    <ul class="rows">
      {overrides.map((entry) => (
        <li>
          <div>
            {entry.points === null ? t("gradebook.cell.backToAttempts") : t("gradebook.cell.setTo", { points: formatNumber(entry.points, language) })}{" · "}<span>{entry.reason}</span>
            <div class="muted">{t("gradebook.cell.byAt", { name: entry.by ?? t("gradebook.cell.somebody"), date: date(entry.createdAt) })}</div>
          </div>
          {entry === current ? <span class="badge good">{t("gradebook.cell.inForce")}</span> : entry.undoneAt !== null && <span class="badge">{t("gradebook.cell.undone", { date: date(entry.undoneAt) })}</span>}
        </li>
      ))}
    </ul>
  );
}

function OverrideForm({ c, cell, path, faults = {}, values = {} }: CellPageProps & { path: string }) {
  const t = c.get("t");
  const { points: maxPoints } = cell.assignment;
  const params = { max: formatNumber(maxPoints, c.get("language")), most: formatNumber(mostPoints(maxPoints), c.get("language")) };
  return (
    <form method="post" action={`${path}/override`} class="account-form" novalidate>
      <Field t={t} name="points" label={t("gradebook.cell.points")} hint={t("gradebook.cell.pointsHint", params)} value={values.points ?? ""} fault={faults.points} autofocus={faults.points !== undefined} />
      <Field t={t} name="reason" label={t("gradebook.cell.reason")} hint={t("gradebook.cell.reasonHint")} maxlength={MAX_REASON_LENGTH} value={values.reason ?? ""} fault={faults.reason} autofocus={faults.points === undefined && faults.reason !== undefined} />
      <p class="actions"><button type="submit">{t("gradebook.cell.set")}</button></p>
    </form>
  );
}
