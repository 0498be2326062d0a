// The participants of a course, for its staff; instructors and owners can also add people and
// manage join links here.

import { MAX_EMAIL_LENGTH } from "../auth/account-forms.ts";
import { COURSE_ROLES } from "../db/schema.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import { type FieldErrors, Field } from "../ui/field.tsx";
import { Pager } from "../ui/pager.tsx";
import { MAX_SECTION_LENGTH } from "../membership/change-enrolments.ts";
import { CourseLayout } from "./course-layout.tsx";
import type { JoinLink } from "../membership/join-links.ts";
import { JoinLinks } from "./join-links-view.tsx";
import { type FormerParticipant, type Participant, PARTICIPANTS_PAGE } from "./participants.ts";
import type { CourseView } from "../membership/course-view.ts";
import { OpenSeats } from "./seats/seats-view.tsx";
import type { OpenSeat } from "./seats/select-seats.ts";
import { SectionInput } from "./section-input.tsx";
import { PersonCells, PersonHeads } from "../membership/person-columns.tsx";
import { ShownName } from "../membership/shown-name-view.tsx";
import { countPages } from "../ui/count-pages.ts";

const FACTS = ["username", "email", "role", "section", "joinedAt"] as const;

export interface PeopleProps {
  c: AppContext;
  course: CourseView;
  people: Participant[];
  /** The number of matches, on all pages. */
  total: number;
  query: string;
  page: number;
  former: FormerParticipant[];
  sections: string[];
  /** The number of accounts from a roster that nobody has signed in to. */
  unused: number;
  /** Open seats from rosters; empty for those who may not see them. */
  seats: OpenSeat[];
  hasMail: boolean;
  /** A course of a learning platform is linked; false for those who may not read its roster. */
  hasPlatform: boolean;
  /** Empty for those who may not see them. */
  links: JoinLink[];
  notice?: WordKey | undefined;
  values?: { login: string; role: string; section: string };
  errors?: FieldErrors<"login" | "section" | "uses" | "days">;
}

export function PeoplePage(props: PeopleProps) {
  const { c, course, former, unused, notice } = props;
  const t = c.get("t");
  const isOpen = course.canInvite && course.archivedAt === null;
  return (
    <CourseLayout c={c} course={course} title={t("people.title")}>
      <h1>{t("people.title")}</h1>
      {notice !== undefined && (
        <p class="notice good" role="status">
          {t(notice)}
        </p>
      )}
      {props.seats.length > 0 && (
        <OpenSeats
          c={c}
          courseId={course.id}
          seats={props.seats}
          hasMail={props.hasMail}
          isOpen={isOpen}
        />
      )}
      <Participants {...props} />
      {former.length > 0 && (
        <section aria-labelledby="former">
          <h2 id="former">{t("people.former.title", { count: former.length })}</h2>
          <p class="muted">{t("people.former.intro")}</p>
          <ul class="rows">
            {former.map((person) => (
              <li>
                <div>
                  <ShownName
                    t={t}
                    person={person}
                    href={`/courses/${course.id}/people/${person.id}`}
                  />{" "}
                  <span class="muted">{person.username ?? person.email ?? ""}</span>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {props.hasPlatform && (
        <section aria-labelledby="platform">
          <h2 id="platform">{t("ltiRoster.title")}</h2>
          <p class="muted">{t("ltiRoster.teaser")}</p>
          <p>
            <a class="button" href={`/courses/${course.id}/people/platform`}>
              {t("ltiRoster.open")}
            </a>
          </p>
        </section>
      )}
      {isOpen && <AddForm {...props} />}
      {isOpen && (
        <section aria-labelledby="roster">
          <h2 id="roster">{t("roster.title")}</h2>
          <p class="muted">{t("roster.teaser")}</p>
          <p>
            <a class="button" href={`/courses/${course.id}/people/import`}>
              {t("roster.open")}
            </a>
          </p>
        </section>
      )}
      {course.canInvite && unused > 0 && (
        <section aria-labelledby="unused">
          <h2 id="unused">{t("firstLink.title")}</h2>
          <p class="muted">{t("firstLink.teaser", { count: unused })}</p>
          <p>
            <a class="button" href={`/courses/${course.id}/people/unused`}>
              {t("firstLink.open")}
            </a>
          </p>
        </section>
      )}
      {course.canInvite && <JoinLinks {...props} />}
    </CourseLayout>
  );
}

function Participants({ c, course, people, total, query, page }: PeopleProps) {
  const t = c.get("t");
  const root = `/courses/${course.id}/people`;
  const pages = countPages(total, PARTICIPANTS_PAGE);
  const address = (number: number) =>
    `${root}?${new URLSearchParams({ ...(query === "" ? {} : { q: query }), page: String(number) }).toString()}`;
  return (
    <section aria-labelledby="participants">
      <h2 id="participants" class="visually-hidden">
        {t("people.list")}
      </h2>
      <form method="get" action={root} role="search" class="search">
        <label for="field-q">{t("people.search")}</label>
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
      {people.length > 0 && (
        <div class="table-scroll" tabindex={0} role="group" aria-labelledby="participants">
          <table>
            <thead>
              <tr>
                <PersonHeads c={c} columns={["name", ...FACTS]} />
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr>
                  <th scope="row">
                    <ShownName t={t} person={person} href={`${root}/${person.id}`} />
                  </th>
                  <PersonCells c={c} person={person} columns={FACTS} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager c={c} page={page} pages={pages} address={address} />
    </section>
  );
}

function AddForm({
  c,
  course,
  sections,
  errors = {},
  values = { login: "", role: "student", section: "" },
}: PeopleProps) {
  const t = c.get("t");
  return (
    <section aria-labelledby="add">
      <h2 id="add">{t("people.add.title")}</h2>
      <form
        method="post"
        action={`/courses/${course.id}/people#add`}
        class="account-form"
        novalidate
      >
        <Field
          t={t}
          name="login"
          label={t("people.add.login")}
          hint={t("people.add.hint")}
          value={values.login}
          error={errors.login}
          required
          maxlength={MAX_EMAIL_LENGTH}
          autocomplete="off"
          autofocus={errors.login !== undefined}
        />
        {course.isOwner && (
          <div class="field">
            <label for="field-role">{t("manage.course.role")}</label>
            <select id="field-role" name="role">
              {COURSE_ROLES.toReversed().map((role) => (
                <option value={role} selected={role === values.role}>
                  {t(`manage.role.${role}`)}
                </option>
              ))}
            </select>
          </div>
        )}
        <SectionInput
          t={t}
          sections={sections}
          value={values.section}
          error={errors.section}
          maxlength={MAX_SECTION_LENGTH}
        />
        <p class="actions">
          <button type="submit">{t("people.add.submit")}</button>
        </p>
      </form>
    </section>
  );
}
