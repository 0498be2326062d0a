//   GET   /courses  the user's courses
//   POST  /courses  creates one, for those whose site role allows it; they become its owner

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { readLine } from "../../http/read-field.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import type { Db } from "../../db/open.ts";
import { createCourse, MAX_TITLE_LENGTH } from "../../membership/create-course.ts";
import { mayCreateCourse } from "../../membership/may-create-course.ts";
import { MyCoursesPage } from "./my-courses-page.tsx";
import { selectMyCourses } from "./select-my-courses.ts";

export function myCoursesRoutes({ db }: { db: Db }): Hono<AppEnv> {
  /** Throws 401: a guest is in no course. */
  const requireMember = (c: AppContext): string => {
    const viewer = c.get("viewer");
    if (viewer.kind !== "member") throw new HTTPException(401);
    return viewer.userId;
  };

  return new Hono<AppEnv>()
    .get("/courses", (c) =>
      c.html(
        <MyCoursesPage
          c={c}
          mine={selectMyCourses(db, requireMember(c))}
          mayCreate={mayCreateCourse(c)}
        />,
      ),
    )
    .post("/courses", async (c) => {
      const userId = requireMember(c);
      if (!mayCreateCourse(c)) throw new HTTPException(404);
      const title = readLine(await readForm(c), "title");
      if (title === "" || title.length > MAX_TITLE_LENGTH) {
        c.status(422);
        return c.html(
          <MyCoursesPage
            c={c}
            mine={selectMyCourses(db, userId)}
            mayCreate
            title={title}
            errors={{ title: { key: "manage.error.title", params: { count: MAX_TITLE_LENGTH } } }}
          />,
        );
      }
      return c.redirect(
        `/courses/${createCourse(db, title, userId, { timeZone: c.get("timeZone") })}`,
        303,
      );
    });
}
