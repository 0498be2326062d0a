// How exports name assignments: the stored titles, and those that a Canvas gradebook provides. The
// file is uploaded, its matches are shown, and only then are they stored.

import { CourseLayout } from "../courses/course-layout.tsx";
import { type Assignment, chooseTitle } from "../assignments/assignments.ts";
import type { CourseView } from "../membership/course-view.ts";
import type { AppContext } from "../http/environment.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { type BesideExam, BesideExamNotices } from "../submissions/beside-exam.tsx";
import { ConfirmEncoding, TABLE_FILES, UnsureEncoding } from "../tables/source-view.tsx";
import type { FieldError } from "../ui/field.tsx";
import type { CanvasMatch } from "./canvas-match.ts";
import { MAX_EXPORT_TITLE_LENGTH } from "./export-titles.ts";
import type { GradebookData } from "./gradebook-data.ts";
import { writeMatch } from "./store-canvas.ts";

interface PageProps {
  c: AppContext;
  course: CourseView;
  /** Those that are not removed. */
  assignments: Assignment[];
  /** Exams of other courses on this course's exercises. */
  beside: readonly BesideExam[];
  /** The number of students matched with a line of Canvas. */
  known: number;
  notice?: string | undefined;
  error?: FieldError | undefined;
  preview?: { match: CanvasMatch; data: GradebookData } | undefined;
}

const SHOWN = 200;

export function CanvasPage({
  c,
  course,
  assignments,
  beside,
  known,
  notice,
  error,
  preview,
}: PageProps) {
  const t = c.get("t");
  const path = `/courses/${course.id}/gradebook`;
  return (
    <CourseLayout c={c} course={course} title={t("gradebook.canvas.title")}>
      <p>
        <a href={path}>{t("gradebook.cell.back")}</a>
      </p>
      <h1>{t("gradebook.canvas.title")}</h1>
      <BesideExamNotices c={c} exams={beside} timeZone={course.timeZone} />
      {notice !== undefined && (
        <p class="notice good" role="status">
          {notice}
        </p>
      )}
      {error !== undefined && (
        <p class="notice bad" role="alert">
          {t(error.key, error.params)}
        </p>
      )}
      {preview !== undefined && <Preview c={c} path={path} {...preview} />}
      <section aria-labelledby="upload">
        <h2 id="upload">{t("gradebook.canvas.uploadTitle")}</h2>
        <p>{t("gradebook.canvas.intro")}</p>
        <p class="muted">
          {t("gradebook.canvas.known", {
            columns: assignments.filter(({ canvasColumn }) => canvasColumn !== null).length,
            of: assignments.length,
            people: known,
          })}
        </p>
        <form
          method="post"
          action={`${path}/canvas`}
          enctype="multipart/form-data"
          class="account-form"
        >
          <div class="field">
            <label for="field-file">{t("gradebook.canvas.file")}</label>
            <input id="field-file" type="file" name="file" accept={TABLE_FILES} required />
          </div>
          <p class="actions">
            <button type="submit">{t("gradebook.canvas.look")}</button>
          </p>
        </form>
      </section>
      {assignments.length > 0 && <Titles c={c} path={path} assignments={assignments} />}
    </CourseLayout>
  );
}

