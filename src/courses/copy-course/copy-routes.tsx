//   GET   /courses/:id/copy  the form; with a filled-in form in the address, a preview
//   POST  /courses/:id/copy  creates the copy, if it is what the preview showed
//
// For the course's instructors who may create courses. An archived course can be copied too.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Db } from "../../db/open.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { type Form, readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { requireActor } from "../../http/require-actor.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { requireInstructor } from "../../membership/gate.ts";
import { mayCreateCourse } from "../../membership/may-create-course.ts";
import { formatIsoDay } from "../../ui/format.ts";
import { copyCourse } from "./copy-course.ts";
import { CopyPage } from "./copy-page.tsx";
import { planCopy } from "./plan-copy.ts";
import { checkCopyValues, readCopyValues } from "./read-form.ts";

export function copyRoutes(services: { catalogue: Catalogue; db: Db }): Hono<AppEnv> {
  const { db } = services;
  const requireCopied = (c: AppContext): CourseView => {
    const course = requireInstructor(db, c);
    if (!mayCreateCourse(c)) throw new HTTPException(404);
    return course;
  };
  const prepare = (course: CourseView, form: Form) => {
    const values = readCopyValues(form);
    const { days, errors } = checkCopyValues(values);
    const isReady = Object.keys(errors).length === 0;
    return {
      values,
      days,
      errors,
      isReady,
      plan: planCopy(services, course, days, values.choices),
    };
  };

  return new Hono<AppEnv>()
    .get("/courses/:id/copy", (c) => {
      const course = requireCopied(c);
      const query = c.req.query();
      const prepared = prepare(course, query);
      if ("to" in query) return c.html(<CopyPage c={c} course={course} {...prepared} />);
      const values = {
        ...prepared.values,
        from: findFirstDay(prepared.plan, course),
        inWeeks: true,
      };
      return c.html(<CopyPage c={c} course={course} {...prepared} values={values} errors={{}} />);
    })
    .post("/courses/:id/copy", async (c) => {
      const course = requireCopied(c);
      const form = await readForm(c);
      // Nothing else can change the database between this plan and the copy: no await comes between.
      const { isReady, ...prepared } = prepare(course, form);
      const { plan, values, days } = prepared;
      const page = { c, course, ...prepared, isReady };
      if (!isReady || plan.lines.some(({ problem }) => problem !== undefined))
        return c.html(<CopyPage {...page} />, 422);
      if (readText(form, "seen") !== plan.key) return c.html(<CopyPage {...page} isChanged />, 409);
      const id = copyCourse(db, {
        source: course,
        title: values.title,
        actorId: requireActor(c),
        days,
        plan,
      });
      return c.redirect(`/courses/${id}`, 303);
    });
}

/** The day of the first date of any assignment, or else the day the course was created. */
function findFirstDay(
  { lines }: ReturnType<typeof planCopy>,
  { timeZone, createdAt }: CourseView,
): string {
  const dates = lines.flatMap(({ assignment: { rules } }) =>
    [rules.opensAtMs, rules.dueAtMs].filter((ms) => ms !== null),
  );
  return formatIsoDay(dates.length === 0 ? createdAt : new Date(Math.min(...dates)), timeZone);
}
