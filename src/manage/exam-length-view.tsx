// The form in which the site owner sets the maximum length of an exam.

import { MOST_EXAM_DAYS } from "../assignments/exam-length.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldError, Field } from "../ui/field.tsx";

interface ViewProps {
  c: AppContext;
  /** The stored value, or the text that was typed. */
  value: string;
  error: FieldError | undefined;
}

export function ExamLengthView({ c, value, error }: ViewProps) {
  const t = c.get("t");
  return (
    <section aria-labelledby="exams">
      <h2 id="exams">{t("manage.exams.title")}</h2>
      {c.req.query("done") === "exams" && (
        <p class="notice good" role="status">
          {t("manage.exams.saved")}
        </p>
      )}
      <form method="post" action="/manage/exams" class="account-form" novalidate>
        <Field
          t={t}
          name="examDays"
          label={t("manage.exams.days")}
          hint={t("manage.exams.hint", { max: MOST_EXAM_DAYS })}
          value={value}
          error={error}
          inputmode="numeric"
          autocomplete="off"
          autofocus={error !== undefined}
        />
        <p class="actions">
          <button type="submit">{t("manage.exams.save")}</button>
        </p>
      </form>
    </section>
  );
}
