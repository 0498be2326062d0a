// A site with a user in every role, and with data of a student and of a guest, for the tests that
// use access-table.ts.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Config } from "../../src/config.ts";
import { makeResetLink, makeVerifyLink } from "../../src/auth/one-time-links.ts";
import { addComment } from "../../src/comments/queries.ts";
import { makeJoinLink, selectJoinLinks } from "../../src/membership/join-links.ts";
import { setExtensions } from "../../src/courses/assignment-pages/save-extensions.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { newId, newSecret } from "../../src/db/id.ts";
import { saveDeliveries } from "../../src/inbox/mail/save-settings.ts";
import { selectOptionalAssignment } from "../../src/assignments/assignments.ts";
import { askQuestion } from "../../src/questions/write-question.ts";
import { discardRegrade } from "../../src/regrades/discard.ts";
import { selectOptionalOpen } from "../../src/regrades/queries.ts";
import { startRegrades } from "../../src/regrades/start.ts";
import { addEnrolment } from "./add-enrolment.ts";
import { addCertificate } from "./add-certificate.ts";
import { addToken } from "./add-token.ts";
import { makeAssignment } from "./make-assignment.ts";
import {
  assignments,
  type CourseRole,
  courses,
  type SiteRole,
  users,
} from "../../src/db/schema.ts";
import { certificates } from "../../src/db/certificate-schema.ts";
import { drafts, jobs, submissions } from "../../src/db/submission-schema.ts";
import { sessions } from "../../src/db/auth-schema.ts";
import { allowances } from "../../src/db/teaching-schema.ts";
import { rosterSeats } from "../../src/db/roster-schema.ts";
import { makeSeatLink } from "../../src/identity/seats.ts";
import { setOverride } from "../../src/gradebook/override-score.ts";
import type { CellName } from "../../src/gradebook/cell-name.ts";
import { selectOverrides } from "../../src/gradebook/select-cell.ts";
import { addContext } from "./lti/add-context.ts";
import { makeInvitation } from "../../src/lti/registration/invitations.ts";
import { registerPlatform } from "./lti/platform.ts";
import { writePlatformRows } from "./lti/write-platform-rows.ts";
import { makeSimilarPair } from "./make-similar-pair.ts";
import { openQuietSite, type QuietSite } from "./quiet-site.ts";
import { setHints } from "./set-hints.ts";
import { authorOf, submitByForm } from "./submissions-in-place.ts";
import type { Visitor } from "./visitor.ts";

/** In the course of `student`, unless stated otherwise. */
export const ROLES = [
  "nobody",
  /** Has submitted something. */
  "guest",
  /** The owner of the data. */
  "student",
  "classmate",
  "assistant",
  "instructor",
  "courseOwner",
  "otherStudent",
  "otherStaff",
  /** May create courses, and is in none. */
  "courseCreator",
  "siteOwner",
  /** A personal token of each. */
  "token",
  "assistantToken",
  "instructorToken",
  "courseOwnerToken",
  "ownerToken",
] as const;
export type Role = (typeof ROLES)[number];

/** Who sends which token. */
export const TOKENS = {
  token: "student",
  assistantToken: "assistant",
  instructorToken: "instructor",
  courseOwnerToken: "courseOwner",
  ownerToken: "siteOwner",
} as const satisfies Partial<Record<Role, Role>>;
const TOKEN_ROLES = Object.keys(TOKENS) as (keyof typeof TOKENS)[];

