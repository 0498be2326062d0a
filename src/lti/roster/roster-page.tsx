// The rosters of the platform's courses that are linked to a course: when they were read last, who
// is new, who is no longer listed, and whom no platform knows.

import type { CourseView } from "../../membership/course-view.ts";
import type { AppContext } from "../../http/environment.ts";
import { ROSTER_KINDS } from "../../db/lti-schema.ts";
import { CourseLayout } from "../../courses/course-layout.tsx";
import { formatDate } from "../../ui/format.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { PeopleTable } from "./people-table.tsx";
import type { LinkedContext } from "./select-contexts.ts";
import type { ListedPerson } from "./select-course-people.ts";

interface ContextRoster {
  context: LinkedContext;
  fresh: ListedPerson[];
  gone: ListedPerson[];
}

interface RosterPageProps {
  c: AppContext;
  course: CourseView;
  rosters: ContextRoster[];
  unknown: ListedPerson[];
  isDone: boolean;
}

export function RosterPage({ c, course, rosters, unknown, isDone }: RosterPageProps) {
  const t = c.get("t");
  return (
    <CourseLayout c={c} course={course} title={t("ltiRoster.title")}>
      <h1>{t("ltiRoster.title")}</h1>
      {isDone && (
        <p class="notice good" role="status">
          {t("ltiRoster.done")}
        </p>
      )}
      {rosters.length === 0 && <p>{t("ltiRoster.none")}</p>}
      {rosters.map((roster) => (
        <Roster c={c} course={course} {...roster} />
      ))}
      {rosters.some(({ context }) => context.rosterAt !== null) && unknown.length > 0 && (
        <section aria-labelledby="unknown">
          <h2 id="unknown">{t("ltiRoster.unknown.title", { count: unknown.length })}</h2>
          <p class="muted">{t("ltiRoster.unknown.intro")}</p>
          <PeopleTable c={c} heading="unknown" rows={unknown.map((one) => withPage(course, one))} />
        </section>
      )}
    </CourseLayout>
  );
}

function Roster({
  c,
  course,
  context,
  fresh,
  gone,
}: ContextRoster & Pick<RosterPageProps, "c" | "course">) {
  const t = c.get("t");
  const { id, platform, membershipsUrl, rosterAt, rosterError, rosterCounts } = context;
  return (
    <section aria-labelledby={`roster-${id}`}>
      <h2 id={`roster-${id}`}>{nameContext(c, context)}</h2>
      <p class="muted">{t("ltiRoster.intro", { platform })}</p>
      {rosterError !== null && <FailureNotice c={c} code={rosterError} />}
      <p>{describeState(c, course, context)}</p>
      {rosterCounts !== null && <Counts c={c} context={context} gone={gone} fresh={fresh} />}
      {membershipsUrl !== null && course.archivedAt === null && (
        <form method="post" action={`/courses/${course.id}/people/platform/${id}`}>
          <p class="actions">
            {rosterAt !== null && (
              <button class="primary" type="submit" name="do" value="sync">
                {t("ltiRoster.sync")}
              </button>
            )}
            <button
              type="submit"
              name="do"
              value="preview"
              class={rosterAt === null ? "primary" : undefined}
            >
              {t("ltiRoster.preview")}
            </button>
          </p>
        </form>
      )}
      {[
        { kind: "new" as const, people: fresh },
        { kind: "gone" as const, people: gone },
      ].map(
        ({ kind, people }) =>
          people.length > 0 && (
            <>
              <h3 id={`${kind}-${id}`}>{t(`ltiRoster.kind.${kind}`, { count: people.length })}</h3>
              <p class="muted">{t(`ltiRoster.note.${kind}`)}</p>
              <PeopleTable
                c={c}
                heading={`${kind}-${id}`}
                rows={people.map((one) => withPage(course, one))}
              />
            </>
          ),
      )}
    </section>
  );
}

/** Who are listed by name are counted there; the others with what to do about them. */
function Counts({
  c,
  context: { id, rosterCounts },
  fresh,
  gone,
}: { c: AppContext } & ContextRoster) {
  const t = c.get("t");
  const listed = { new: fresh.length > 0, gone: gone.length > 0 };
  return (
    <>
      <h3 id={`counts-${id}`}>{t("ltiRoster.counts")}</h3>
      <ul class="rows" aria-labelledby={`counts-${id}`}>
        {ROSTER_KINDS.filter((kind) => (rosterCounts?.[kind] ?? 0) > 0).map((kind) => (
          <li>
            <div>
              {t(`ltiRoster.kind.${kind}`, { count: rosterCounts?.[kind] ?? 0 })}
              {(kind === "new" || kind === "gone" ? !listed[kind] : true) && (
                <div class="muted">{t(`ltiRoster.note.${kind}`)}</div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function describeState(c: AppContext, course: CourseView, context: LinkedContext): string {
  const t = c.get("t");
  if (course.archivedAt !== null) return t("ltiRoster.archived");
  if (context.membershipsUrl === null) return t("ltiRoster.noService");
  if (context.rosterAt === null) return t("ltiRoster.never");
  const time = formatDate(context.rosterAt, c.get("language"), c.get("timeZone"));
  return t("ltiRoster.last", { time });
}

export function nameContext(
  c: AppContext,
  { title, label, platform }: Pick<LinkedContext, "title" | "label" | "platform">,
): string {
  const t = c.get("t");
  const name = [title, label].find((text) => text !== "") ?? t("ltiRoster.untitled");
  return t("ltiRoster.of", { course: name, platform });
}

function withPage(course: CourseView, person: ListedPerson) {
  return { ...person, href: `/courses/${course.id}/people/${person.id}` };
}
