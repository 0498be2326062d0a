// The platform's present roster, and what it changes here. Nothing is changed yet.

import type { CourseView } from "../../membership/course-view.ts";
import type { AppContext } from "../../http/environment.ts";
import { ROSTER_KINDS, type RosterKind } from "../../db/lti-schema.ts";
import { CourseLayout } from "../../courses/course-layout.tsx";
import { hashPlan } from "./hash-plan.ts";
import { PeopleTable } from "./people-table.tsx";
import type { RosterLine, RosterPlan } from "./plan-members.ts";
import { nameContext } from "./roster-page.tsx";
import type { LinkedContext } from "./select-contexts.ts";

interface PreviewProps {
  c: AppContext;
  course: CourseView;
  context: LinkedContext;
  plan: RosterPlan;
  /** The names of people whom the roster does not name, by their id here. */
  names: ReadonlyMap<string, string>;
  /** The roster is no longer the one that was shown before. */
  hasChanged: boolean;
}

/** They stay as they are. */
const WITHOUT_CHANGE: ReadonlySet<RosterKind> = new Set([
  "already",
  "address",
  "removed",
  "forgotten",
  "gone",
  "noRole",
  "noId",
  "testStudent",
]);

export function PreviewPage({ c, course, context, plan, names, hasChanged }: PreviewProps) {
  const t = c.get("t");
  const root = `/courses/${course.id}/people/platform`;
  const { lines, counts } = plan;
  const isNothing =
    context.rosterAt !== null && lines.every(({ kind }) => WITHOUT_CHANGE.has(kind));
  const kinds = ROSTER_KINDS.filter((kind) => (counts[kind] ?? 0) > 0);
  return (
    <CourseLayout c={c} course={course} title={t("ltiRoster.previewTitle")}>
      <p>
        <a href={root}>{t("ltiRoster.back")}</a>
      </p>
      <h1>{t("ltiRoster.previewTitle")}</h1>
      {hasChanged && (
        <p class="notice warn" role="alert">
          {t("ltiRoster.changed")}
        </p>
      )}
      <p>{t("ltiRoster.previewIntro", { platform: nameContext(c, context) })}</p>
      {isNothing && (
        <p class="notice" role="status">
          {t("ltiRoster.nothing")}
        </p>
      )}
      <ul class="roster-counts">
        {kinds.map((kind) => (
          <li>
            <a href={`#${kind}`}>{t(`ltiRoster.kind.${kind}`, { count: counts[kind] ?? 0 })}</a>
          </li>
        ))}
      </ul>
      <form method="post" action={`${root}/${context.id}`}>
        <input type="hidden" name="seen" value={hashPlan(plan)} />
        <p class="actions">
          <button class="primary" type="submit" name="do" value="sync">
            {t("ltiRoster.confirm")}
          </button>
        </p>
      </form>
      {kinds.map((kind) => (
        <section aria-labelledby={kind}>
          <h2 id={kind}>{t(`ltiRoster.kind.${kind}`, { count: counts[kind] ?? 0 })}</h2>
          <p class="muted">{t(`ltiRoster.note.${kind}`)}</p>
          <PeopleTable
            c={c}
            heading={kind}
            rows={lines.filter((line) => line.kind === kind).map((line) => showLine(line, names))}
          />
        </section>
      ))}
    </CourseLayout>
  );
}

function showLine(
  { name, email, userId, role, section, sectionBefore }: RosterLine,
  names: ReadonlyMap<string, string>,
) {
  return {
    name: name === "" ? (names.get(userId ?? "") ?? "") : name,
    ownName: null,
    href: null,
    email: email === "" ? null : email,
    role,
    section: section ?? sectionBefore,
    goneAt: null,
  };
}
