//   GET   /courses/:id/platform                    where its scores go, for staff: ?page=
//   POST  /courses/:id/platform/:context/send      what=failed, all, or one (assignment, subject):
//                                                  sends again, for instructors
//   POST  /courses/:id/platform/:context/scores    to=on, off: whether scores are sent
//   POST  /courses/:id/platform/:context/unlink    the platform's course leaves this one

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { selectCourseAssignments } from "../../assignments/assignments.ts";
import type { Db } from "../../db/open.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { readPage } from "../../http/read-query.ts";
import { requireActor } from "../../http/require-actor.ts";
import { requireInstructor, requireStaff } from "../../membership/gate.ts";
import { requireOpen } from "../../membership/require-open.ts";
import {
  type Again,
  isLinked,
  type OfContext,
  sendAgain,
  switchSending,
  unlinkContext,
} from "./change-sending.ts";
import type { GradeSender } from "./grade-sender.ts";
import { selectSendingContexts, selectSendingNames, selectSendings } from "./select-sending.ts";
import { SendingPage } from "./sending-page.tsx";

export function sendingRoutes({
  db,
  gradeSender,
}: {
  db: Db;
  gradeSender: Pick<GradeSender, "retryNow">;
}): Hono<AppEnv> {
  const find = (c: AppContext): OfContext => {
    const course = requireInstructor(db, c);
    const contextId = c.req.param("context") ?? "";
    if (!isLinked(db, course.id, contextId)) throw new HTTPException(404);
    requireOpen(course);
    return { courseId: course.id, contextId, actorId: requireActor(c) };
  };
  const back = (c: AppContext, { courseId }: OfContext, done: string) =>
    c.redirect(`/courses/${courseId}/platform?done=${done}`, 303);

  return new Hono<AppEnv>()
    .get("/courses/:id/platform", (c) => {
      const course = requireStaff(db, c);
      const contexts = selectSendingContexts(db, course.id);
      const page = readPage(c);
      const log = { ...selectSendings(db, course.id, page), page };
      return c.html(
        <SendingPage
          c={c}
          course={course}
          contexts={contexts}
          assignments={selectCourseAssignments(db, course.id)}
          log={log}
          names={selectSendingNames(db, course.id, contexts, log.rows)}
          notice={readNotice(c)}
        />,
      );
    })
    .post("/courses/:id/platform/:context/send", async (c) => {
      const of = find(c);
      const again = readAgain(await readForm(c));
      const count = sendAgain(db, of, again);
      gradeSender.retryNow();
      return back(c, of, String(count));
    })
    .post("/courses/:id/platform/:context/scores", async (c) => {
      const of = find(c);
      const isOn = readText(await readForm(c), "to") === "on";
      switchSending(db, of, isOn);
      gradeSender.retryNow();
      return back(c, of, isOn ? "on" : "off");
    })
    .post("/courses/:id/platform/:context/unlink", (c) => {
      const of = find(c);
      unlinkContext(db, of);
      return back(c, of, "unlinked");
    });
}

function readAgain(form: Record<string, unknown>): Again {
  const what = readText(form, "what");
  if (what === "one")
    return {
      kind: "one",
      assignmentId: readText(form, "assignment"),
      subject: readText(form, "subject"),
    };
  return { kind: what === "all" ? "all" : "failed" };
}

function readNotice(c: AppContext): string | undefined {
  const t = c.get("t");
  const done = c.req.query("done") ?? "";
  if (done === "on") return t("ltiGrades.switchedOn");
  if (done === "off") return t("ltiGrades.switchedOff");
  if (done === "unlinked") return t("ltiGrades.unlink.done");
  return /^\d{1,6}$/.test(done) ? t("ltiGrades.again.done", { count: Number(done) }) : undefined;
}
