//   GET  /courses/:id/statistics                           a line per assignment, for the course's
//                                                          staff
//   GET  /courses/:id/assignments/:assignment/statistics   all of it

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Exercise, PackError } from "../../grader/doors/packs.ts";
import { selectCourseAssignments, selectOptionalAssignment } from "../assignments/assignments.ts";
import { requireStaff } from "../membership/gate.ts";
import type { AppEnv } from "../http/environment.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { CourseStatisticsPage } from "./course-statistics-page.tsx";
import { drawFigures } from "./draw-figures.ts";
import type { FigureContext } from "./figure-context.ts";
import { computeFigures } from "./figures.ts";
import { DigestCache } from "./digest-cache.ts";
import { countStudents, selectSummaries } from "./read-attempts.ts";
import { StatisticsPage } from "./statistics-page.tsx";

export function statisticsRoutes({
  db,
  catalogue,
}: {
  db: Db;
  catalogue: Catalogue;
}): Hono<AppEnv> {
  const digests = new DigestCache(db);

  /** undefined if the version's files are missing or damaged; the page works without them. */
  const loadVersion = (hash: string): Promise<Exercise | undefined> =>
    catalogue.loadVersion(hash).catch((error: unknown) => {
      if (error instanceof PackError) return undefined;
      throw error;
    });

  return new Hono<AppEnv>()
    .get("/courses/:id/statistics", (c) => {
      const course = requireStaff(db, c);
      return c.html(
        <CourseStatisticsPage
          c={c}
          course={course}
          assignments={selectCourseAssignments(db, course.id)}
          students={countStudents(db, course.id)}
          summaries={selectSummaries(db, course.id)}
        />,
      );
    })
    .get("/courses/:id/assignments/:assignment/statistics", async (c) => {
      const course = requireStaff(db, c);
      const assignment = selectOptionalAssignment(db, course.id, c.req.param("assignment"));
      if (assignment === undefined) throw new HTTPException(404);
      const telling: FigureContext = {
        t: c.get("t"),
        language: c.get("language"),
        assignment,
        exercise: await loadVersion(assignment.versionHash),
      };
      const figures = await computeFigures(
        db,
        digests,
        assignment,
        telling.exercise?.manifest.groups ?? [],
      );
      const views = figures.submitters === 0 ? [] : await drawFigures(telling, figures);
      return c.html(
        <StatisticsPage c={c} course={course} telling={telling} figures={figures} views={views} />,
      );
    });
}
