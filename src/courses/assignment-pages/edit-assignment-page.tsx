// The page on which an assignment is edited.

import { type Assignment, chooseTitle } from "../../assignments/assignments.ts";
import { CourseLayout } from "../course-layout.tsx";
import { FormFields } from "./form-fields.tsx";
import { type Conflict, ConflictNotice } from "./conflict-notice.tsx";
import {
  type FormPageProps,
  ErrorCount,
  AffectedNotice,
  describeZone,
  findFirstError,
} from "./form-notices.tsx";
import { shortenHash } from "../../reports/shorten-hash.ts";

interface EditPageProps extends FormPageProps {
  /** As it is stored now. */
  assignment: Assignment;
  conflict?: Conflict;
  /** Just saved: the number of scores that changed. */
  savedScores?: number | undefined;
}

export function EditAssignmentPage({
  c,
  course,
  assignment,
  values,
  errors = {},
  examDays,
  affected,
  isAffectedNew = false,
  conflict,
  savedScores,
}: EditPageProps) {
  const t = c.get("t");
  const title = t("assignment.change", { title: chooseTitle(assignment, c.get("language")) });
  const path = `/courses/${course.id}/assignments/${assignment.id}`;
  return (
    <CourseLayout c={c} course={course} title={title}>
      <h1>{title}</h1>
      {savedScores !== undefined && (
        <p class="notice good" role="status">
          {savedScores === 0
            ? t("assignment.form.savedNoScores")
            : t("assignment.form.saved", { count: savedScores })}
        </p>
      )}
      {conflict !== undefined && (
        <ConflictNotice
          c={c}
          assignment={assignment}
          values={values}
          timeZone={course.timeZone}
          conflict={conflict}
          path={path}
        />
      )}
      <ErrorCount t={t} errors={errors} />
      {isAffectedNew && <AffectedNotice t={t} affected={affected} />}
      <form method="post" action={path} class="assignment-form" novalidate>
        <input type="hidden" name="revision" value={String(assignment.revision)} />
        <FormFields
          t={t}
          values={values}
          errors={errors}
          zoneNote={describeZone(c, course)}
          hasTitle
          chooseFirstError={findFirstError(errors)}
          examDays={examDays}
          affected={affected}
        />
        <p class="actions">
          {course.archivedAt === null && (
            <button type="submit" class="primary">
              {t(conflict === undefined ? "assignment.form.save" : "assignment.conflict.overwrite")}
            </button>
          )}{" "}
          {conflict === undefined ? (
            <a class="button" href={`/courses/${course.id}`}>
              {t("assignment.form.cancel")}
            </a>
          ) : (
            <a class="button" href={path}>
              {t("assignment.conflict.take")}
            </a>
          )}
        </p>
        {assignment.exportTitle !== null && (
          <p class="muted">
            {t("assignment.form.exportTitle", { title: assignment.exportTitle })}{" "}
            <a href={`/courses/${course.id}/gradebook/canvas#titles`}>
              {t("assignment.form.changeExportTitle")}
            </a>
          </p>
        )}
        <p class="muted">
          {t("assignment.form.pinned", { hash: shortenHash(assignment.versionHash) })}
        </p>
      </form>
    </CourseLayout>
  );
}
