// GET /courses/:id/questions  all for staff, their own for students: ?state= ?assignment= ?page=

import { Hono } from "hono";
import { selectCourseAssignments } from "../../assignments/assignments.ts";
import type { Db } from "../../db/open.ts";
import type { AppEnv } from "../../http/environment.ts";
import { readPage } from "../../http/read-query.ts";
import { requireActor } from "../../http/require-actor.ts";
import { requireCourse } from "../../membership/gate.ts";
import { listQuestions, QUESTION_FILTERS } from "../../questions/list-questions.ts";
import { QuestionsPage } from "./questions-page.tsx";

/** An unknown state or assignment is ignored. */
export function courseQuestionRoutes({ db }: { db: Db }): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/courses/:id/questions", (c) => {
    const course = requireCourse(db, c);
    const assignments = selectCourseAssignments(db, course.id);
    const filter =
      QUESTION_FILTERS.find((name) => name === c.req.query("state")) ??
      (course.isStaff ? "open" : "all");
    const assignmentId = assignments.find(({ id }) => id === c.req.query("assignment"))?.id;
    const list = listQuestions(db, {
      courseId: course.id,
      filter,
      assignmentId,
      userId: course.isStaff ? undefined : requireActor(c),
      page: readPage(c),
    });
    return c.html(
      <QuestionsPage
        c={c}
        course={course}
        assignments={assignments}
        filter={filter}
        assignmentId={assignmentId}
        list={list}
      />,
    );
  });
}