function Titles({
  c,
  path,
  assignments,
}: {
  c: AppContext;
  path: string;
  assignments: Assignment[];
}) {
  const t = c.get("t");
  return (
    <section aria-labelledby="titles">
      <h2 id="titles">{t("gradebook.canvas.titlesTitle")}</h2>
      <p>{t("gradebook.canvas.titlesIntro")}</p>
      <form method="post" action={`${path}/titles`}>
        <div class="table-scroll" tabindex={0} role="group" aria-labelledby="titles">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("gradebook.import.assignment")}</th>
                <th scope="col">{t("gradebook.canvas.exportTitle")}</th>
                <th scope="col">{t("gradebook.canvas.column")}</th>
              </tr>
            </thead>
            <tbody>
              {assignments.map((assignment) => {
                const title = chooseTitle(assignment, c.get("language"));
                return (
                  <tr>
                    <th scope="row">{title}</th>
                    <td>
                      <input
                        name={`title.${assignment.id}`}
                        value={assignment.exportTitle ?? ""}
                        maxlength={MAX_EXPORT_TITLE_LENGTH}
                        aria-label={`${t("gradebook.canvas.exportTitle")}: ${title}`}
                        autocomplete="off"
                      />
                    </td>
                    <td>{assignment.canvasColumn ?? "–"}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <p class="actions">
          <button type="submit">{t("gradebook.canvas.saveTitles")}</button>
        </p>
      </form>
    </section>
  );
}

interface MatchProps {
  c: AppContext;
  match: CanvasMatch;
  data: GradebookData;
}

function Preview({ c, path, match, data }: MatchProps & { path: string }) {
  const t = c.get("t");
  const { columns, people, otherColumns, otherPeople, table } = match;
  return (
    <section aria-labelledby="found">
      <h2 id="found">
        {t("gradebook.canvas.found", { columns: columns.length, people: people.length })}
      </h2>
      <UnsureEncoding c={c} table={table} />
      {columns.length > 0 && <ColumnTable c={c} match={match} data={data} />}
      {people.length > 0 && <PeopleTable c={c} match={match} data={data} />}
      {people.length > SHOWN && (
        <p>{t("gradebook.import.more", { count: people.length - SHOWN })}</p>
      )}
      {otherColumns.length > 0 && (
        <p class="notice warn">
          {t("gradebook.canvas.otherColumns", { titles: escapeControls(otherColumns.join(", ")) })}
        </p>
      )}
      {otherPeople.length > 0 && (
        <div class="notice warn">
          <p>{t("gradebook.canvas.otherPeople", { count: otherPeople.length })}</p>
          <ul>
            {otherPeople.slice(0, SHOWN).map(({ line, student, sameName }) => (
              <li>
                {t("gradebook.import.line", { line })} {escapeControls(student)}
                {sameName && ` (${t("gradebook.canvas.sameName")})`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {table.problems.length > 0 && (
        <ul class="notice warn">
          {table.problems.slice(0, SHOWN).map(({ line, key, params }) => (
            <li>
              {line === null ? "" : `${t("gradebook.import.line", { line })} `}
              {escapeControls(t(key, params))}
            </li>
          ))}
        </ul>
      )}
      {columns.length + people.length > 0 && (
        <form method="post" action={`${path}/canvas/apply`} enctype="multipart/form-data">
          <input type="hidden" name="match" value={writeMatch(match)} />
          <ConfirmEncoding c={c} table={table} />
          <p class="actions">
            <button class="primary" type="submit">
              {t("gradebook.canvas.store")}
            </button>
            <a class="button" href={`${path}/canvas`}>
              {t("gradebook.import.discard")}
            </a>
          </p>
        </form>
      )}
    </section>
  );
}

function ColumnTable({ c, match: { columns }, data }: MatchProps) {
  const t = c.get("t");
  const titles = new Map(data.assignments.map(({ id, title }) => [id, title]));
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-label={t("gradebook.canvas.column")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("gradebook.import.assignment")}</th>
            <th scope="col">{t("gradebook.canvas.column")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ assignmentId, column }) => (
            <tr>
              <th scope="row">{titles.get(assignmentId)}</th>
              <td>{escapeControls(column)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PeopleTable({ c, match: { people }, data }: MatchProps) {
  const t = c.get("t");
  const names = new Map(data.students.ids.map((id, place) => [id, data.students.names[place]!]));
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-label={t("gradebook.canvas.inCanvas")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("gradebook.table.student")}</th>
            <th scope="col">{t("gradebook.canvas.inCanvas")}</th>
          </tr>
        </thead>
        <tbody>
          {people.slice(0, SHOWN).map(({ userId, identity: { student, id, sisLoginId } }) => (
            <tr>
              <th scope="row">{names.get(userId)}</th>
              <td>
                {escapeControls([student, id, sisLoginId].filter((one) => one !== "").join(" · "))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
