// GET   /manage/platforms                            the registrations, and how to add one
// POST  /manage/platforms/invitations                makes a one-time address, and shows it
// POST  /manage/platforms/invitations/:id/withdraw   makes it useless
// GET, POST  /manage/platforms/new/:family           registers a platform by hand
// GET   /manage/platforms/:id                        one registration; ?page= of its deployments
// POST  /manage/platforms/:id/accepting              whether new deployments are accepted
// POST  /manage/platforms/:id/deployments            accepts one, or takes this back
// POST  /manage/platforms/:id/restore                a removed one is in use again
// (/edit and /remove: change-routes.tsx)
//
// For the site owner, signed in.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { requireSiteOwner } from "../../auth/require-site-owner.ts";
import { LTI_FAMILIES, type LtiFamily } from "../../db/lti-schema.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readLine, readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { readPage } from "../../http/read-query.ts";
import { choosePage, countPages } from "../../ui/count-pages.ts";
import type { LtiServices } from "../lti-services.ts";
import type { LtiPlatform } from "../select-platform.ts";
import { acceptDeployment, addPlatform, changePlatform } from "./change-platforms.ts";
import { makeInvitation, selectOpenInvitations, withdrawInvitation } from "./invitations.ts";
import { NewPlatformPage } from "./new-platform-page.tsx";
import { PlatformPage } from "./platform-page.tsx";
import { PlatformsPage, type PlatformsProps } from "./platforms-page.tsx";
import { findNameError, readPlatform, readPlatformTexts } from "./read-platform-form.ts";
import {
  countDeployments,
  DEPLOYMENTS_PAGE,
  selectDeployments,
  selectLinkedContexts,
  selectOptionalPlatform,
  selectPlatformRows,
} from "./select-platforms.ts";

export function manageRoutes(services: LtiServices): Hono<AppEnv> {
  const { db } = services;
  return new Hono<AppEnv>()
    .get("/manage/platforms", (c) => {
      requireSiteOwner(c);
      return showPlatforms(services, c);
    })
    .post("/manage/platforms/invitations", (c) => invite(services, c))
    .post("/manage/platforms/invitations/:id/withdraw", (c) => {
      withdrawInvitation(db, requireSiteOwner(c), c.req.param("id"));
      return c.redirect("/manage/platforms#dynamic", 303);
    })
    .get("/manage/platforms/new/:family", (c) => {
      requireSiteOwner(c);
      return c.html(<NewPlatformPage c={c} family={readFamily(c)} />);
    })
    .post("/manage/platforms/new/:family", (c) => addByHand(services, c))
    .get("/manage/platforms/:id", (c) => {
      requireSiteOwner(c);
      return showPlatform(services, c, requirePlatform(services, c));
    })
    .post("/manage/platforms/:id/accepting", async (c) => {
      const ownerId = requireSiteOwner(c);
      const { id } = requirePlatform(services, c);
      const isOn = readText(await readForm(c), "acceptsDeployments") === "on";
      changePlatform(db, ownerId, id, { acceptsDeployments: isOn });
      return c.redirect(`/manage/platforms/${id}?done=saved#deployments`, 303);
    })
    .post("/manage/platforms/:id/deployments", (c) => decideDeployment(services, c))
    .post("/manage/platforms/:id/restore", (c) => {
      const ownerId = requireSiteOwner(c);
      const { id } = requirePlatform(services, c);
      changePlatform(db, ownerId, id, { removedAt: null });
      return c.redirect(`/manage/platforms/${id}?done=restored`, 303);
    });
}

/** Throws 404. */
export function requirePlatform({ db }: Pick<LtiServices, "db">, c: AppContext): LtiPlatform {
  const platform = selectOptionalPlatform(db, c.req.param("id") ?? "");
  if (platform === undefined) throw new HTTPException(404);
  return platform;
}

function readFamily(c: AppContext): LtiFamily {
  const family = LTI_FAMILIES.find((name) => name === c.req.param("family"));
  if (family === undefined) throw new HTTPException(404);
  return family;
}

function showPlatforms({ db }: LtiServices, c: AppContext, extra: Partial<PlatformsProps> = {}) {
  return c.html(
    <PlatformsPage
      c={c}
      platforms={selectPlatformRows(db)}
      invitations={selectOpenInvitations(db)}
      {...extra}
    />,
  );
}

async function invite(services: LtiServices, c: AppContext) {
  const { db, log } = services;
  const ownerId = requireSiteOwner(c);
  const name = readLine(await readForm(c), "name");
  const errors = findNameError(name);
  if (errors.name !== undefined) {
    c.status(422);
    return showPlatforms(services, c, { name, errors });
  }
  const secret = makeInvitation(db, ownerId, name);
  log.info({ by: ownerId }, "an address for a learning platform's registration was created");
  return showPlatforms(services, c, {
    made: { name, url: c.get("site").full(`/lti/register/${secret}`) },
  });
}

async function addByHand({ db, log }: LtiServices, c: AppContext) {
  const ownerId = requireSiteOwner(c);
  const family = readFamily(c);
  const texts = readPlatformTexts(await readForm(c));
  const read = readPlatform(family, texts, c.get("site"));
  if (read.errors !== undefined) {
    c.status(422);
    return c.html(<NewPlatformPage c={c} family={family} texts={texts} errors={read.errors} />);
  }
  const { values, deploymentId } = read;
  const added = addPlatform(db, ownerId, values, { deploymentId, how: "by hand" });
  if (!added.isNew) {
    c.status(409);
    return c.html(<NewPlatformPage c={c} family={family} texts={texts} knownId={added.id} />);
  }
  log.info({ by: ownerId, platform: added.id }, "a learning platform was registered");
  return c.redirect(`/manage/platforms/${added.id}?done=added`, 303);
}

function showPlatform({ db }: LtiServices, c: AppContext, platform: LtiPlatform) {
  const total = countDeployments(db, platform.id);
  const page = choosePage(readPage(c), total, DEPLOYMENTS_PAGE);
  return c.html(
    <PlatformPage
      c={c}
      platform={platform}
      deployments={selectDeployments(db, platform.id, page)}
      page={page}
      pages={countPages(total, DEPLOYMENTS_PAGE)}
      contexts={selectLinkedContexts(db, platform.id)}
    />,
  );
}

async function decideDeployment(services: LtiServices, c: AppContext) {
  const ownerId = requireSiteOwner(c);
  const { id: platformId } = requirePlatform(services, c);
  const form = await readForm(c);
  const isAccepted = readText(form, "accept") === "yes";
  const deployment = { platformId, deploymentId: readText(form, "deployment") };
  if (!acceptDeployment(services.db, ownerId, deployment, isAccepted)) throw new HTTPException(404);
  const done = isAccepted ? "accepted" : "takenBack";
  return c.redirect(`/manage/platforms/${platformId}?done=${done}#deployments`, 303);
}
