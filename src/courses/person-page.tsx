// One person in a course: who they are, and what its instructors and owners may change.

import { COURSE_ROLES } from "../db/schema.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import type { FieldError, FieldErrors } from "../ui/field.tsx";
import { MAX_SECTION_LENGTH } from "../membership/change-enrolments.ts";
import { CourseLayout } from "./course-layout.tsx";
import type { FormerParticipant, Participant } from "./participants.ts";
import type { CourseView } from "../membership/course-view.ts";
import { SectionInput } from "./section-input.tsx";
import { CheckedEmail, PersonFact, titleColumn } from "../membership/person-columns.tsx";
import { ShownName } from "../membership/shown-name-view.tsx";

export interface PersonProps {
  c: AppContext;
  course: CourseView;
  person: Participant | FormerParticipant;
  sections: string[];
  /** A roster of the course created this account, and nobody has signed in to it yet. */
  isUnused: boolean;
  notice?: WordKey | undefined;
  section?: string;
  errors?: FieldErrors<"section">;
}

export function PersonPage({
  c,
  course,
  person,
  sections,
  isUnused,
  notice,
  section,
  errors = {},
}: PersonProps) {
  const t = c.get("t");
  const root = `/courses/${course.id}/people`;
  const isIn = "role" in person;
  const login = person.username ?? person.email;
  const isOpen = course.canInvite && course.archivedAt === null;
  const mayRemove = isIn && (course.isOwner || person.role === "student");
  return (
    <CourseLayout c={c} course={course} title={person.name}>
      <p>
        <a href={root}>{t("people.back")}</a>
      </p>
      <h1>
        <ShownName t={t} person={person} />{" "}
        {isIn ? (
          <span class="badge">{t(`manage.role.${person.role}`)}</span>
        ) : (
          <span class="badge warn">{t("people.former.badge")}</span>
        )}
      </h1>
      {notice !== undefined && (
        <p class="notice good" role="status">
          {t(notice)}
        </p>
      )}
      <PersonFacts c={c} person={person} />
      {!isIn && <p class="muted">{t("people.former.intro")}</p>}
      {isOpen && isIn && (
        <ChangeForm
          c={c}
          course={course}
          person={person}
          sections={sections}
          section={section ?? person.section ?? ""}
          error={errors.section}
        />
      )}
      {isOpen && isUnused && (
        <section aria-labelledby="first-link">
          <h2 id="first-link">{t("firstLink.one")}</h2>
          <p class="muted">{t("firstLink.oneIntro")}</p>
          <form method="post" action={`${root}/${person.id}/first-link`}>
            <button type="submit">{t("firstLink.makeOne")}</button>
          </form>
        </section>
      )}
      {isOpen && mayRemove && (
        <section aria-labelledby="remove">
          <h2 id="remove">{t("people.remove.title")}</h2>
          <p class="muted">{t("people.remove.intro")}</p>
          <form method="post" action={`${root}/${person.id}/remove`}>
            <button class="danger" type="submit">
              {t("people.remove.submit", { name: person.name })}
            </button>
          </form>
        </section>
      )}
      {isOpen && !isIn && login !== null && (
        <form method="post" action={root}>
          <input type="hidden" name="login" value={login} />
          <button type="submit">{t("people.former.again")}</button>
        </form>
      )}
    </CourseLayout>
  );
}

function PersonFacts({ c, person }: Pick<PersonProps, "c" | "person">) {
  const t = c.get("t");
  const isIn = "role" in person;
  return (
    <dl class="facts">
      <div>
        <dt>{titleColumn(t, "username")}</dt>
        <dd>
          <PersonFact c={c} person={person} column="username" />
        </dd>
      </div>
      <div>
        <dt>{titleColumn(t, "email")}</dt>
        <dd>
          {isIn ? (
            <CheckedEmail c={c} person={person} />
          ) : (
            <PersonFact c={c} person={person} column="email" />
          )}
        </dd>
      </div>
      {isIn &&
        (["section", "joinedAt"] as const).map((column) => (
          <div>
            <dt>{titleColumn(t, column)}</dt>
            <dd>
              <PersonFact c={c} person={person} column={column} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

function ChangeForm({
  c,
  course,
  person,
  sections,
  section,
  error,
}: Pick<PersonProps, "c" | "course" | "sections"> & {
  person: Participant;
  /** As it was typed, or as it is stored. */
  section: string;
  error: FieldError | undefined;
}) {
  const t = c.get("t");
  return (
    <section aria-labelledby="change">
      <h2 id="change">{t("people.change.title")}</h2>
      <form
        method="post"
        action={`/courses/${course.id}/people/${person.id}`}
        class="account-form"
        novalidate
      >
        {course.isOwner && (
          <div class="field">
            <label for="field-role">{t("manage.course.role")}</label>
            <select id="field-role" name="role" aria-describedby="role-hint">
              {COURSE_ROLES.map((role) => (
                <option value={role} selected={role === person.role}>
                  {t(`manage.role.${role}`)}
                </option>
              ))}
            </select>
            <p class="hint" id="role-hint">
              {t("people.change.roleHint")}
            </p>
          </div>
        )}
        <SectionInput
          t={t}
          sections={sections}
          value={section}
          error={error}
          maxlength={MAX_SECTION_LENGTH}
        />
        <p class="actions">
          <button type="submit">{t("people.change.submit")}</button>
        </p>
      </form>
    </section>
  );
}
