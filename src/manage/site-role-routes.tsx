// GET, POST /manage/people/:id/role     shows and changes a user's site role

import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { readText } from "../http/read-field.ts";
import { SITE_ROLES, users } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { Auth } from "../auth/better-auth.ts";
import type { Db } from "../db/open.ts";
import type { Logger } from "pino";
import type { Throttle } from "../http/throttle.ts";
import { findOwnerError, selectConfirmation } from "../auth/confirm-action.ts";
import { selectOptionalPerson } from "./people.ts";
import { requireSiteOwner } from "../auth/require-site-owner.ts";
import { changeSiteRole } from "./site-role.ts";
import { SiteRolePage, type SiteRolePageProps } from "./site-role-page.tsx";

export function siteRoleRoutes({
  auth,
  db,
  log,
  throttle,
}: {
  auth: Auth;
  db: Db;
  log: Logger;
  throttle: Throttle;
}): Hono<AppEnv> {
  const selectRow = (id: string) =>
    db
      .select({ id: users.id, name: users.name, siteRole: users.siteRole })
      .from(users)
      .where(eq(users.id, id))
      .get()!;
  const show = (c: AppContext, ownerId: string, extra: Partial<SiteRolePageProps> = {}) => {
    const person = selectOptionalPerson(db, c.req.param("id") ?? "");
    if (person === undefined) throw new HTTPException(404);
    return c.html(
      <SiteRolePage
        c={c}
        person={selectRow(person.id)}
        confirmation={selectConfirmation(db, ownerId)}
        {...extra}
      />,
    );
  };

  return new Hono<AppEnv>()
    .get("/manage/people/:id/role", (c) => show(c, requireSiteOwner(c)))
    .post("/manage/people/:id/role", async (c) => {
      const ownerId = requireSiteOwner(c);
      const person = selectOptionalPerson(db, c.req.param("id"));
      if (person === undefined) throw new HTTPException(404);
      const form = await readForm(c);
      const wanted = readText(form, "role");
      const role = SITE_ROLES.find((name) => name === wanted) ?? null;
      if (role === null && form["role"] !== "") throw new HTTPException(400);
      const refuse = (extra: Partial<SiteRolePageProps>) => {
        c.status(422);
        return show(c, ownerId, { role: wanted, ...extra });
      };
      const error = await findOwnerError(
        { auth, db, throttle },
        c,
        ownerId,
        selectConfirmation(db, ownerId),
        form,
      );
      if (error !== undefined) return refuse({ error });
      const refusal = changeSiteRole(db, ownerId, person.id, role);
      if (refusal !== undefined) return refuse({ refusal: `manage.siteRole.error.${refusal}` });
      log.info({ by: ownerId, userId: person.id, role }, "a site role was changed");
      return c.redirect(person.id === ownerId && role !== "owner" ? "/" : "/manage#people", 303);
    });
}
