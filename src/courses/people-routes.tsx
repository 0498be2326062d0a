//   GET   /courses/:id/people               ?q= and ?page=: its participants, for staff
//   POST  /courses/:id/people               adds someone who has an account
//   GET   /courses/:id/people/:user         one participant
//   POST  /courses/:id/people/:user         their section; an owner may also change their role
//   POST  /courses/:id/people/:user/remove
//
// Instructors change students and sections; only owners change who is staff.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { readLine, readText } from "../http/read-field.ts";
import { COURSE_ROLES, type CourseRole } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { Db } from "../db/open.ts";
import type { FieldError } from "../ui/field.tsx";
import {
  addParticipant,
  changeParticipant,
  MAX_SECTION_LENGTH,
  removeParticipant,
  selectOptionalAccount,
} from "../membership/change-enrolments.ts";
import { requireInstructor, requireStaff } from "../membership/gate.ts";
import { type Participant, selectOptionalParticipant } from "./participants.ts";
import { type PeopleProps } from "./people-page.tsx";
import type { CourseView } from "../membership/course-view.ts";
import { joinLinkRoutes } from "./join-link-routes.ts";
import { type PeopleParts, showPeople, showPerson } from "./show-people.tsx";
import { requireActor } from "../http/require-actor.ts";
import { requireOpen } from "../membership/require-open.ts";

export function peopleRoutes(parts: PeopleParts): Hono<AppEnv> {
  const { db } = parts;
  return new Hono<AppEnv>()
    .get("/courses/:id/people", (c) => showPeople(parts, c, requireStaff(db, c)))
    .post("/courses/:id/people", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const form = await readForm(c);
      const values = {
        login: readLine(form, "login"),
        role: readText(form, "role"),
        section: readLine(form, "section"),
      };
      const role = values.role === "" ? "student" : parseRole(course, values.role);
      if (role === undefined) throw new HTTPException(404);
      const section = readSection(values.section);
      const userId = values.login === "" ? undefined : selectOptionalAccount(db, values.login);
      const refuse = (errors: PeopleProps["errors"] & object) => {
        c.status(422);
        return showPeople(parts, c, course, { values, errors });
      };
      if (values.login === "") return refuse({ login: { key: "people.error.login" } });
      if (userId === undefined)
        return refuse({ login: { key: "people.error.nobody", params: { login: values.login } } });
      if (section.error !== undefined) return refuse({ section: section.error });
      if (!addParticipant(db, requireActor(c), course.id, userId, { role, section: section.value }))
        return refuse({ login: { key: "people.error.already", params: { login: values.login } } });
      return c.redirect(`/courses/${course.id}/people/${userId}?done=added`, 303);
    })
    .get("/courses/:id/people/:user", (c) => showPerson(parts, c, requireStaff(db, c)))
    .post("/courses/:id/people/:user", async (c) => {
      const course = requireInstructor(db, c);
      const person = findParticipant(db, c, course);
      requireOpen(course);
      const form = await readForm(c);
      const section = readSection(readLine(form, "section"));
      if (section.error !== undefined) {
        c.status(422);
        return showPerson(parts, c, course, {
          section: readLine(form, "section"),
          errors: { section: section.error },
        });
      }
      const wanted = readText(form, "role");
      const role = wanted === "" ? person.role : parseRole(course, wanted);
      if (role === undefined) throw new HTTPException(404);
      changeParticipant(db, requireActor(c), course.id, person.id, {
        role,
        section: section.value,
      });
      return c.redirect(`/courses/${course.id}/people/${person.id}?done=changed`, 303);
    })
    .post("/courses/:id/people/:user/remove", (c) => {
      const course = requireInstructor(db, c);
      const person = findParticipant(db, c, course);
      if (person.role !== "student" && !course.isOwner) throw new HTTPException(404);
      requireOpen(course);
      removeParticipant(db, requireActor(c), course.id, person.id);
      return c.redirect(`/courses/${course.id}/people?done=removed`, 303);
    })
    .route("/", joinLinkRoutes(parts));
}

/** undefined if it is no role, or one that this viewer may not give. */
function parseRole(course: CourseView, wanted: string): CourseRole | undefined {
  return course.isOwner ? COURSE_ROLES.find((role) => role === wanted) : undefined;
}

function readSection(text: string): { value: string | null; error?: FieldError } {
  if (text.length > MAX_SECTION_LENGTH)
    return {
      value: null,
      error: { key: "people.error.section", params: { count: MAX_SECTION_LENGTH } },
    };
  return { value: text === "" ? null : text };
}

function findParticipant(db: Db, c: AppContext, course: CourseView): Participant {
  const person = selectOptionalParticipant(db, course.id, c.req.param("user") ?? "");
  if (person === undefined) throw new HTTPException(404);
  return person;
}
