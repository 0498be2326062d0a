// Imports a changed gradebook: the file is uploaded, its changes are shown, and only then are they
// applied.

import { CourseLayout } from "../courses/course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import type { AppContext } from "../http/environment.ts";
import type { Translate } from "../i18n/index.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { type BesideExam, BesideExamNotices } from "../submissions/beside-exam.tsx";
import { describeNote } from "../tables/describe-table.ts";
import { LeftOut, nameDelimiter, TABLE_FILES } from "../tables/source-view.tsx";
import { ENCODINGS } from "../tables/table.ts";
import { Field } from "../ui/field.tsx";
import { formatNumber } from "../ui/format.ts";
import { writeChanges } from "./apply-import.ts";
import type { GradebookData } from "./gradebook-data.ts";
import { MAX_REASON_LENGTH } from "./override-score.ts";
import type { ImportPlan, ImportProblem } from "./read-import.ts";

interface PageProps {
  c: AppContext;
  course: CourseView;
  /** Exams of other courses on this course's exercises. */
  beside: readonly BesideExam[];
  /** How many were set, once it is done. */
  done?: number;
  preview?: { plan: ImportPlan; data: GradebookData } | undefined;
}

/** A whole class fits on the page; beyond this only the number is shown. */
const SHOWN = 200;

export function ImportPage({ c, course, beside, done, preview }: PageProps) {
  const t = c.get("t");
  const path = `/courses/${course.id}/gradebook`;
  return (
    <CourseLayout c={c} course={course} title={t("gradebook.import.title")}>
      <p>
        <a href={path}>{t("gradebook.cell.back")}</a>
      </p>
      <h1>{t("gradebook.import.title")}</h1>
      <BesideExamNotices c={c} exams={beside} timeZone={course.timeZone} />
      {done !== undefined && (
        <p class="notice good" role="status">
          {t("gradebook.import.done", { count: done })}
        </p>
      )}
      {preview !== undefined && <FileFacts c={c} plan={preview.plan} />}
      {preview !== undefined && <Preview c={c} path={path} {...preview} />}
      <p>{t("gradebook.import.intro")}</p>
      <form
        method="post"
        action={`${path}/import`}
        enctype="multipart/form-data"
        class="account-form"
      >
        <div class="field">
          <label for="field-file">{t("gradebook.import.file")}</label>
          <input
            id="field-file"
            type="file"
            name="file"
            accept={TABLE_FILES}
            required
            aria-describedby="field-file-hint"
          />
          <p class="hint" id="field-file-hint">
            {t("gradebook.import.fileHint")}
          </p>
        </div>
        <div class="field">
          <label for="field-encoding">{t("gradebook.import.encoding")}</label>
          <select id="field-encoding" name="encoding">
            <option value="">{t("gradebook.import.automatic")}</option>
            {ENCODINGS.map((encoding) => (
              <option value={encoding}>{encoding}</option>
            ))}
          </select>
        </div>
        <p class="actions">
          <button type="submit">{t("gradebook.import.look")}</button>
        </p>
      </form>
    </CourseLayout>
  );
}

/** How the file was read, and which parts of it are left out. */
function FileFacts({
  c,
  plan: { table, skipped, ignored, notes },
}: {
  c: AppContext;
  plan: ImportPlan;
}) {
  const t = c.get("t");
  if (table === undefined) return null;
  return (
    <>
      {table.source.kind === "text" && (
        <p class="muted">
          {t("gradebook.import.readAs", {
            encoding: table.source.encoding,
            sign: nameDelimiter(table.source.delimiter, t),
          })}
        </p>
      )}
      <LeftOut c={c} table={table} ignored={[]} />
      {ignored.length > 0 && (
        <p class="notice">
          {t("gradebook.import.ignored", { titles: escapeControls(ignored.join(", ")) })}
        </p>
      )}
      {notes.map((note) => (
        <p class="notice warn">{describeNote(note, t)}</p>
      ))}
      {skipped.length > 0 && (
        <section class="notice warn" aria-labelledby="skipped">
          <h2 id="skipped">{t("gradebook.import.skippedTitle", { count: skipped.length })}</h2>
          <ul>
            {skipped.slice(0, SHOWN).map((one) => (
              <li>{describe(one, t)}</li>
            ))}
          </ul>
          {skipped.length > SHOWN && (
            <p>{t("gradebook.import.more", { count: skipped.length - SHOWN })}</p>
          )}
        </section>
      )}
    </>
  );
}

