//   GET   /courses/:id/people               ?q= and ?page=: its participants, for staff
//   POST  /courses/:id/people               adds someone who has an account
//   GET   /courses/:id/people/:user         one participant
//   POST  /courses/:id/people/:user         their section; an owner may also change their role
//   POST  /courses/:id/people/:user/remove
//   POST  /courses/:id/links                creates a join link
//   POST  /courses/:id/links/:link/revoke
//
// Instructors change students and sections; only owners change who is staff.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Form, readLine, readText } from "../http/form-fields.ts";
import { COURSE_ROLES, type CourseRole } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { WordKey } from "../i18n/index.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import type { Fault, Faults } from "../ui/field.tsx";
import {
  addParticipant,
  changeParticipant,
  MAX_SECTION_LENGTH,
  removeParticipant,
  selectOptionalAccount,
} from "../membership/change-enrolments.ts";
import { countUnusedAccounts, selectOptionalUnusedAccount } from "./first-links/unused-accounts.ts";
import { requireInstructor, requireStaff } from "../membership/gate.ts";
import {
  addJoinLink,
  MAX_JOIN_DAYS,
  MAX_JOIN_USES,
  revokeJoinLink,
  selectJoinLinks,
} from "../membership/join-links.ts";
import {
  type Participant,
  selectFormerParticipants,
  selectOptionalParticipant,
  selectParticipants,
  selectSections,
} from "./participants.ts";
import { PeoplePage, type PeopleProps } from "./people-page.tsx";
import { PersonPage, type PersonProps } from "./person-page.tsx";
import type { CourseView } from "../membership/queries.ts";
import { requireOpen } from "../membership/require-open.ts";
import { selectSeatList } from "./seats/select-seats.ts";
import { DAY_MS } from "../durations.ts";
import { requireActor } from "../http/require-actor.ts";

const MAX_PAGE = 100_000;
/** The values of `?done=`. */
const DONE: Partial<Record<string, WordKey>> = {
  added: "people.done.added",
  changed: "people.done.changed",
  removed: "people.done.removed",
  confirmed: "people.done.confirmed",
  withdrawn: "people.done.withdrawn",
  mailed: "people.done.mailed",
};

