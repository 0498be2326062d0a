// Extensions of one assignment: who has one, and the form that gives one to a student, to several
// students, or to a section.

import type { AppContext } from "../../http/environment.ts";
import { Field } from "../../ui/field.tsx";
import { formatDate } from "../../ui/format.ts";
import { type Assignment, chooseTitle } from "../../assignments/assignments.ts";
import { CourseLayout } from "../course-layout.tsx";
import { PersonCells, PersonHeads } from "../../membership/person-columns.tsx";
import type { CourseView } from "../../membership/course-view.ts";
import { formatInBothZones, nameZone } from "../../ui/two-zones.ts";
import { WhichOfTwo } from "./form-inputs.tsx";
import { type ExtensionErrors, type ExtensionValues, MAX_REASON, TICK } from "./parse-extension.ts";
import type { ExtensionRow, Student } from "./select-extensions.ts";
import type { SolutionView } from "../../assignments/solution-views.ts";

interface ExtensionsPageProps {
  c: AppContext;
  course: CourseView;
  assignment: Assignment;
  rows: ExtensionRow[];
  students: Student[];
  /** Who has opened the solutions, and when. */
  views: ReadonlyMap<string, SolutionView>;
  values: ExtensionValues;
  errors?: ExtensionErrors;
  /** The result of what was just done. */
  notice?: string | undefined;
}

export function ExtensionsPage(props: ExtensionsPageProps) {
  const { c, course, assignment, notice } = props;
  const t = c.get("t");
  const title = t("assignment.extension.of", {
    title: chooseTitle(assignment, c.get("language")),
  });
  const { dueAtMs } = assignment.rules;
  return (
    <CourseLayout c={c} course={course} title={title}>
      <h1>{title}</h1>
      {notice !== undefined && (
        <p class="notice good" role="status">
          {notice}
        </p>
      )}
      <p>
        {dueAtMs === null
          ? t("assignment.extension.noDue")
          : t("assignment.extension.dueIs", {
              date: formatInBothZones(c, dueAtMs, course.timeZone),
            })}
      </p>
      <Given {...props} />
      {course.archivedAt === null && <GiveForm {...props} />}
    </CourseLayout>
  );
}

