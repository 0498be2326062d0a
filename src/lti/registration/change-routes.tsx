// GET, POST  /manage/platforms/:id/edit     name and addresses of a registration
// GET, POST  /manage/platforms/:id/remove   its launches are refused; accounts and work stay
//
// For the site owner, signed in, with the password entered again.

import { Hono } from "hono";
import { findOwnerError, selectConfirmation } from "../../auth/confirm-action.ts";
import { requireSiteOwner } from "../../auth/require-site-owner.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import type { LtiServices } from "../lti-services.ts";
import { changePlatform } from "./change-platforms.ts";
import { EditPage, RemovePage } from "./change-page.tsx";
import { requirePlatform } from "./manage-routes.tsx";
import { readPlatformChange, readPlatformTexts } from "./read-platform-form.ts";

export function changeRoutes(services: LtiServices): Hono<AppEnv> {
  const { db, log } = services;
  const read = (c: AppContext) => {
    const ownerId = requireSiteOwner(c);
    const platform = requirePlatform(services, c);
    return { ownerId, props: { c, platform, confirmation: selectConfirmation(db, ownerId) } };
  };

  return new Hono<AppEnv>()
    .get("/manage/platforms/:id/edit", (c) => {
      const { props } = read(c);
      const { name, authorizationUrl, tokenUrl, tokenAudience, jwksUrl } = props.platform;
      const texts = {
        name,
        authorizationUrl,
        tokenUrl,
        tokenAudience: tokenAudience ?? "",
        jwksUrl,
      };
      return c.html(<EditPage {...props} texts={texts} />);
    })
    .post("/manage/platforms/:id/edit", async (c) => {
      const { ownerId, props } = read(c);
      const { id } = props.platform;
      const form = await readForm(c);
      const texts = readPlatformTexts(form);
      const { values, errors } = readPlatformChange(texts, c.get("site"));
      const error =
        errors === undefined
          ? await findOwnerError(services, c, ownerId, props.confirmation, form)
          : undefined;
      if (values === undefined || error !== undefined) {
        c.status(422);
        return c.html(<EditPage {...props} texts={texts} errors={errors} error={error} />);
      }
      changePlatform(db, ownerId, id, values);
      log.info({ by: ownerId, platform: id }, "a learning platform's registration was changed");
      return c.redirect(`/manage/platforms/${id}?done=saved`, 303);
    })
    .get("/manage/platforms/:id/remove", (c) => c.html(<RemovePage {...read(c).props} />))
    .post("/manage/platforms/:id/remove", async (c) => {
      const { ownerId, props } = read(c);
      const { id } = props.platform;
      const form = await readForm(c);
      const error = await findOwnerError(services, c, ownerId, props.confirmation, form);
      if (error !== undefined) {
        c.status(422);
        return c.html(<RemovePage {...props} error={error} />);
      }
      if (props.platform.removedAt === null)
        changePlatform(db, ownerId, id, { removedAt: new Date() });
      log.warn({ by: ownerId, platform: id }, "a learning platform was removed");
      return c.redirect(`/manage/platforms/${id}?done=removed`, 303);
    });
}