function describe({ line, key, params }: ImportProblem, t: Translate): string {
  const text = escapeControls(t(key, params));
  return line === null ? text : `${t("gradebook.import.line", { line })} ${text}`;
}

function Preview({
  c,
  path,
  plan,
  data,
}: {
  c: AppContext;
  path: string;
  plan: ImportPlan;
  data: GradebookData;
}) {
  const t = c.get("t");
  const number = (value: number) => formatNumber(value, c.get("language"));
  const { changes, problems, students } = plan;
  if (problems.length > 0) return <Problems t={t} problems={problems} />;
  if (changes.length === 0)
    return (
      <p class="notice" role="status">
        {t("gradebook.import.unchanged", { count: students })}
      </p>
    );
  const names = new Map(data.students.ids.map((id, place) => [id, data.students.names[place]!]));
  const titles = new Map(data.assignments.map(({ id, title }) => [id, title]));
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{t("gradebook.import.changes", { count: changes.length })}</h2>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby="changes">
        <table class="import-changes">
          <thead>
            <tr>
              <th scope="col">{t("gradebook.table.student")}</th>
              <th scope="col">{t("gradebook.import.assignment")}</th>
              <th scope="col" class="number">
                {t("gradebook.import.before")}
              </th>
              <th scope="col" class="number">
                {t("gradebook.import.after")}
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, SHOWN).map(({ assignmentId, userId, from, to }) => (
              <tr>
                <th scope="row">{names.get(userId)}</th>
                <td>{titles.get(assignmentId)}</td>
                <td class="number">{from === null ? "–" : number(from)}</td>
                <td class="number">{number(to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changes.length > SHOWN && (
        <p>{t("gradebook.import.more", { count: changes.length - SHOWN })}</p>
      )}
      <ApplyForm t={t} path={path} changes={changes} />
    </section>
  );
}

function Problems({ t, problems }: { t: Translate; problems: ImportProblem[] }) {
  return (
    <section class="notice bad" role="alert" aria-labelledby="problems">
      <h2 id="problems">{t("gradebook.import.problems", { count: problems.length })}</h2>
      <ul>
        {problems.slice(0, SHOWN).map((problem) => (
          <li>{describe(problem, t)}</li>
        ))}
      </ul>
      {problems.length > SHOWN && (
        <p>{t("gradebook.import.more", { count: problems.length - SHOWN })}</p>
      )}
    </section>
  );
}

function ApplyForm({
  t,
  path,
  changes,
}: {
  t: Translate;
  path: string;
  changes: ImportPlan["changes"];
}) {
  return (
    <form
      method="post"
      action={`${path}/import/apply`}
      enctype="multipart/form-data"
      class="account-form"
    >
      <input type="hidden" name="changes" value={writeChanges(changes)} />
      <Field
        t={t}
        name="reason"
        label={t("gradebook.cell.reason")}
        hint={t("gradebook.cell.reasonHint")}
        maxlength={MAX_REASON_LENGTH}
        value={t("gradebook.import.reason")}
        required
      />
      <p class="actions">
        <button class="primary" type="submit">
          {t("gradebook.import.apply", { count: changes.length })}
        </button>
        <a class="button" href={`${path}/import`}>
          {t("gradebook.import.discard")}
        </a>
      </p>
    </form>
  );
}
