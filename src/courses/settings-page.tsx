// A course's title, time zone and language; and, for its owners, archiving and reopening it.

import { type Language, LANGUAGES } from "../../grader/doors/packs.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldErrors, Field } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import { TIME_ZONES } from "./change-course.ts";
import { CourseLayout } from "./course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import { MAX_TITLE_LENGTH } from "../membership/create-course.ts";
import { mayCreateCourse } from "../membership/may-create-course.ts";

const LANGUAGE_NAMES: Record<Language, string> = { "zh-CN": "中文", en: "English" };

interface SettingsProps {
  c: AppContext;
  course: CourseView;
  values?: { title: string; timeZone: string; language: Language };
  errors?: FieldErrors<"title" | "timeZone">;
  isSaved?: boolean;
}

export function CourseSettingsPage({
  c,
  course,
  values = course,
  errors = {},
  isSaved = false,
}: SettingsProps) {
  const t = c.get("t");
  const { archivedAt } = course;
  return (
    <CourseLayout c={c} course={course} title={t("course.place.settings")}>
      <h1>{t("course.place.settings")}</h1>
      {isSaved && (
        <p class="notice good" role="status">
          {t("people.settings.saved")}
        </p>
      )}
      {archivedAt === null ? (
        <SettingsForm c={c} course={course} values={values} errors={errors} />
      ) : (
        <dl class="facts">
          <div>
            <dt>{t("people.settings.name")}</dt>
            <dd>{course.title}</dd>
          </div>
          <div>
            <dt>{t("people.settings.timeZone")}</dt>
            <dd>{course.timeZone}</dd>
          </div>
          <div>
            <dt>{t("people.settings.over")}</dt>
            <dd>
              <time datetime={archivedAt.toISOString()}>
                {formatDate(archivedAt, c.get("language"), c.get("timeZone"))}
              </time>
            </dd>
          </div>
        </dl>
      )}
      <p>
        <a href={`/courses/${course.id}/platform`}>{t("ltiGrades.toPage")}</a>
      </p>
      {mayCreateCourse(c) && (
        <p>
          <a href={`/courses/${course.id}/copy`}>{t("copyCourse.toPage")}</a>
        </p>
      )}
      {course.isOwner && <ArchiveSection c={c} course={course} />}
    </CourseLayout>
  );
}

function SettingsForm({
  c,
  course,
  values,
  errors,
}: Required<Pick<SettingsProps, "c" | "course" | "values" | "errors">>) {
  const t = c.get("t");
  return (
    <form method="post" action={`/courses/${course.id}/settings`} class="account-form" novalidate>
      <Field
        t={t}
        name="title"
        label={t("people.settings.name")}
        value={values.title}
        error={errors.title}
        required
        maxlength={MAX_TITLE_LENGTH}
        autocomplete="off"
        autofocus={errors.title !== undefined}
      />
      <TimeZoneField c={c} course={course} values={values} errors={errors} />
      <div class="field">
        <label for="field-language">{t("people.settings.language")}</label>
        <select id="field-language" name="language" aria-describedby="language-hint">
          {LANGUAGES.map((language) => (
            <option value={language} selected={language === values.language} lang={language}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </select>
        <p class="hint" id="language-hint">
          {t("people.settings.languageHint")}
        </p>
      </div>
      <p class="actions">
        <button class="primary" type="submit">
          {t("people.settings.save")}
        </button>
      </p>
    </form>
  );
}

function TimeZoneField({
  c,
  course,
  values,
  errors,
}: Required<Pick<SettingsProps, "c" | "course" | "values" | "errors">>) {
  const t = c.get("t");
  return (
    <div class="field">
      <label for="field-timeZone">{t("people.settings.timeZone")}</label>
      <input
        id="field-timeZone"
        name="timeZone"
        value={values.timeZone}
        list="time-zones"
        required
        maxlength={60}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={errors.timeZone === undefined ? undefined : "true"}
        aria-describedby={errors.timeZone === undefined ? "time-zone-hint" : "time-zone-error"}
        autofocus={errors.title === undefined && errors.timeZone !== undefined}
      />
      <datalist id="time-zones">
        {TIME_ZONES.map((name) => (
          <option value={name}></option>
        ))}
      </datalist>
      {errors.timeZone === undefined ? (
        <p class="hint" id="time-zone-hint">
          {t("people.settings.timeZoneHint", {
            time: formatDate(new Date(), c.get("language"), course.timeZone),
          })}
        </p>
      ) : (
        <p class="error" id="time-zone-error">
          {t(errors.timeZone.key, errors.timeZone.params)}
        </p>
      )}
    </div>
  );
}

function ArchiveSection({ c, course }: Pick<SettingsProps, "c" | "course">) {
  const t = c.get("t");
  const root = `/courses/${course.id}/settings`;
  const { archivedAt } = course;
  return (
    <section aria-labelledby="archive">
      <h2 id="archive">
        {t(archivedAt === null ? "people.settings.archiveTitle" : "people.settings.reopenTitle")}
      </h2>
      <p class="muted">
        {t(archivedAt === null ? "people.settings.archiveIntro" : "people.settings.reopenIntro")}
      </p>
      <form method="post" action={`${root}/${archivedAt === null ? "archive" : "reopen"}`}>
        <button type="submit" class={archivedAt === null ? "danger" : ""}>
          {t(archivedAt === null ? "people.settings.archive" : "people.settings.reopen")}
        </button>
      </form>
    </section>
  );
}