export interface World {
  site: QuietSite;
  send: (
    role: Role,
    method: string,
    path: string,
    body: Body,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; text: string; headers: Headers }>;
  /** From now on all requests go over the network, to the address of the site. */
  useNetwork: () => void;
  /** From now on all requests go to another process of the same site. */
  useApp: (app: QuietSite["app"]) => void;
  /** The state before any request: sessions, the queue, drafts. */
  restore: () => void;
  /** The student's data; created again by each call if a request uses it up. */
  submission: string;
  /** In no course; `submission` is from before the student joined, this one is not. */
  practice: string;
  guestSubmission: string;
  /** In the course, on tiny/sum; and the student's submission to it. */
  assignment: string;
  assigned: string;
  course: string;
  /** In which `otherStaff` teaches. */
  otherCourse: string;
  openCourseCode: string;
  studentId: string;
  /** On the student's score in it; the comment is the assistant's. */
  newOverride: () => string;
  newScoreComment: () => string;
  /** On the student's submission to it. */
  newAllowance: () => string;
  userIdOf: (role: Role) => string;
  newSession: () => string;
  newToken: () => string;
  /** The student's; anyone with the address may read it. */
  newCertificate: () => string;
  newLink: () => string;
  newReset: () => string;
  /** A learning platform with the deployment "1", and an address by which one registers itself. */
  newPlatform: () => string;
  newInvitation: () => string;
  /** Whose assignment is extended. */
  extended: () => string;
  /** The assistant's, on `assigned`. */
  newComment: () => string;
  /** The student's, about `assigned`. */
  newQuestion: () => string;
  /** In the course, and nowhere else. */
  newStudent: () => string;
  /** A student whose account the course's roster created, and no one has signed in to. */
  newUnused: () => string;
  /** Of `assignment`, in progress. */
  newRegrade: () => string;
  /** A roster that waits to be imported, in the course or another; and one that is imported. */
  newRoster: (courseId?: string) => string;
  newImport: () => string;
  /**
   * A roster's seat in the course that the classmate claims, with its link; and a link that
   * verifies the student's address.
   */
  newSeat: (courseId?: string) => { id: string; secret: string };
  /** With its owner as the only member. */
  newCourse: () => string;
  /** A platform's course that is linked to the course. */
  newContext: (courseId?: string) => string;
  newVerification: () => string;
  /** A platform's course that is linked to the course, without a roster. */
  newPlatformCourse: () => string;
  /** Reports the student and the classmate as similar. The page's address. */
  newSimilarPair: () => string;
  close: () => void;
}

export type Body = { form: Record<string, string> } | { json: unknown } | undefined;

function textOf(body: NonNullable<Body>): string {
  return "form" in body ? new URLSearchParams(body.form).toString() : JSON.stringify(body.json);
}

const SITE_ROLES: Partial<Record<Role, SiteRole>> = {
  courseCreator: "courseCreator",
  siteOwner: "owner",
};

