// GET   /manage/walls    which walls around submitted code work
// POST  /manage/walls    grading no longer requires the missing walls
//
// For the site owner, signed in, with the password entered again.

import { Hono } from "hono";
import { readText } from "../../http/read-field.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import type { Auth } from "../../auth/better-auth.ts";
import type { Db } from "../../db/open.ts";
import type { GraderHost } from "../../grading/grader-host.ts";
import type { Logger } from "pino";
import type { Throttle } from "../../http/throttle.ts";
import type { WallMemory } from "../../grading/wall-memory.ts";
import type { FieldError } from "../../ui/field.tsx";
import { findOwnerError, selectConfirmation } from "../../auth/confirm-action.ts";
import { requireSiteOwner } from "../../auth/require-site-owner.ts";
import { describeWalls } from "./wall-standing.ts";
import { WallsPage } from "./walls-page.tsx";

export function wallsRoutes({
  auth,
  db,
  host,
  log,
  throttle,
  walls,
}: {
  auth: Auth;
  db: Db;
  host: GraderHost;
  log: Logger;
  throttle: Throttle;
  walls: WallMemory;
}): Hono<AppEnv> {
  const show = (c: AppContext, ownerId: string, error?: FieldError) =>
    c.html(
      <WallsPage
        c={c}
        standing={describeWalls(host.state, walls)}
        confirmation={selectConfirmation(db, ownerId)}
        error={error}
      />,
    );

  return new Hono<AppEnv>()
    .get("/manage/walls", (c) => show(c, requireSiteOwner(c)))
    .post("/manage/walls", async (c) => {
      const ownerId = requireSiteOwner(c);
      const form = await readForm(c);
      const error = await findOwnerError(
        { auth, db, throttle },
        c,
        ownerId,
        selectConfirmation(db, ownerId),
        form,
      );
      if (error !== undefined) {
        c.status(422);
        return show(c, ownerId, error);
      }
      // Only the walls that the page listed and that are still missing. The owner did not agree to
      // a wall that has failed since.
      const shown = readText(form, "walls").split(",");
      const lowered = describeWalls(host.state, walls).lowerable.filter((wall) =>
        shown.includes(wall),
      );
      if (lowered.length === 0) return c.redirect("/manage/walls", 303);
      walls.lower(ownerId, lowered);
      log.warn({ by: ownerId, walls: lowered }, "the walls that grading requires were lowered");
      await host.reopen();
      return c.redirect("/manage/walls?done=lowered", 303);
    });
}
