// GET, POST /join/:code                      which course it is; joins it
// GET       /courses/:id                     for those who are in it
// POST      /courses/:id/links               makes a join link; /courses/:id/links/:link/revoke

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Form, textOf } from "../auth/account-forms.ts";
import { arrive } from "../auth/arrive.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { Services } from "../services.ts";
import type { Faults } from "../ui/field.tsx";
import { requireCourse, requireInstructor } from "./gate.ts";
import { CoursePage } from "./course-page.tsx";
import { JoinPage } from "./join-page.tsx";
import { makeJoinLink, MAX_JOIN_DAYS, MAX_JOIN_USES, revokeJoinLink, selectJoinLinks, selectOptionalInvitation, selectOptionalRole } from "./join-links.ts";
import { type CourseView, selectParticipants } from "./queries.ts";

const DAY_MS = 24 * 3_600_000;

export function courseRoutes({ config, db }: Services): Hono<AppEnv> {
  const findInvitation = (code: string) => {
    const invitation = selectOptionalInvitation(db, code);
    if (invitation === undefined) throw new HTTPException(404);
    return invitation;
  };
  const show = (c: AppContext, course: CourseView, extra: { hasJoined?: boolean; faults?: Faults<"uses" | "days"> } = {}) =>
    c.html(
      <CoursePage c={c} course={course} links={course.canInvite ? selectJoinLinks(db, course.id) : []} participants={course.isStaff ? selectParticipants(db, course.id) : []} origin={config.publicUrl} {...extra} />,
    );

  return new Hono<AppEnv>()
    .get("/join/:code", (c) => {
      const invitation = findInvitation(c.req.param("code"));
      const viewer = c.get("viewer");
      return c.html(<JoinPage c={c} invitation={invitation} isIn={viewer.kind === "member" && selectOptionalRole(db, invitation.course.id, viewer.userId) !== undefined} />);
    })
    .post("/join/:code", (c) => {
      const { code } = findInvitation(c.req.param("code"));
      const viewer = c.get("viewer");
      if (viewer.kind !== "member") return c.redirect(`/sign-up?join=${code}`, 303);
      return c.redirect(arrive(db, viewer.userId, { next: "/", join: code }), 303);
    })
    .get("/courses/:id", (c) => show(c, requireCourse(db, c), { hasJoined: c.req.query("done") === "joined" }))
    .post("/courses/:id/links", async (c) => {
      const course = requireInstructor(db, c);
      const form = await readForm(c);
      const uses = wholeNumber(form, "uses", MAX_JOIN_USES);
      const days = wholeNumber(form, "days", MAX_JOIN_DAYS);
      const faults: Faults<"uses" | "days"> = {
        ...(uses === undefined ? { uses: { key: "manage.fault.number", params: { max: MAX_JOIN_USES } } } : {}),
        ...(days === undefined ? { days: { key: "manage.fault.number", params: { max: MAX_JOIN_DAYS } } } : {}),
      };
      if (uses === undefined || days === undefined) {
        c.status(422);
        return show(c, course, { faults });
      }
      makeJoinLink(db, course.id, { maxUses: uses, expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS) });
      return c.redirect(`/courses/${course.id}#links`, 303);
    })
    .post("/courses/:id/links/:link/revoke", (c) => {
      const course = requireInstructor(db, c);
      if (!revokeJoinLink(db, course.id, c.req.param("link"))) throw new HTTPException(404);
      return c.redirect(`/courses/${course.id}#links`, 303);
    });
}

/** null where the field was left empty; undefined where it is no whole number from 1 to `most`. */
function wholeNumber(form: Form, name: string, most: number): number | null | undefined {
  const text = textOf(form, name).trim();
  if (text === "") return null;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}