export async function openWorld(config: Partial<Config> = {}): Promise<World> {
  const site = await openQuietSite(config);
  const { db } = site.services;
  setHints(db);
  const visitors = new Map<Role, Visitor>();
  const ids = new Map<Role, string>();
  for (const role of [
    "student",
    "classmate",
    "assistant",
    "instructor",
    "courseOwner",
    "otherStudent",
    "otherStaff",
    "courseCreator",
    "siteOwner",
  ] as const) {
    const siteRole = SITE_ROLES[role];
    const person = await site.signUp(role, siteRole === undefined ? {} : { siteRole });
    visitors.set(role, person);
    ids.set(role, person.userId);
  }
  for (const role of ["nobody", "guest", ...TOKEN_ROLES] as const) visitors.set(role, site.visit());
  const idOf = (role: Role) => ids.get(role)!;
  for (const role of TOKEN_ROLES) ids.set(role, idOf(TOKENS[role]));

  const course = createCourse(db, "The course", idOf("courseOwner"));
  const other = createCourse(db, "Another course", idOf("otherStaff"));
  const open = createCourse(db, "A course for all", idOf("siteOwner"));
  const enrol = (courseId: string, role: Role, as: CourseRole) =>
    addEnrolment(db, courseId, idOf(role), as);
  enrol(course, "student", "student");
  // The number of their notices would tell two pages apart that are to be the same.
  saveDeliveries(db, idOf("student"), {
    deliveries: { comment: "off" },
    dailyHour: 18,
  });
  enrol(course, "classmate", "student");
  enrol(course, "assistant", "assistant");
  enrol(course, "instructor", "instructor");
  enrol(other, "otherStudent", "student");

  const submission = await submitByForm(visitors.get("student")!, "student's own secret source");
  db.update(submissions)
    .set({ submittedAt: new Date(Date.now() - 24 * 3_600_000) })
    .where(eq(submissions.id, submission))
    .run();
  const practice = await submitByForm(visitors.get("student")!, "practised and secret source");
  db.delete(jobs).run();
  const guestSubmission = await submitByForm(visitors.get("guest")!, "guest's own secret source");
  // From now on the students submit to the course.
  const assignment = makeAssignment(db, { courseId: course });
  const score: CellName = { courseId: course, assignmentId: assignment, userId: idOf("student") };
  const assigned = await submitByForm(visitors.get("student")!, "assigned and secret source");
  ids.set("guest", authorOf(site.services, guestSubmission));
  const bearers = new Map<Role, string>();
  for (const role of TOKEN_ROLES) bearers.set(role, addToken(db, idOf(role)).token);
  const putFile = (before: string, after: string, text: string) => {
    const id = newId();
    mkdirSync(join(site.services.config.dataFolder, "rosters"), { recursive: true });
    writeFileSync(join(site.services.config.dataFolder, "rosters", `${before}${id}${after}`), text);
    return id;
  };
  const earlierSessions = db.select().from(sessions).all();
  const earlierCookies = new Map(
    [...visitors].map(([role, visitor]) => [role, new Map(visitor.cookies)]),
  );

  return {
    site,
    submission,
    practice,
    guestSubmission,
    assignment,
    assigned,
    course,
    otherCourse: other,
    openCourseCode: selectJoinLinks(db, open)[0]!.code,
    studentId: idOf("student"),
    newAllowance: () => {
      const id = newId();
      db.delete(allowances).run();
      db.insert(allowances)
        .values({
          id,
          submissionId: assigned,
          assignmentId: assignment,
          userId: idOf("student"),
          withLateRule: true,
          reason: "x",
          createdAt: new Date(),
          createdBy: idOf("assistant"),
        })
        .run();
      return id;
    },
    newOverride: () => {
      setOverride(db, score, { points: 1, reason: "r", actorId: idOf("instructor") });
      return selectOverrides(db, assignment, score.userId)[0]!.id;
    },
    newScoreComment: () =>
      addComment(db, {
        ...score,
        actorId: idOf("assistant"),
        submissionId: null,
        line: null,
        text: "secret source of doubt",
      }),
    userIdOf: idOf,
    send: async (role, method, path, body, headers = {}) => {
      const visitor = visitors.get(role)!;
      const kind: Record<string, string> =
        body === undefined
          ? {}
          : {
              "content-type":
                "form" in body ? "application/x-www-form-urlencoded" : "application/json",
            };
      const bearer = bearers.get(role);
      const all = {
        ...kind,
        ...(bearer === undefined
          ? { origin: new URL(site.services.config.publicUrl).origin }
          : { authorization: `Bearer ${bearer}` }),
        ...headers,
      };
      const text = body === undefined ? undefined : textOf(body);
      const answer = await visitor.send(
        method,
        path,
        method === "GET" ? undefined : (text ?? ""),
        all,
      );
      // A stream continues while something waits.
      if (answer.headers.get("content-type")?.startsWith("text/event-stream") === true) {
        await answer.body?.cancel();
        return { status: answer.status, text: "", headers: answer.headers };
      }
      return { status: answer.status, text: await answer.text(), headers: answer.headers };
    },
    useApp: (app) => {
      for (const visitor of visitors.values()) visitor.useApp(app);
    },
    useNetwork: () => {
      for (const visitor of visitors.values()) visitor.useNetwork();
    },
    restore: () => {
      for (const row of earlierSessions)
        db.insert(sessions).values(row).onConflictDoNothing().run();
      for (const [role, cookies] of earlierCookies) {
        visitors.get(role)!.cookies.clear();
        for (const [name, value] of cookies) visitors.get(role)!.cookies.set(name, value);
      }
      for (const role of ["student", "guest"] as const)
        db.update(users)
          .set({ name: role === "student" ? "Name of student" : "Anonymous" })
          .where(eq(users.id, idOf(role)))
          .run();
      db.update(assignments).set({ removedAt: null }).run();
      db.delete(jobs).run();
      db.update(courses).set({ archivedAt: null }).run();
      db.delete(drafts).run();
    },
    newSession: () => {
      const id = newId();
      const now = new Date();
      db.insert(sessions)
        .values({
          id,
          token: newSecret(),
          userId: idOf("student"),
          createdAt: now,
          updatedAt: now,
          expiresAt: new Date(now.getTime() + 3_600_000),
        })
        .run();
      return id;
    },
    newToken: () => addToken(db, idOf("student")).id,
    newCertificate: () => {
      db.delete(certificates).run();
      return addCertificate(db, idOf("student")).id;
    },
    newLink: () => {
      const code = makeJoinLink(db, course);
      return selectJoinLinks(db, course).find((link) => link.code === code)!.id;
    },
    newStudent: () => {
      const id = newId();
      db.insert(users)
        .values({
          id,
          name: "A new student",
          email: `${id}@no-mail.invalid`,
          createdAt: new Date(),
          updatedAt: new Date(),
        })
        .run();
      addEnrolment(db, course, id);
      return id;
    },
    newUnused: () => {
      const id = newId();
      const now = new Date();
      db.insert(users)
        .values({
          id,
          name: "Unused",
          email: `${id}@example.org`,
          createdAt: now,
          updatedAt: now,
          madeByCourse: course,
        })
        .run();
      addEnrolment(db, course, id, "student", { joinedAt: now });
      return id;
    },
    extended: () => {
      setExtensions(
        db,
        { courseId: course, assignmentId: assignment, actorId: idOf("instructor") },
        [idOf("student")],
        { dueAtMs: null, extraAttempts: 1 },
        "",
      );
      return idOf("student");
    },
    newRoster: (courseId = course) =>
      putFile(`${courseId}-`, ".csv", "name,username\nSomebody,somebody-new\n"),
    newImport: () =>
      putFile(
        `${course}-`,
        ".json",
        JSON.stringify({
          created: 1,
          enrolled: 0,
          moved: 0,
          mailed: 0,
          pending: [idOf("student")],
        }),
      ),
    newCourse: () => createCourse(db, "Yet another", idOf("courseOwner")),
    newContext: (courseId = course) => addContext(db, courseId),
    newSeat: (courseId = course) => {
      const id = newId();
      db.insert(rosterSeats)
        .values({
          id,
          courseId,
          name: "",
          username: id,
          email: "",
          claimedBy: idOf("classmate"),
          createdAt: new Date(),
          createdBy: idOf("instructor"),
        })
        .run();
      return { id, secret: makeSeatLink(db, id) };
    },
    newPlatformCourse: () =>
      writePlatformRows(db, {
        courseId: course,
        assignmentId: assignment,
        userId: idOf("student"),
        hasRoster: false,
      }).contextId,
    newVerification: () => makeVerifyLink(db, idOf("student")),
    newReset: () => makeResetLink(db, idOf("student")),
    newPlatform: () =>
      registerPlatform(db, {
        url: "https://moodle.example",
        clientId: newId(),
        deploymentId: "1",
      }),
    newInvitation: () => makeInvitation(db, idOf("siteOwner"), "Moodle"),
    newSimilarPair: () =>
      makeSimilarPair(db, {
        courseId: course,
        assignmentId: assignment,
        userIds: [idOf("student"), idOf("classmate")],
      }),
    newComment: () =>
      addComment(db, {
        actorId: idOf("assistant"),
        courseId: course,
        assignmentId: assignment,
        userId: idOf("student"),
        submissionId: assigned,
        line: 1,
        text: "Why?",
      }),
    newQuestion: () =>
      askQuestion(db, {
        actorId: idOf("student"),
        submission: { id: assigned, userId: idOf("student") },
        assignmentId: assignment,
        place: "whole",
        title: null,
        text: "a question about a secret source",
      }),
    newRegrade: () => {
      const open = selectOptionalOpen(db, assignment);
      if (open !== undefined) discardRegrade(db, open.id, idOf("instructor"));
      return startRegrades(
        db,
        [{ assignment: selectOptionalAssignment(db, course, assignment)!, offeredHash: null }],
        idOf("instructor"),
        "en",
      )[0]!;
    },
    close: site.close,
  };
}
