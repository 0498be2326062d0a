// The form that copies a course, with a preview of every assignment: old and new dates, and the
// version that the copy uses.

import type { AppContext } from "../../http/environment.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { MAX_TITLE_LENGTH } from "../../membership/create-course.ts";
import { Field } from "../../ui/field.tsx";
import { describeZone } from "../assignment-pages/form-notices.tsx";
import { CourseLayout } from "../course-layout.tsx";
import { CopyLines } from "./copy-lines.tsx";
import type { CopyPlan } from "./plan-copy.ts";
import type { CopyErrors, CopyValues } from "./read-form.ts";

export interface CopyPageProps {
  c: AppContext;
  course: CourseView;
  values: CopyValues;
  errors: CopyErrors;
  days: number;
  plan: CopyPlan;
  /** The form has been filled in: the preview shows new dates, and the copy can be created. */
  isReady: boolean;
  /** The course or the choices have changed since the preview: nothing was created. */
  isChanged?: boolean;
}

export function CopyPage(props: CopyPageProps) {
  const { c, course, plan, isReady, isChanged = false } = props;
  const t = c.get("t");
  const path = `/courses/${course.id}/copy`;
  const isBlocked = plan.lines.some(({ problem }) => problem !== undefined);
  return (
    <CourseLayout c={c} course={course} title={t("copyCourse.title")}>
      <h1>{t("copyCourse.title")}</h1>
      {isChanged && (
        <p class="notice warn" role="alert">
          {t("copyCourse.changed")}
        </p>
      )}
      <p>{t("copyCourse.copied")}</p>
      <p class="muted">{t("copyCourse.notCopied")}</p>
      <form method="get" action={path} class="assignment-form" novalidate>
        <TermFields {...props} />
        {isReady && (
          <p role="status">
            {t(props.days < 0 ? "copyCourse.movedBack" : "copyCourse.moved", {
              count: Math.abs(props.days),
            })}
          </p>
        )}
        <CopyLines c={c} course={course} plan={plan} isReady={isReady} />
        {isReady && plan.affected.length > 0 && (
          <div class="notice warn">
            <p>{t("copyCourse.affected")}</p>
            <ul>
              {plan.affected.map(({ title }) => (
                <li>{title}</li>
              ))}
            </ul>
          </div>
        )}
        {isReady && isBlocked && (
          <p class="notice bad" role="alert">
            {t("copyCourse.blocked")}
          </p>
        )}
        <p class="actions">
          {isReady && !isBlocked && (
            <>
              <input type="hidden" name="seen" value={plan.key} />
              <button class="primary" type="submit" formmethod="post">
                {t("copyCourse.create")}
              </button>
            </>
          )}
          <button type="submit" class={isReady && !isBlocked ? "" : "primary"}>
            {t("copyCourse.preview")}
          </button>
        </p>
      </form>
    </CourseLayout>
  );
}

function TermFields({ c, course, values, errors }: CopyPageProps) {
  const t = c.get("t");
  return (
    <>
      <Field
        t={t}
        name="title"
        label={t("copyCourse.newTitle")}
        hint={t("copyCourse.newHint")}
        value={values.title}
        error={errors.title}
        required
        maxlength={MAX_TITLE_LENGTH}
        autocomplete="off"
      />
      <Field
        t={t}
        type="date"
        name="from"
        label={t("copyCourse.from")}
        hint={t("copyCourse.fromHint")}
        value={values.from}
        error={errors.from}
        required
      />
      <Field
        t={t}
        type="date"
        name="to"
        label={t("copyCourse.to")}
        hint={t("copyCourse.toHint")}
        value={values.to}
        error={errors.to}
        required
      />
      <div class="field">
        <label class="check">
          <input type="checkbox" name="inWeeks" value="yes" checked={values.inWeeks} />{" "}
          {t("copyCourse.inWeeks")}
        </label>
      </div>
      <p class="muted">{describeZone(c, course)}</p>
    </>
  );
}
