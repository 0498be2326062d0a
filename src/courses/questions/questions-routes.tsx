// GET /courses/:id/questions  for staff: ?state= ?assignment= ?page=

import { Hono } from "hono";
import { selectCourseAssignments } from "../../assignments/assignments.ts";
import type { Db } from "../../db/open.ts";
import type { AppEnv } from "../../http/environment.ts";
import { readPage } from "../../http/read-query.ts";
import { requireStaff } from "../../membership/gate.ts";
import { listQuestions, QUESTION_FILTERS } from "../../questions/list-questions.ts";
import { QuestionsPage } from "./questions-page.tsx";

/** An unknown state or assignment is ignored. */
export function courseQuestionRoutes({ db }: { db: Db }): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/courses/:id/questions", (c) => {
    const course = requireStaff(db, c);
    const assignments = selectCourseAssignments(db, course.id);
    const filter = QUESTION_FILTERS.find((name) => name === c.req.query("state")) ?? "open";
    const assignmentId = assignments.find(({ id }) => id === c.req.query("assignment"))?.id;
    const list = listQuestions(db, {
      courseId: course.id,
      filter,
      assignmentId,
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
