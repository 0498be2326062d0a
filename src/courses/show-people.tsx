// Shows the People page of a course, and the page of one person, with what a form got wrong.

import { readPage, readQueryLine } from "../http/read-query.ts";
import { HTTPException } from "hono/http-exception";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import { countUnusedAccounts, selectOptionalUnusedAccount } from "./first-links/unused-accounts.ts";
import { hasLinkedPlatform } from "./linked-platform.ts";
import { selectJoinLinks } from "../membership/join-links.ts";
import {
  selectFormerParticipants,
  selectOptionalParticipant,
  selectParticipants,
  selectSections,
} from "./participants.ts";
import { PeoplePage, type PeopleProps } from "./people-page.tsx";
import { PersonPage, type PersonProps } from "./person-page.tsx";
import type { CourseView } from "../membership/course-view.ts";
import { selectSeatList } from "./seats/select-seats.ts";

/** The values of `?done=`. */
const DONE: Partial<Record<string, WordKey>> = {
  added: "people.done.added",
  changed: "people.done.changed",
  removed: "people.done.removed",
  confirmed: "people.done.confirmed",
  withdrawn: "people.done.withdrawn",
  mailed: "people.done.mailed",
};

export interface PeopleParts {
  config: Config;
  db: Db;
}

export function showPeople(
  { config, db }: PeopleParts,
  c: AppContext,
  course: CourseView,
  extra: Partial<PeopleProps> = {},
) {
  const query = readQueryLine(c, "q", 100);
  const links = course.canInvite ? selectJoinLinks(db, course.id) : [];
  return c.html(
    <PeoplePage
      c={c}
      course={course}
      {...selectParticipants(db, course.id, query, readPage(c))}
      query={query}
      former={query === "" ? selectFormerParticipants(db, course.id) : []}
      sections={selectSections(db, course.id)}
      seats={course.canInvite ? selectSeatList(db, course.id) : []}
      hasMail={config.mail !== undefined}
      unused={course.canInvite ? countUnusedAccounts(db, course.id, course) : 0}
      links={links}
      hasPlatform={course.canInvite && hasLinkedPlatform(db, course.id)}
      notice={DONE[c.req.query("done") ?? ""]}
      {...extra}
    />,
  );
}

export function showPerson(
  { db }: PeopleParts,
  c: AppContext,
  course: CourseView,
  extra: Partial<PersonProps> = {},
) {
  const id = c.req.param("user") ?? "";
  const person =
    selectOptionalParticipant(db, course.id, id) ?? selectFormerParticipants(db, course.id, id)[0];
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
}
