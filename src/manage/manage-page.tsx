// The site owner's page: courses, people and packs.

import type { CheckProblem } from "../../grader/doors/checks.ts";
import { RESET_LINK_HOURS } from "../auth/one-time-links.ts";
import type { CourseRow } from "../membership/select-courses.ts";
import { MAX_TITLE_LENGTH } from "../membership/create-course.ts";
import type { PublishState } from "../catalogue/publish.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldError, type FieldErrors, Field } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import { Pager } from "../ui/pager.tsx";
import { Layout } from "../ui/layout.tsx";
import { PersonCells, PersonHeads } from "../membership/person-columns.tsx";
import { ShownName } from "../membership/shown-name-view.tsx";
import { ExamLengthView } from "./exam-length-view.tsx";
import { PEOPLE_PAGE, type Person } from "./people.ts";
import { PublishProblems } from "./publish-problems.tsx";
import type { WallStanding } from "./walls/wall-standing.ts";
import { WallsNotice } from "./walls/walls-notice.tsx";
import { countPages } from "../ui/count-pages.ts";

const FACTS = ["username", "email", "createdAt"] as const;

export interface ManageProps {
  c: AppContext;
  courses: CourseRow[];
  people: Person[];
  /** The number of people found, on all pages. */
  total: number;
  query: string;
  page: number;
  packs: { title: string; version: string; count: number }[];
  errors?: FieldErrors<"title">;
  title?: string;
  /** Just created, and shown only this once. */
  resetLink?: { name: string; url: string };
  publishing: PublishState;
  /** How long an exam may be, in days; after an error, the text that was typed. */
  examDays: string;
  examError?: FieldError;
  walls: WallStanding;
}

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
        <a href="/manage/graders">{t("graders.title")}</a>
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

function People({ c, people, total, query, page, resetLink }: ManageProps) {
  const t = c.get("t");
  const pages = countPages(total, PEOPLE_PAGE);
  const address = (number: number) =>
    `/manage?${new URLSearchParams({ ...(query === "" ? {} : { q: query }), page: String(number) }).toString()}#people`;
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t("manage.people.title")}</h2>
      {c.req.query("done") === "merged" && (
        <p class="notice good" role="status">
          {t("manage.merge.done")}
        </p>
      )}
      {resetLink !== undefined && (
        <div class="notice good" role="status">
          <p>{t("manage.people.resetMade", { name: resetLink.name, count: RESET_LINK_HOURS })}</p>
          <p>
            <code class="secret" tabindex={0}>
              {resetLink.url}
            </code>
          </p>
        </div>
      )}
      <form method="get" action="/manage#people" role="search" class="search">
        <label for="field-q">{t("manage.people.search")}</label>
        <span class="search-line">
          <input
            id="field-q"
            name="q"
            type="search"
            value={query}
            maxlength={100}
            autocomplete="off"
          />
          <button type="submit">{t("manage.people.find")}</button>
        </span>
      </form>
      <p class="muted" role="status">
        {t("manage.people.found", { count: total })}
      </p>
      {people.length > 0 && <PeopleTable c={c} people={people} />}
      <Pager c={c} page={page} pages={pages} address={address} />
    </section>
  );
}

function PeopleTable({ c, people }: Pick<ManageProps, "c" | "people">) {
  const t = c.get("t");
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby="people">
      <table>
        <thead>
          <tr>
            <PersonHeads c={c} columns={["name", ...FACTS]} />
            <th scope="col">
              <span class="visually-hidden">{t("manage.people.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow c={c} person={person} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PersonRow({ c, person }: { c: AppContext; person: Person }) {
  const t = c.get("t");
  const { siteRole } = person;
  return (
    <tr>
      <th scope="row">
        <ShownName t={t} person={person} />{" "}
        {siteRole !== null && (
          <span class={siteRole === "owner" ? "badge good" : "badge"}>
            {t(siteRole === "owner" ? "manage.role.site" : "manage.role.creator")}
          </span>
        )}
      </th>
      <PersonCells c={c} person={person} columns={FACTS} />
      <td>
        <PersonActions c={c} person={person} />
      </td>
    </tr>
  );
}

function PersonActions({ c, person: { id, name, siteRole } }: { c: AppContext; person: Person }) {
  const t = c.get("t");
  return (
    <div class="row-actions">
      <form method="post" action={`/manage/people/${id}/reset-link#people`}>
        <button class="link" type="submit" aria-label={t("manage.people.resetOne", { name })}>
          {t("manage.people.reset")}
        </button>
      </form>
      <a
        href={`/manage/people/${id}/data`}
        download
        aria-label={t("privacy.downloadOne", { name })}
      >
        {t("manage.people.data")}
      </a>
      <a href={`/manage/people/${id}/role`} aria-label={t("manage.siteRole.title", { name })}>
        {t("manage.siteRole.open")}
      </a>
      {siteRole !== "owner" && (
        <a href={`/manage/people/${id}/merge`} aria-label={t("manage.merge.openOne", { name })}>
          {t("manage.merge.open")}
        </a>
      )}
      {siteRole !== "owner" && (
        <a
          class="danger"
          href={`/manage/people/${id}/delete`}
          aria-label={t("privacy.deleteOne", { name })}
        >
          {t("privacy.delete")}
        </a>
      )}
    </div>
  );
}

function Packs({ c, packs, publishing }: ManageProps) {
  const t = c.get("t");
  return (
    <section aria-labelledby="packs">
      <h2 id="packs">{t("manage.packs.title")}</h2>
      {publishing.kind === "failed" && (
        <p class="notice bad" role="alert">
          {t("manage.packs.failed")}
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
