// A course of a platform, for the people whom the platform has sent from it:
//
//   GET  /lti/contexts/:id   what is missing; its instructor chooses the course here
//   POST /lti/contexts/:id   links it

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readLine, readText } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import { requireSession } from "../http/require-session.ts";
import { createCourse, MAX_TITLE_LENGTH } from "../membership/create-course.ts";
import { ContextPage } from "./context-page.tsx";
import {
  type ContextView,
  linkCourse,
  NEW_COURSE,
  selectLinkableCourses,
  selectOptionalContext,
} from "./link-course.ts";
import type { LtiServices } from "./lti-services.ts";

export function contextRoutes({ db, config }: LtiServices): Hono<AppEnv> {
  const find = (c: AppContext, id: string): [string, ContextView] => {
    const userId = requireSession(c);
    const context = selectOptionalContext(db, id, userId);
    if (context === undefined) throw new HTTPException(404);
    return [userId, context];
  };

  return new Hono<AppEnv>()
    .get("/lti/contexts/:id", (c) => {
      const [userId, context] = find(c, c.req.param("id"));
      const courses = mayLink(context) ? selectLinkableCourses(db, userId) : [];
      return c.html(<ContextPage c={c} context={context} courses={courses} />);
    })
    .post("/lti/contexts/:id", async (c) => {
      const [userId, context] = find(c, c.req.param("id"));
      if (!mayLink(context)) throw new HTTPException(404);
      const form = await readForm(c);
      const courses = selectLinkableCourses(db, userId);
      const chosen = readText(form, "course");
      const title = readLine(form, "title").slice(0, MAX_TITLE_LENGTH);
      if (chosen === NEW_COURSE ? title === "" : !courses.some(({ id }) => id === chosen)) {
        c.status(422);
        return c.html(<ContextPage c={c} context={context} courses={courses} hasError />);
      }
      const courseId =
        chosen === NEW_COURSE
          ? createCourse(db, title, userId, {
              timeZone: config.timeZone,
              language: c.get("language"),
            })
          : chosen;
      linkCourse(db, context.id, courseId, userId);
      return c.redirect(`/courses/${courseId}`, 303);
    });
}

function mayLink({ role, courseId }: ContextView): boolean {
  return role === "instructor" && courseId === null;
}
