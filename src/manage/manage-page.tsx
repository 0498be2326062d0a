// The site owner's page: courses, people and packs.

import type { CheckProblem } from "../../grader/doors/checks.ts";
import { MAX_TITLE_LENGTH } from "../membership/create-course.ts";
import type { PublishState } from "../catalogue/publish-state.ts";
import { Field } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { ExamLengthView } from "./exam-length-view.tsx";
import { describeFailure, isAboutWorkers } from "./publish-failure.ts";
import { PublishProblems } from "./publish-problems.tsx";
import { WallsNotice } from "./walls/walls-notice.tsx";
import type { ManageProps } from "./manage-props.ts";
import { People } from "./people-section.tsx";

export function ManagePage(props: ManageProps) {
  const t = props.c.get("t");
  return (
    <Layout c={props.c} title={t("site.manage")}>
      <h1>{t("site.manage")}</h1>
      {["paused", "no-slots", "fewer"].includes(props.walls.kind) && (
        <WallsNotice c={props.c} standing={props.walls} />
      )}
      <p>
        <a href="/manage/audit">{t("audit.title")}</a> ·{" "}
        <a href="/manage/walls">{t("manage.walls.open")}</a> ·{" "}
        <a href="/manage/graders">{t("graders.title")}</a> ·{" "}
        <a href="/manage/mail">{t("notice.queue.title")}</a> ·{" "}
        <a href="/manage/platforms">{t("ltiRegistration.title")}</a>
      </p>
      <Courses {...props} />
      <People {...props} />
      <Packs {...props} />
      <ExamLengthView c={props.c} value={props.examDays} error={props.examError} />
    </Layout>
  );
}

function Courses({ c, courses, errors = {}, title = "" }: ManageProps) {
  const t = c.get("t");
  const over = courses.filter(({ archivedAt }) => archivedAt !== null);
  return (
    <section aria-labelledby="courses">
      <h2 id="courses">{t("manage.course.title")}</h2>
      {courses.length === over.length ? (
        <p class="muted">{t("manage.course.none")}</p>
      ) : (
        <CourseRows c={c} courses={courses.filter(({ archivedAt }) => archivedAt === null)} />
      )}
      <form method="post" action="/manage/courses" class="account-form" novalidate>
        <Field
          t={t}
          name="title"
          label={t("manage.course.new")}
          hint={t("manage.course.newHint")}
          value={title}
          error={errors.title}
          required
          maxlength={MAX_TITLE_LENGTH}
          autocomplete="off"
          autofocus={errors.title !== undefined}
        />
        <p class="actions">
          <button type="submit">{t("manage.course.make")}</button>
        </p>
      </form>
      {over.length > 0 && (
        <details>
          <summary>{t("manage.course.over", { count: over.length })}</summary>
          <CourseRows c={c} courses={over} />
        </details>
      )}
    </section>
  );
}

function CourseRows({ c, courses }: Pick<ManageProps, "c" | "courses">) {
  const t = c.get("t");
  const date = (value: Date) => formatDate(value, c.get("language"), c.get("timeZone"));
  return (
    <ul class="rows">
      {courses.map(({ id, title, students, createdAt, archivedAt, openCode }) => (
        <li>
          <div>
            <a href={`/courses/${id}`}>{title}</a>
            <div class="muted">
              {t("manage.course.students", { count: students })} ·{" "}
              {archivedAt === null
                ? t("manage.course.since", { date: date(createdAt) })
                : t("manage.course.until", { date: date(archivedAt) })}
            </div>
            {archivedAt === null && (
              <div>
                {openCode === null ? (
                  <span class="muted">{t("manage.links.none")}</span>
                ) : (
                  <code class="secret" tabindex={0}>
                    {c.get("site").full(`/join/${openCode}`)}
                  </code>
                )}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Packs({ c, packs, publishing }: ManageProps) {
  const t = c.get("t");
  return (
    <section aria-labelledby="packs">
      <h2 id="packs">{t("manage.packs.title")}</h2>
      {publishing.kind === "failed" && (
        <p class="notice bad" role="alert">
          {describeFailure(t, publishing.cause)}{" "}
          {isAboutWorkers(publishing.cause) && (
            <a href="/manage/graders">{t("manage.packs.lookAtGraders")}</a>
          )}
        </p>
      )}
      {publishing.kind === "running" && (
        <p class="notice" role="status">
          {t("manage.packs.running")} <a href="/manage#packs">{t("manage.packs.look")}</a>
        </p>
      )}
      {publishing.kind === "done" && (
        <p
          class={`notice ${publishing.result.problems.length > 0 ? "warn" : "good"}`}
          role="status"
        >
          {t("manage.packs.done", {
            published: publishing.result.published.length,
            withdrawn: publishing.result.withdrawn.length,
          })}{" "}
          {publishing.result.problems.length > 0 &&
            t("manage.packs.problems", { count: publishing.result.problems.length })}
        </p>
      )}
      <PublishProblems c={c} problems={selectProblems(publishing)} />
      <ul class="rows">
        {packs.map(({ title, version, count }) => (
          <li>
            <div>
              <strong>{title}</strong>{" "}
              <span class="muted">
                {version} · {t("manage.packs.exercises", { count })}
              </span>
            </div>
          </li>
        ))}
      </ul>
      <p class="muted">{t("manage.packs.intro")}</p>
      <form method="post" action="/manage/publish">
        <button type="submit" disabled={publishing.kind === "running"}>
          {t("manage.packs.publish")}
        </button>
      </form>
    </section>
  );
}

function selectProblems(publishing: PublishState): CheckProblem[] {
  if (publishing.kind === "failed") return publishing.problems;
  return publishing.kind === "done" ? publishing.result.problems : [];
}
