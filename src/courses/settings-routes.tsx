//   GET, POST  /courses/:id/settings          title, time zone and language of exports, for
//                                             instructors
//   POST       /courses/:id/settings/archive  /reopen: for its owners
//   POST       /courses/:id/view-as           as=student: its staff see it as a student does, until
//                                             as=staff

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { LANGUAGES } from "../../grader/doors/packs.ts";
import { readLine, readText } from "../http/read-field.ts";
import { deleteSiteCookie, setSiteCookie } from "../http/cookies.ts";
import type { AppEnv } from "../http/environment.ts";
import { toLocalPath } from "../http/local-path.ts";
import { readForm } from "../http/read-form.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import type { FieldErrors } from "../ui/field.tsx";
import { archiveCourse, changeCourse, readTimeZone } from "./change-course.ts";
import { requireCourseOwner, requireInstructor, VIEW_AS_COOKIE } from "../membership/gate.ts";
import { selectOptionalCourse } from "../membership/course-view.ts";
import { MAX_TITLE_LENGTH } from "../membership/create-course.ts";
import { requireOpen } from "../membership/require-open.ts";
import { CourseSettingsPage } from "./settings-page.tsx";
import { requireActor } from "../http/require-actor.ts";

export function settingsRoutes({ config, db }: { config: Config; db: Db }): Hono<AppEnv> {
  const isHttps = config.publicUrl.startsWith("https:");
  return new Hono<AppEnv>()
    .get("/courses/:id/settings", (c) =>
      c.html(
        <CourseSettingsPage
          c={c}
          course={requireInstructor(db, c)}
          isSaved={c.req.query("done") === "saved"}
        />,
      ),
    )
    .post("/courses/:id/settings", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const form = await readForm(c);
      const [title, wantedZone] = [readLine(form, "title"), readLine(form, "timeZone")];
      const timeZone = readTimeZone(wantedZone);
      const language =
        LANGUAGES.find((one) => one === readText(form, "language")) ?? course.language;
      const errors: FieldErrors<"title" | "timeZone"> = {
        ...(title === "" || title.length > MAX_TITLE_LENGTH
          ? { title: { key: "manage.error.title", params: { count: MAX_TITLE_LENGTH } } }
          : {}),
        ...(timeZone === undefined ? { timeZone: { key: "people.error.timeZone" } } : {}),
      };
      if (timeZone === undefined || errors.title !== undefined) {
        c.status(422);
        return c.html(
          <CourseSettingsPage
            c={c}
            course={course}
            values={{ title, timeZone: wantedZone, language }}
            errors={errors}
          />,
        );
      }
      changeCourse(db, requireActor(c), course.id, { title, timeZone, language });
      return c.redirect(`/courses/${course.id}/settings?done=saved`, 303);
    })
    .post("/courses/:id/settings/archive", (c) => {
      const course = requireCourseOwner(db, c);
      archiveCourse(db, requireActor(c), course.id, true);
      return c.redirect(`/courses/${course.id}/settings`, 303);
    })
    .post("/courses/:id/settings/reopen", (c) => {
      const course = requireCourseOwner(db, c);
      archiveCourse(db, requireActor(c), course.id, false);
      return c.redirect(`/courses/${course.id}/settings`, 303);
    })
    .post("/courses/:id/view-as", async (c) => {
      // Not by the gate: someone viewing the course as a student is still staff here.
      const course = selectOptionalCourse(db, c.get("viewer"), c.req.param("id"));
      if (course === undefined || !course.isStaff) throw new HTTPException(404);
      const form = await readForm(c);
      const back = toLocalPath(c.get("site"), form["back"]);
      const root = `/courses/${course.id}`;
      if (readText(form, "as") === "student") {
        setSiteCookie(c, VIEW_AS_COOKIE, course.id, { secure: isHttps });
        // Most pages of a course are for staff only, so a student's view starts at its first page.
        return c.redirect(back.startsWith("/submissions/") ? back : root, 303);
      }
      deleteSiteCookie(c, VIEW_AS_COOKIE);
      return c.redirect(back === "/" ? root : back, 303);
    });
}
