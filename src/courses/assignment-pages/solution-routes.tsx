//   GET  /courses/:id/assignments/:assignment/solutions  reference and accepted examples, for those
//                                                        who may read them now

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "pino";
import { isUnderExam } from "../../assignments/exams.ts";
import { mayReadSolutions } from "../../assignments/may-read-solutions.ts";
import { requireAssignment } from "../../assignments/require-assignment.ts";
import { recordSolutionView } from "../../assignments/solution-views.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Db } from "../../db/open.ts";
import type { AppEnv } from "../../http/environment.ts";
import { requireCourse } from "../../membership/gate.ts";
import { selectOptionalRole } from "../../membership/join-links.ts";
import { isPrefetch } from "../../http/is-prefetch.ts";
import { loadSolutions } from "../../solutions/load-solutions.ts";
import { SolutionsPage } from "./solutions-page.tsx";
import { requireActor } from "../../http/require-actor.ts";

export function solutionRoutes({
  catalogue,
  db,
  log,
}: {
  catalogue: Catalogue;
  db: Db;
  log: Logger;
}): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/courses/:id/assignments/:assignment/solutions", async (c) => {
    const course = requireCourse(db, c);
    const assignment = requireAssignment(db, c);
    if (!mayReadSolutions(db, course, requireActor(c), assignment)) throw new HTTPException(404);
    // The browser has to ask again when the page is opened.
    if (isPrefetch(c)) return c.body(null, 503);
    if (c.req.method === "GET" && selectOptionalRole(db, course.id, requireActor(c)) === "student")
      recordSolutionView(db, assignment.id, requireActor(c));
    return c.html(
      <SolutionsPage
        c={c}
        course={course}
        assignment={assignment}
        solutions={await loadSolutions({ catalogue, log }, assignment.versionHash)}
        isUnderExam={course.isStaff && isUnderExam(db, assignment)}
      />,
    );
  });
}
