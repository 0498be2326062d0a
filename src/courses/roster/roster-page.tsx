// Importing a roster: choosing the file, and the result. The step in between is preview-page.tsx.

import type { Language } from "../../../grader/doors/packs.ts";
import { FIRST_LINK_DAYS } from "../../auth/one-time-links.ts";
import type { AppContext } from "../../http/environment.ts";
import { MAX_ROSTER_BYTES } from "../../http/security.ts";
import { TABLE_FILES } from "../../tables/source-view.tsx";
import type { FieldError } from "../../ui/field.tsx";
import { formatNumber } from "../../ui/format.ts";
import type { MailCounts } from "../first-links/mail-queue.ts";
import { CourseLayout } from "../course-layout.tsx";
import type { CourseView } from "../../membership/course-view.ts";
import type { ImportNote } from "./stored-rosters.ts";
import { MAX_ROSTER_LINES } from "./read-roster.ts";

/** Examples of a file's content, so they are not in i18n. */
const SAMPLES: Record<Language, string> = {
  "zh-CN": "姓名,用户名,邮箱,班级\n银杏,20260001,yinxing@example.org,1 班\n白杨,20260002,,2 班",
  en: "name,username,email,section\nGinkgo,ginkgo,ginkgo@example.org,Lab 1\nPoplar,poplar,,Lab 2",
};

interface PageProps {
  c: AppContext;
  course: CourseView;
}

export function RosterPage({
  c,
  course,
  text = "",
  error,
}: PageProps & { text?: string; error?: FieldError }) {
  const t = c.get("t");
  const root = `/courses/${course.id}/people`;
  return (
    <CourseLayout c={c} course={course} title={t("roster.title")}>
      <p>
        <a href={root}>{t("people.back")}</a>
      </p>
      <h1>{t("roster.title")}</h1>
      <p>{t("roster.intro")}</p>
      <pre tabindex={0} aria-label={t("roster.example")}>
        {SAMPLES[c.get("language")]}
      </pre>
      <ul>
        <li>{t("roster.columns")}</li>
        <li>
          {t("roster.formats", {
            lines: formatNumber(MAX_ROSTER_LINES, c.get("language")),
            size: MAX_ROSTER_BYTES / 2 ** 20,
          })}
        </li>
        <li>{t("roster.sure")}</li>
      </ul>
      {/* A pasted roster goes as it is, too: percent signs would make three bytes of each of its. */}
      <form
        method="post"
        action={`${root}/import`}
        enctype="multipart/form-data"
        class="roster-form"
      >
        {error !== undefined && (
          <p class="notice bad" role="alert" id="roster-error">
            {t(error.key, error.params)}
          </p>
        )}
        <div class="field">
          <label for="field-file">{t("roster.file")}</label>
          <input
            id="field-file"
            name="file"
            type="file"
            accept={TABLE_FILES}
            aria-describedby={error === undefined ? undefined : "roster-error"}
          />
        </div>
        <div class="field">
          <label for="field-text">{t("roster.paste")}</label>
          <textarea
            id="field-text"
            name="text"
            rows={8}
            spellcheck={false}
            aria-describedby={error === undefined ? undefined : "roster-error"}
          >
            {text}
          </textarea>
        </div>
        <p class="actions">
          <button class="primary" type="submit">
            {t("roster.preview")}
          </button>
        </p>
      </form>
    </CourseLayout>
  );
}

interface DoneProps extends PageProps {
  file: string;
  note: ImportNote;
  hasMail: boolean;
  mails: MailCounts;
}

export function ImportedPage({ c, course, file, note, hasMail, mails }: DoneProps) {
  const t = c.get("t");
  const root = `/courses/${course.id}/people`;
  const { created, enrolled, moved, renamed, claimed, pending, seats } = note;
  return (
    <CourseLayout c={c} course={course} title={t("roster.doneTitle")}>
      <p>
        <a href={root}>{t("people.back")}</a>
      </p>
      <h1>{t("roster.doneTitle")}</h1>
      <p class="notice good" role="status">
        {t("roster.done", { created, enrolled, moved })}{" "}
        {renamed > 0 && t("roster.doneRenamed", { count: renamed })}
      </p>
      {claimed > 0 && (
        <p class="notice warn">
          {t("roster.doneClaimed", { count: claimed })}{" "}
          <a href={`${root}#open-seats`}>{t("roster.seeSeats")}</a>
        </p>
      )}
      {created + claimed > 0 && (
        <section aria-labelledby="links">
          <h2 id="links">{t("roster.links.title")}</h2>
          <p>{t("roster.links.intro", { count: FIRST_LINK_DAYS })}</p>
          {mails.sent > 0 && (
            <p class="muted" role="status">
              {t("roster.links.mailed", { count: mails.sent })}
            </p>
          )}
          {mails.waiting > 0 && (
            <p class="notice" role="status">
              {t("roster.links.mailing", { count: mails.waiting })}{" "}
              <a href={`${root}/import/${file}`}>{t("roster.links.look")}</a>
            </p>
          )}
          {mails.failed > 0 && (
            <p class="notice bad">{t("firstLink.failed", { count: mails.failed })}</p>
          )}
          <p>
            <a href={`${root}/unused`}>{t("firstLink.open")}</a>
          </p>
          {pending.length + seats.length === 0 ? (
            <p class="muted">{t("roster.links.none")}</p>
          ) : (
            <>
              <p>{t("roster.links.pending", { count: pending.length + seats.length })}</p>
              <div class="actions">
                {hasMail && pending.length > 0 && (
                  <form method="post" action={`${root}/import/${file}/mail`}>
                    <button class="primary" type="submit">
                      {t("roster.links.mail")}
                    </button>
                  </form>
                )}
                <form method="post" action={`${root}/import/${file}/links`}>
                  <button class={hasMail && pending.length > 0 ? "" : "primary"} type="submit">
                    {t("roster.links.download")}
                  </button>
                </form>
              </div>
              <p class="muted">{t("roster.links.once")}</p>
            </>
          )}
        </section>
      )}
    </CourseLayout>
  );
}
