// The page of one score: what it is and why, the attempts behind it with any two side by side,
// scores set by hand and undone, and comments to the student.

import { CourseLayout } from "../courses/course-layout.tsx";
import { chooseTitle } from "../assignments/assignments.ts";
import { CellSendings } from "../lti/grades/cell-sendings-view.tsx";
import { ShownName } from "../membership/shown-name-view.tsx";
import type { AppContext } from "../http/environment.ts";
import { BesideExamNotices } from "../submissions/beside-exam.tsx";
import { DiffView, diffSources } from "../submissions/diff-view.tsx";
import { Field } from "../ui/field.tsx";
import { formatDate, formatNumber } from "../ui/format.ts";
import { Attempts } from "./attempts-view.tsx";
import { explainScore } from "../scoring/explain-score.ts";
import { LetCountSection } from "./let-count-view.tsx";
import { MAX_REASON_LENGTH, limitPoints } from "./override-score.ts";
import { ScoreComments } from "./score-comments-view.tsx";
import type { OverrideEntry } from "./select-cell.ts";
import { SolutionsOpened } from "./solutions-opened.tsx";
import type { CellPageProps } from "./cell-page-props.ts";

export function CellPage(props: CellPageProps) {
  const { c, course, cell, beside, compared } = props;
  const { assignment, student, score } = cell;
  const t = c.get("t");
  const language = c.get("language");
  const number = (value: number) => formatNumber(value, language);
  const date = (value: Date) => formatDate(value, language, assignment.course.timeZone);
  const title = chooseTitle(assignment, language);
  const book = `/courses/${course.id}/gradebook`;
  const path = `${book}/${assignment.id}/${student.id}`;
  const canChange = course.archivedAt === null && !student.hasLeft;
  return (
    <CourseLayout c={c} course={course} title={`${student.name} · ${title}`}>
      <p>
        <a href={book}>{t("gradebook.cell.back")}</a>
      </p>
      <h1>
        <ShownName t={t} person={student} /> · {title}
      </h1>
      <StudentFacts cell={cell} c={c} />
      <BesideExamNotices c={c} exams={beside} timeZone={course.timeZone} />
      <p class={`score-line ${score.points === null ? "" : "has-score"}`}>
        {explainScore(score, assignment.rules, t, language)}{" "}
        <span class="muted">
          ({t("gradebook.table.of", { points: number(assignment.points) })})
        </span>
      </p>
      <CellSendings c={c} sendings={props.sendings} timeZone={course.timeZone} />

      <section aria-labelledby="attempts">
        <h2 id="attempts">{t("gradebook.cell.attempts")}</h2>
        <Attempts {...props} path={path} canChange={canChange} />
        {compared !== undefined && <DiffView c={c} diff={diffSources(...compared.sources)} />}
      </section>

      <LetCountSection {...props} path={path} canChange={canChange} date={date} />

      <ExtensionSection {...props} canChange={canChange} date={date} />

      <section aria-labelledby="override">
        <h2 id="override">{t("gradebook.cell.override")}</h2>
        {cell.overrides.length > 0 && (
          <OverrideHistory c={c} overrides={cell.overrides} date={date} />
        )}
        {cell.current !== undefined && canChange && (
          <form method="post" action={`${path}/override/undo`}>
            <input type="hidden" name="override" value={cell.current.id} />
            <p>
              <button type="submit">{t("gradebook.cell.undo")}</button>{" "}
              <span class="muted">{t("gradebook.cell.undoHint")}</span>
            </p>
          </form>
        )}
        {canChange && <OverrideForm {...props} path={path} />}
      </section>

      <ScoreComments {...props} path={path} canChange={canChange} date={date} />
    </CourseLayout>
  );
}

