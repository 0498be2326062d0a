//   GET, POST  /courses/:id/regrades                  what can be regraded, and past regrades;
//                                                     starts one for each assignment selected
//   GET        /courses/:id/regrades/:regrade         progress, preview, outcome
//   GET        /courses/:id/regrades/:regrade/state   the progress alone
//   POST       /courses/:id/regrades/:regrade/apply   with `mode`
//   POST       /courses/:id/regrades/:regrade/discard
//   POST       /courses/:id/regrades/:regrade/undo
//
// For the course's instructors and owners.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { requireInstructor } from "../membership/gate.ts";
import type { CourseView } from "../membership/course-view.ts";
import { requireOpen } from "../membership/require-open.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import type { GradeQueue } from "../grading/grade-queue.ts";
import type { Logger } from "pino";
import type { Queue } from "../grading/queue.ts";
import type { Shadow } from "./grade-for-regrades.ts";
import { renderFragment } from "../ui/render-fragment.tsx";
import { applyRegrade } from "./apply.ts";
import { discardRegrade } from "./discard.ts";
import { PICK, RegradeListPage } from "./list-page.tsx";
import { MODES } from "./preview.ts";
import { ProgressView } from "./progress-view.tsx";
import {
  type Regrade,
  selectChoices,
  selectOptionalRegrade,
  selectCourseRegrades,
} from "./queries.ts";
import { readDetail } from "./read-detail.ts";
import { RegradePage } from "./regrade-page.tsx";
import { startRegrades } from "./start.ts";
import { undoRegrade } from "./undo.ts";
import { requireActor } from "../http/require-actor.ts";

const applyForm = z.object({ mode: z.enum(MODES), seen: z.string().max(64) });

interface RegradeServices {
  db: Db;
  catalogue: Catalogue;
  queue: Queue;
  gradeQueue: Pick<GradeQueue, "wake">;
  shadow: Pick<Shadow, "wake">;
  log: Logger;
}

export function regradeRoutes(services: RegradeServices): Hono<AppEnv> {
  const { db, shadow, queue, gradeQueue } = services;

  return new Hono<AppEnv>()
    .get("/courses/:id/regrades", (c) => showList(services, c, requireInstructor(db, c)))
    .post("/courses/:id/regrades", (c) => answerStart(services, c))
    .get("/courses/:id/regrades/:regrade", async (c) => {
      const { course, regrade } = findRegrade(services, c);
      if (regrade.state === "running") shadow.wake();
      return c.html(
        <RegradePage
          c={c}
          course={course}
          regrade={regrade}
          detail={await readDetail(services, regrade)}
        />,
      );
    })
    .get("/courses/:id/regrades/:regrade/state", (c) => {
      const { regrade } = findRegrade(services, c);
      if (regrade.state === "running") shadow.wake();
      return c.json({
        state: regrade.state,
        html: renderFragment(c, <ProgressView c={c} regrade={regrade} />),
      });
    })
    .post("/courses/:id/regrades/:regrade/apply", async (c) => {
      const found = findRegrade(services, c);
      const form = applyForm.safeParse(await readForm(c));
      if (!form.success) throw new HTTPException(400);
      return changeRegrade(c, found, (actorId) =>
        applyRegrade(db, found.regrade.id, { ...form.data, actorId }),
      );
    })
    .post("/courses/:id/regrades/:regrade/discard", (c) => {
      const found = findRegrade(services, c);
      return changeRegrade(c, found, (actorId) => discardRegrade(db, found.regrade.id, actorId));
    })
    .post("/courses/:id/regrades/:regrade/undo", (c) => {
      const found = findRegrade(services, c);
      return changeRegrade(c, found, (actorId) => {
        undoRegrade(db, queue, found.regrade.id, actorId);
        gradeQueue.wake();
        // A stale regrade may become valid again.
        shadow.wake();
      });
    });
}

function selectOpenChoices({ db, catalogue }: RegradeServices, course: CourseView) {
  return selectChoices(db, course.id, (pack, exercise) => catalogue.find(pack, exercise)?.hash);
}

function showList(
  services: RegradeServices,
  c: AppContext,
  course: CourseView,
  isNonePicked = false,
) {
  const { db } = services;
  return c.html(
    <RegradeListPage
      c={c}
      course={course}
      choices={selectOpenChoices(services, course)}
      regrades={selectCourseRegrades(db, course.id)}
      catalogue={services.catalogue}
      isNonePicked={isNonePicked}
    />,
  );
}

function findRegrade(
  { db }: RegradeServices,
  c: AppContext,
): { course: CourseView; regrade: Regrade } {
  const course = requireInstructor(db, c);
  const regrade = selectOptionalRegrade(db, course.id, c.req.param("regrade") ?? "");
  if (regrade === undefined) throw new HTTPException(404);
  return { course, regrade };
}

/** Makes the change, and redirects to the regrade's page. */
function changeRegrade(
  c: AppContext,
  { course, regrade }: ReturnType<typeof findRegrade>,
  work: (actorId: string) => unknown,
) {
  requireOpen(course);
  work(requireActor(c));
  return c.redirect(`/courses/${course.id}/regrades/${regrade.id}`, 303);
}

async function answerStart(services: RegradeServices, c: AppContext) {
  const { db, shadow } = services;
  const course = requireInstructor(db, c);
  requireOpen(course);
  const form = await readForm(c);
  const picked = selectOpenChoices(services, course).filter(({ assignment }) =>
    Object.hasOwn(form, `${PICK}${assignment.id}`),
  );
  if (picked.length === 0) {
    c.status(422);
    return showList(services, c, course, true);
  }
  const ids = startRegrades(db, picked, requireActor(c), c.get("language"));
  shadow.wake();
  return c.redirect(
    `/courses/${course.id}/regrades${ids.length === 1 ? `/${ids[0]!}` : "#regrades"}`,
    303,
  );
}
