//   GET   /courses/:id/people/platform             the rosters of linked courses of platforms
//   POST  /courses/:id/people/platform/:context    do=preview or sync; seen: what was previewed
//
// For instructors. The first time, a roster is previewed before it is applied.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { RefusedError } from "../../http/errors.ts";
import { readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { requireActor } from "../../http/require-actor.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { requireInstructor } from "../../membership/gate.ts";
import { requireOpen } from "../../membership/require-open.ts";
import { selectFullNames } from "../../membership/shown-name.ts";
import type { LtiServices } from "../lti-services.ts";
import { PreviewPage } from "./preview-page.tsx";
import { RosterPage } from "./roster-page.tsx";
import { type LinkedContext, selectContexts, selectOptionalContextOf } from "./select-contexts.ts";
import { selectGone, selectNew, selectUnknown } from "./select-course-people.ts";
import { compareRoster, syncRoster, type SyncResult } from "./sync-roster.ts";

export function rosterRoutes(services: LtiServices): Hono<AppEnv> {
  const { db } = services;
  /** Rosters that are being read: hundreds of requests to the platform. */
  const busy = new Set<string>();

  return new Hono<AppEnv>()
    .get("/courses/:id/people/platform", (c) => {
      const course = requireInstructor(db, c);
      const rosters = selectContexts(db, course.id).map((context) => ({
        context,
        fresh: selectNew(db, context),
        gone: selectGone(db, context),
      }));
      return c.html(
        <RosterPage
          c={c}
          course={course}
          rosters={rosters}
          unknown={selectUnknown(db, course.id)}
          isDone={c.req.query("done") === "synced"}
        />,
      );
    })
    .post("/courses/:id/people/platform/:context", async (c) => {
      const course = requireInstructor(db, c);
      const context = selectOptionalContextOf(db, course.id, c.req.param("context"));
      if (context === undefined) throw new HTTPException(404);
      requireOpen(course);
      const form = await readForm(c);
      if (busy.has(context.id)) throw new RefusedError("roster-busy", { key: "ltiRoster.busy" });
      busy.add(context.id);
      try {
        return await readRoster(services, c, { course, context, form });
      } finally {
        busy.delete(context.id);
      }
    });
}

interface Asked {
  course: CourseView;
  context: LinkedContext;
  form: Record<string, unknown>;
}

async function readRoster({ db }: LtiServices, c: AppContext, { course, context, form }: Asked) {
  const root = `/courses/${course.id}/people/platform`;
  const seen = readText(form, "seen");
  const isPreview = readText(form, "do") !== "sync" || (context.rosterAt === null && seen === "");
  const result: SyncResult = isPreview
    ? await compareRoster(db, context)
    : await syncRoster(db, context, {
        actorId: requireActor(c),
        seen: seen === "" ? undefined : seen,
      });
  if (result.kind === "failed") return c.redirect(root, 303);
  if (result.kind === "done") return c.redirect(`${root}?done=synced`, 303);
  const { plan } = result;
  const ids = plan.lines.filter(({ name }) => name === "").map(({ userId }) => userId ?? "");
  return c.html(
    <PreviewPage
      c={c}
      course={course}
      context={context}
      plan={plan}
      names={selectFullNames(db, ids, course.id)}
      hasChanged={!isPreview}
    />,
  );
}