export function peopleRoutes({ config, db }: { config: Config; db: Db }): Hono<AppEnv> {
  const showAll = (c: AppContext, course: CourseView, extra: Partial<PeopleProps> = {}) => {
    const query = (c.req.query("q") ?? "").trim().slice(0, 100);
    const asked = Number(c.req.query("page") ?? 1);
    const page = Number.isInteger(asked) && asked >= 1 && asked <= MAX_PAGE ? asked : 1;
    const links = course.canInvite ? selectJoinLinks(db, course.id) : [];
    return c.html(
      <PeoplePage
        c={c}
        course={course}
        {...selectParticipants(db, course.id, query, page)}
        query={query}
        page={page}
        former={query === "" ? selectFormerParticipants(db, course.id) : []}
        sections={selectSections(db, course.id)}
        seats={course.canInvite ? selectSeatList(db, course.id) : []}
        hasMail={config.mail !== undefined}
        unused={course.canInvite ? countUnusedAccounts(db, course.id, course) : 0}
        links={links}
        notice={DONE[c.req.query("done") ?? ""]}
        {...extra}
      />,
    );
  };
  const showOne = (c: AppContext, course: CourseView, extra: Partial<PersonProps> = {}) => {
    const id = c.req.param("user") ?? "";
    const person =
      selectOptionalParticipant(db, course.id, id) ??
      selectFormerParticipants(db, course.id, id)[0];
    if (person === undefined) throw new HTTPException(404);
    return c.html(
      <PersonPage
        c={c}
        course={course}
        person={person}
        isUnused={
          course.canInvite &&
          selectOptionalUnusedAccount(db, course.id, person.id, course) !== undefined
        }
        sections={selectSections(db, course.id)}
        notice={DONE[c.req.query("done") ?? ""]}
        {...extra}
      />,
    );
  };
  const findParticipant = (c: AppContext, course: CourseView): Participant => {
    const person = selectOptionalParticipant(db, course.id, c.req.param("user") ?? "");
    if (person === undefined) throw new HTTPException(404);
    return person;
  };

  return new Hono<AppEnv>()
    .get("/courses/:id/people", (c) => showAll(c, requireStaff(db, c)))
    .post("/courses/:id/people", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const form = await readForm(c);
      const values = {
        login: readLine(form, "login"),
        role: readText(form, "role"),
        section: readLine(form, "section"),
      };
      const role = values.role === "" ? "student" : roleOf(course, values.role);
      if (role === undefined) throw new HTTPException(404);
      const section = sectionOf(values.section);
      const userId = values.login === "" ? undefined : selectOptionalAccount(db, values.login);
      const refuse = (faults: PeopleProps["faults"] & object) => {
        c.status(422);
        return showAll(c, course, { values, faults });
      };
      if (values.login === "") return refuse({ login: { key: "people.fault.login" } });
      if (userId === undefined)
        return refuse({ login: { key: "people.fault.nobody", params: { login: values.login } } });
      if (section.fault !== undefined) return refuse({ section: section.fault });
      if (!addParticipant(db, requireActor(c), course.id, userId, { role, section: section.value }))
        return refuse({ login: { key: "people.fault.already", params: { login: values.login } } });
      return c.redirect(`/courses/${course.id}/people/${userId}?done=added`, 303);
    })
    .get("/courses/:id/people/:user", (c) => showOne(c, requireStaff(db, c)))
    .post("/courses/:id/people/:user", async (c) => {
      const course = requireInstructor(db, c);
      const person = findParticipant(c, course);
      requireOpen(course);
      const form = await readForm(c);
      const section = sectionOf(readLine(form, "section"));
      if (section.fault !== undefined) {
        c.status(422);
        return showOne(c, course, {
          section: readLine(form, "section"),
          faults: { section: section.fault },
        });
      }
      const wanted = readText(form, "role");
      const role = wanted === "" ? person.role : roleOf(course, wanted);
      if (role === undefined) throw new HTTPException(404);
      changeParticipant(db, requireActor(c), course.id, person.id, {
        role,
        section: section.value,
      });
      return c.redirect(`/courses/${course.id}/people/${person.id}?done=changed`, 303);
    })
    .post("/courses/:id/people/:user/remove", (c) => {
      const course = requireInstructor(db, c);
      const person = findParticipant(c, course);
      if (person.role !== "student" && !course.isOwner) throw new HTTPException(404);
      requireOpen(course);
      removeParticipant(db, requireActor(c), course.id, person.id);
      return c.redirect(`/courses/${course.id}/people?done=removed`, 303);
    })
    .post("/courses/:id/links", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const form = await readForm(c);
      const uses = wholeNumber(form, "uses", MAX_JOIN_USES);
      const days = wholeNumber(form, "days", MAX_JOIN_DAYS);
      const faults: Faults<"uses" | "days"> = {
        ...(uses === undefined
          ? { uses: { key: "manage.fault.number", params: { max: MAX_JOIN_USES } } }
          : {}),
        ...(days === undefined
          ? { days: { key: "manage.fault.number", params: { max: MAX_JOIN_DAYS } } }
          : {}),
      };
      if (uses === undefined || days === undefined) {
        c.status(422);
        return showAll(c, course, { faults });
      }
      addJoinLink(db, requireActor(c), course.id, {
        maxUses: uses,
        expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS),
      });
      return c.redirect(`/courses/${course.id}/people#links`, 303);
    })
    .post("/courses/:id/links/:link/revoke", (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      if (!revokeJoinLink(db, requireActor(c), course.id, c.req.param("link")))
        throw new HTTPException(404);
      return c.redirect(`/courses/${course.id}/people#links`, 303);
    });
}

/** undefined if it is no role, or one that this viewer may not give. */
function roleOf(course: CourseView, wanted: string): CourseRole | undefined {
  return course.isOwner ? COURSE_ROLES.find((role) => role === wanted) : undefined;
}

function sectionOf(text: string): { value: string | null; fault?: Fault } {
  if (text.length > MAX_SECTION_LENGTH)
    return {
      value: null,
      fault: { key: "people.fault.section", params: { count: MAX_SECTION_LENGTH } },
    };
  return { value: text === "" ? null : text };
}

/** null if the field was left empty; undefined if it is not a whole number from 1 to `most`. */
function wholeNumber(form: Form, name: string, most: number): number | null | undefined {
  const text = readText(form, name).trim();
  if (text === "") return null;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}
