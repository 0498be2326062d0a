// GET /?q=&level=&state=   the start page: the reader's courses, and the exercises that match

import { Hono } from "hono";
import type { Catalogue, Offer } from "../catalogue/catalogue.ts";
import { MyCoursesView } from "../courses/my-courses/my-courses-view.tsx";
import { selectMyCourses } from "../courses/my-courses/select-my-courses.ts";
import type { Db } from "../db/open.ts";
import { type ExerciseProgress, selectProgress } from "../grading/select-progress.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { type Filter, readFilter } from "./filter.ts";
import { selectLastWork } from "./select-last-work.ts";
import { StartPage } from "./start-page.tsx";

interface StartPageServices {
  db: Db;
  catalogue: Catalogue;
}

export function startPageRoutes(services: StartPageServices): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/", (c) => showStartPage(services, c));
}

function showStartPage({ db, catalogue }: StartPageServices, c: AppContext) {
  const { kind, userId } = c.get("viewer");
  const mine = kind === "member" ? selectMyCourses(db, userId) : undefined;
  const progress =
    userId === null ? new Map<string, ExerciseProgress>() : selectProgress(db, userId);
  const courses =
    mine === undefined || mine.courses.length === 0 ? undefined : (
      <MyCoursesView c={c} mine={mine} />
    );
  const last = userId === null ? undefined : findUnsolved({ db, catalogue }, userId, progress);
  return c.html(
    <StartPage
      c={c}
      packs={catalogue.packs}
      progress={progress}
      courses={courses}
      last={last}
      filter={readFilterOf(c)}
    />,
  );
}

/** The exercise that the reader worked on last, of those that are offered and not solved yet. */
function findUnsolved(
  { db, catalogue }: StartPageServices,
  userId: string,
  progress: Map<string, ExerciseProgress>,
): Offer | undefined {
  for (const { packId, exerciseId } of selectLastWork(db, userId)) {
    const offer = catalogue.find(packId, exerciseId);
    if (offer !== undefined && progress.get(`${packId}/${exerciseId}`)?.isSolved !== true)
      return offer;
  }
  return undefined;
}

function readFilterOf(c: AppContext): Filter {
  const filter = readFilter((name) => c.req.query(name) ?? null);
  // Without a session there are no states, and no field that could clear this one.
  return c.get("viewer").kind === "nobody" ? { ...filter, state: null } : filter;
}