function Given({ c, course, assignment, rows }: ExtensionsPageProps) {
  const t = c.get("t");
  const path = `/courses/${course.id}/assignments/${assignment.id}/extensions`;
  if (rows.length === 0) return <p class="muted">{t("assignment.extension.none")}</p>;
  return (
    <div
      class="table-scroll"
      tabindex={0}
      role="group"
      aria-label={t("assignment.extension.title")}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{t("assignment.extension.student")}</th>
            <PersonHeads c={c} columns={["section"]} />
            <th scope="col">{t("assignment.extension.due")}</th>
            <th scope="col" class="number">
              {t("assignment.extension.extra")}
            </th>
            <th scope="col">{t("assignment.extension.reason")}</th>
            <th scope="col">
              <span class="visually-hidden">{t("assignment.extension.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ userId, name, section, isStudent, dueAtMs, extraAttempts, reason }) => (
            <tr>
              <th scope="row">
                {name} {!isStudent && <span class="badge">{t("assignment.extension.left")}</span>}
              </th>
              <PersonCells c={c} person={{ section }} columns={["section"]} />
              <td>{dueAtMs === null ? "–" : formatInBothZones(c, dueAtMs, course.timeZone)}</td>
              <td class="number">{extraAttempts}</td>
              <td>{reason === "" ? "–" : reason}</td>
              <td>
                {course.archivedAt === null && (
                  <div class="actions">
                    {isStudent && (
                      <a
                        class="button"
                        href={`${path}?student=${userId}#give`}
                        aria-label={t("assignment.extension.changeOne", { name })}
                      >
                        {t("assignment.extension.change")}
                      </a>
                    )}
                    <form method="post" action={`${path}/${userId}/remove`}>
                      <button
                        type="submit"
                        aria-label={t("assignment.extension.removeOne", { name })}
                      >
                        {t("assignment.extension.remove")}
                      </button>
                    </form>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GiveForm(props: ExtensionsPageProps) {
  const { c, course, assignment, values, errors = {} } = props;
  const t = c.get("t");
  return (
    <section aria-labelledby="give">
      <h2 id="give">{t("assignment.extension.give")}</h2>
      <form
        method="post"
        action={`/courses/${course.id}/assignments/${assignment.id}/extensions`}
        class="assignment-form"
        novalidate
      >
        <WhoFields {...props} />
        <div class="pair">
          <div>
            <Field
              t={t}
              name="dueAt"
              type="datetime-local"
              label={t("assignment.form.dueAt")}
              hint={t("assignment.extension.dueHint", { zone: nameZone(course.timeZone, c) })}
              value={values.dueAt}
              error={errors.dueAt}
            />
            <WhichOfTwo
              t={t}
              name="dueFold"
              of={t("assignment.form.dueAt")}
              value={values.dueFold}
              error={errors.dueAt}
            />
          </div>
          <Field
            t={t}
            name="extra"
            inputmode="numeric"
            label={t("assignment.extension.extra")}
            hint={t("assignment.extension.extraHint")}
            value={values.extra}
            error={errors.extra}
            autocomplete="off"
          />
        </div>
        <Field
          t={t}
          name="reason"
          label={t("assignment.extension.reason")}
          hint={t("assignment.extension.reasonHint")}
          value={values.reason}
          error={errors.reason}
          maxlength={MAX_REASON}
          autocomplete="off"
        />
        <p class="hint">{t("assignment.extension.replaces")}</p>
        <p class="actions">
          <button type="submit" class="primary">
            {t("assignment.extension.save")}
          </button>{" "}
          <a class="button" href={`/courses/${course.id}`}>
            {t("assignment.form.cancel")}
          </a>
        </p>
      </form>
    </section>
  );
}

function WhoFields(props: ExtensionsPageProps) {
  const { c, students, views, values, errors = {} } = props;
  const t = c.get("t");
  const { who } = errors;
  const sections = [...new Set(students.flatMap(({ section }) => section ?? []))].sort((a, b) =>
    a.localeCompare(b, c.get("language")),
  );
  const openedNow = students.filter(({ id }) => values.ticked.has(id) && views.has(id));
  return (
    <fieldset aria-describedby={who === undefined ? "who-hint" : "who-error"}>
      <legend>{t("assignment.extension.who")}</legend>
      {who === undefined ? (
        <p class="hint" id="who-hint">
          {t("assignment.extension.whoHint")}
        </p>
      ) : (
        <p class="error" id="who-error" role="alert">
          {t(who.key, who.params)}
        </p>
      )}
      {views.size > 0 && (
        <p class="hint">{t("assignment.extension.openedNote", { count: views.size })}</p>
      )}
      {openedNow.length > 0 && (
        <p class="notice warn">
          {t("assignment.extension.openedTicked", {
            names: openedNow
              .map(({ id, name }) => `${name} (${describeOpened(props, id)})`)
              .join(", "),
          })}
        </p>
      )}
      {students.length > 0 && <StudentChoice {...props} />}
      <div class="field">
        <label for="field-names">{t("assignment.extension.names")}</label>
        <textarea
          id="field-names"
          name="names"
          rows={2}
          autocomplete="off"
          spellcheck={false}
          autocapitalize="none"
          aria-describedby="field-names-hint"
        >
          {values.names}
        </textarea>
        <p class="hint" id="field-names-hint">
          {t("assignment.extension.namesHint")}
        </p>
      </div>
      {sections.length > 0 && (
        <div class="field">
          <label for="field-section">{t("assignment.extension.wholeSection")}</label>
          <select id="field-section" name="section">
            <option value="">{t("assignment.extension.noSection")}</option>
            {sections.map((section) => (
              <option value={section} selected={values.section === section}>
                {section}
              </option>
            ))}
          </select>
        </div>
      )}
    </fieldset>
  );
}

function StudentChoice(props: ExtensionsPageProps) {
  const { c, students, values } = props;
  const t = c.get("t");
  return (
    <details open={values.ticked.size > 0 || students.length <= 12}>
      <summary>{t("assignment.extension.choose", { count: students.length })}</summary>
      <div
        class="people-choice"
        tabindex={0}
        role="group"
        aria-label={t("assignment.extension.who")}
      >
        {students.map(({ id, name, username, section }) => (
          <label class="check">
            <input
              type="checkbox"
              name={`${TICK}${id}`}
              value="yes"
              checked={values.ticked.has(id)}
            />{" "}
            <span>
              {name}{" "}
              <span class="muted">
                {[username, section, describeOpened(props, id)]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </span>
            </span>
          </label>
        ))}
      </div>
    </details>
  );
}

/** When a student opened the solutions; null: never. */
function describeOpened({ c, course, views }: ExtensionsPageProps, id: string): string | null {
  const view = views.get(id);
  return view === undefined
    ? null
    : c.get("t")("assignment.extension.opened", {
        date: formatDate(view.firstAt, c.get("language"), course.timeZone),
      });
}
