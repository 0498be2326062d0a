// GET  /manage/walls    which walls stand around submitted code
// POST /manage/walls    grading no longer requires those that are missing
//
// For the site's owner, signed in, with the password entered again.

import { Hono } from "hono";
import { textOf } from "../../auth/account-forms.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import type { Services } from "../../services.ts";
import type { Fault } from "../../ui/field.tsx";
import { confirmationOf, confirmOwner } from "../confirm-owner.ts";
import { requireSiteOwner } from "../require-site-owner.ts";
import { wallStanding } from "./wall-standing.ts";
import { WallsPage } from "./walls-page.tsx";

export function wallsRoutes({ auth, db, host, log, throttle, walls }: Services): Hono<AppEnv> {
  const show = (c: AppContext, ownerId: string, fault?: Fault) =>
    c.html(
      <WallsPage
        c={c}
        standing={wallStanding(host.state, walls)}
        confirmation={confirmationOf(db, ownerId)}
        fault={fault}
      />,
    );

  return new Hono<AppEnv>()
    .get("/manage/walls", (c) => show(c, requireSiteOwner(c)))
    .post("/manage/walls", async (c) => {
      const ownerId = requireSiteOwner(c);
      const form = await readForm(c);
      const fault = await confirmOwner({ auth, db, throttle }, c, ownerId, form);
      if (fault !== undefined) {
        c.status(422);
        return show(c, ownerId, fault);
      }
      // What the page showed, as far as it is missing still: a wall that is back, or has fallen
      // since, was not meant.
      const shown = textOf(form, "walls").split(",");
      const lowered = wallStanding(host.state, walls).lowerable.filter((wall) =>
        shown.includes(wall),
      );
      if (lowered.length === 0) return c.redirect("/manage/walls", 303);
      walls.lower(ownerId, lowered);
      log.warn({ by: ownerId, walls: lowered }, "the walls that grading requires were lowered");
      await host.reopen();
      return c.redirect("/manage/walls?done=lowered", 303);
    });
}
