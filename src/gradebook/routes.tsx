//   GET   /courses/:id/gradebook                     the table
//   GET   /courses/:id/gradebook/data.json           all of it, in columns, for the island
//   GET   /courses/:id/gradebook/:assignment/:user   one score, and everything it depends on
//
// Below one score: override-routes.ts, allowance-routes.ts, comment-routes.ts.

import { Hono } from "hono";
import { selectCourseAssignments } from "../assignments/assignments.ts";
import { isLinkedToPlatform } from "../db/mark-scores-due.ts";
import type { Db } from "../db/open.ts";
import type { GradeQueue } from "../grading/grade-queue.ts";
import type { Queue } from "../grading/queue.ts";
import type { AppEnv } from "../http/environment.ts";
import { readPage } from "../http/read-query.ts";
import { requireStaff } from "../membership/gate.ts";
import { selectBesideExams } from "../submissions/beside-exam.tsx";
import { allowanceRoutes } from "./allowance-routes.ts";
import { CELL, findCell, showCell } from "./cell-request.tsx";
import { commentRoutes } from "./comment-routes.ts";
import { GradebookPage } from "./gradebook-page.tsx";
import { overrideRoutes } from "./override-routes.ts";
import { selectOptionalSources } from "./select-cell.ts";
import { selectGradebook } from "./select-gradebook.ts";
import { selectStudents } from "./select-students.ts";

export function gradebookRoutes({
  db,
  queue,
  gradeQueue,
}: {
  db: Db;
  queue: Queue;
  gradeQueue: Pick<GradeQueue, "wake">;
}): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/courses/:id/gradebook", (c) => {
      const course = requireStaff(db, c);
      const data = selectGradebook(db, course.id, c.get("language"));
      const wanted = {
        query: (c.req.query("q") ?? "").slice(0, 200),
        section: c.req.query("section") ?? "",
        page: readPage(c),
      };
      return c.html(
        <GradebookPage
          c={c}
          course={course}
          data={data}
          selection={selectStudents(data, c.get("language"), wanted)}
          beside={selectBesideExams(db, c, course.id, selectCourseAssignments(db, course.id))}
          isLinked={isLinkedToPlatform(db, course.id)}
        />,
      );
    })
    .get("/courses/:id/gradebook/data.json", (c) => {
      const course = requireStaff(db, c);
      return c.json(selectGradebook(db, course.id, c.get("language")));
    })
    .get(CELL, (c) => {
      const { course, cell } = findCell(db, c);
      const ids: [string, string] = [c.req.query("before") ?? "", c.req.query("after") ?? ""];
      const sources = selectOptionalSources(db, cell, ids);
      return showCell(db, c, {
        course,
        cell,
        compared: sources === undefined ? undefined : { ids, sources },
        letting: c.req.query("let"),
      });
    })
    .route("/", overrideRoutes(db))
    .route("/", allowanceRoutes({ db, queue, gradeQueue }))
    .route("/", commentRoutes(db));
}