function StudentFacts({ c, cell: { student, assignment } }: Pick<CellPageProps, "c" | "cell">) {
  const t = c.get("t");
  return (
    <p class="muted">
      {[student.username, student.email, student.section]
        .filter((text) => text !== null)
        .join(" · ")}
      {student.hasLeft && (
        <>
          {" "}
          <span class="badge warn">{t("gradebook.table.left")}</span>
        </>
      )}
      {assignment.removedAt !== null && (
        <>
          {" "}
          <span class="badge warn">{t("gradebook.table.removed")}</span>
        </>
      )}
    </p>
  );
}

function ExtensionSection({
  c,
  course,
  cell,
  canChange,
  date,
}: CellPageProps & { canChange: boolean; date: (value: Date) => string }) {
  const { assignment, student } = cell;
  const t = c.get("t");
  return (
    <section aria-labelledby="extension">
      <h2 id="extension">{t("gradebook.cell.extension")}</h2>
      <p>
        {cell.extension === null
          ? t("gradebook.cell.noExtension")
          : [
              cell.extension.dueAtMs === null
                ? undefined
                : t("gradebook.cell.extendedTo", {
                    date: date(new Date(cell.extension.dueAtMs)),
                  }),
              cell.extension.extraAttempts === 0
                ? undefined
                : t("gradebook.cell.extraAttempts", { count: cell.extension.extraAttempts }),
              cell.extension.reason === "" ? undefined : cell.extension.reason,
            ]
              .filter((text) => text !== undefined)
              .join(" · ")}{" "}
        {canChange && course.canInvite && (
          <a
            href={`/courses/${course.id}/assignments/${assignment.id}/extensions?student=${student.id}#give`}
          >
            {t("gradebook.cell.toExtensions")}
          </a>
        )}
      </p>
      <SolutionsOpened c={c} view={cell.solutionView} timeZone={assignment.course.timeZone} />
    </section>
  );
}

function OverrideHistory({
  c,
  overrides,
  date,
}: {
  c: AppContext;
  overrides: OverrideEntry[];
  date: (value: Date) => string;
}) {
  const t = c.get("t");
  const language = c.get("language");
  const current = overrides.find(({ undoneAt }) => undoneAt === null);
  return (
    <ul class="rows">
      {overrides.map((entry) => (
        <li>
          <div>
            {entry.points === null
              ? t("gradebook.cell.backToAttempts")
              : t("gradebook.cell.setTo", { points: formatNumber(entry.points, language) })}
            {" · "}
            <span>{entry.reason}</span>
            <div class="muted">
              {t("gradebook.cell.byAt", {
                name: entry.by ?? t("gradebook.cell.somebody"),
                date: date(entry.createdAt),
              })}
            </div>
          </div>
          {entry === current ? (
            <span class="badge good">{t("gradebook.cell.inForce")}</span>
          ) : (
            entry.undoneAt !== null && (
              <span class="badge">
                {t("gradebook.cell.undone", { date: date(entry.undoneAt) })}
              </span>
            )
          )}
        </li>
      ))}
    </ul>
  );
}

function OverrideForm({
  c,
  cell,
  path,
  errors = {},
  values = {},
}: CellPageProps & { path: string }) {
  const t = c.get("t");
  const { points: maxPoints } = cell.assignment;
  const params = {
    max: formatNumber(maxPoints, c.get("language")),
    most: formatNumber(limitPoints(maxPoints), c.get("language")),
  };
  return (
    <form method="post" action={`${path}/override`} class="account-form" novalidate>
      <Field
        t={t}
        name="points"
        label={t("gradebook.cell.points")}
        hint={t("gradebook.cell.pointsHint", params)}
        value={values.points ?? ""}
        error={errors.points}
        autofocus={errors.points !== undefined}
      />
      <Field
        t={t}
        name="reason"
        label={t("gradebook.cell.reason")}
        hint={t("gradebook.cell.reasonHint")}
        maxlength={MAX_REASON_LENGTH}
        value={values.reason ?? ""}
        error={errors.reason}
        autofocus={errors.points === undefined && errors.reason !== undefined}
      />
      <p class="actions">
        <button type="submit">{t("gradebook.cell.set")}</button>
      </p>
    </form>
  );
}
