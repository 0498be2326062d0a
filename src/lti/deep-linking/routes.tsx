// The picker of deep linking, in the platform's frame: no session and no cookie, the secret in the
// address says who picks and where the answer goes.
//
//   GET   /lti/pick/:secret   assignments of the course and exercises; or the answer again
//   POST  /lti/pick/:secret   searches, cancels, or makes the links and leads back

import { Hono } from "hono";
import { selectCourseAssignments } from "../../assignments/assignments.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { allowPlatformFrame } from "../frame.ts";
import type { LtiServices } from "../lti-services.ts";
import { addOpening } from "../openings.ts";
import { answerRefusal } from "../refusal-page.tsx";
import { type LtiPlatform, selectPlatformById } from "../select-platform.ts";
import { answerExpiredPicker } from "./expired-picker.tsx";
import { mayPick, selectStanding, type Standing } from "./find-standing.ts";
import { makeLinks } from "./make-links.ts";
import { PickerPage } from "./picker-page.tsx";
import { isOver, type Picking, selectOptionalPicking } from "./pickings.ts";
import {
  type PickerErrors,
  type PickerForm,
  readChoice,
  readPickerForm,
  startForm,
} from "./read-choice.ts";
import { ReturnPage } from "./return-page.tsx";
import { describeItems, signResponse } from "./sign-response.ts";
import { answerNoStaff } from "./start-picking.tsx";

interface Found {
  picking: Picking;
  platform: LtiPlatform;
  standing: Standing;
}

export function deepLinkingRoutes(services: LtiServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/lti/pick/:secret", (c) => {
      const found = find(services, c);
      if (found instanceof Response || found instanceof Promise) return found;
      return found.picking.launch.picking.picked === null
        ? showPicker(services, c, found, startForm(found.standing))
        : leadBack(services, c, found, true);
    })
    .post("/lti/pick/:secret", async (c) => {
      const form = await readForm(c);
      const found = find(services, c);
      if (found instanceof Response || found instanceof Promise) return found;
      const isPicked = found.picking.launch.picking.picked !== null;
      if (readText(form, "action") === "cancel") return leadBack(services, c, found, false);
      if (isPicked) return leadBack(services, c, found, true);
      const sent = readPickerForm(form);
      if (readText(form, "action") === "search") return showPicker(services, c, found, sent);
      return pick(services, c, found, sent);
    });
}

/** Or the answer that says why there is no picker. */
function find(services: LtiServices, c: AppContext): Found | Response | Promise<Response> {
  const { db } = services;
  const picking = selectOptionalPicking(db, c.req.param("secret") ?? "");
  if (picking === undefined) return answerExpiredPicker(c);
  try {
    const platform = selectPlatformById(db, picking.platformId);
    const { returnUrl, ownUrls } = picking.launch.picking;
    allowPlatformFrame(c, platform, { ownUrls: [...ownUrls, returnUrl] }, [returnUrl]);
    if (isOver(picking)) return answerExpiredPicker(c);
    const standing = selectStanding(db, platform.id, picking.launch);
    return mayPick(standing) ? { picking, platform, standing } : answerNoStaff(c, platform.name);
  } catch (error) {
    return answerRefusal(services, c, error, undefined);
  }
}

function showPicker(
  { db, catalogue }: LtiServices,
  c: AppContext,
  { picking, platform, standing }: Found,
  form: PickerForm,
  errors: PickerErrors = {},
) {
  const { launch, platformId } = picking;
  const { course } = standing;
  if (Object.keys(errors).length > 0) c.status(422);
  return c.html(
    <PickerPage
      c={c}
      platform={platform}
      person={launch.name}
      standing={standing}
      acceptsSeveral={launch.picking.acceptsSeveral}
      assignments={course === null ? [] : listAssignments(db, course.id)}
      packs={catalogue.packs}
      form={form}
      errors={errors}
      // To choose a course that exists, in a window with a session.
      windowPath={
        course === null ? `/lti/open/${addOpening(db, { platformId, launch })}` : undefined
      }
    />,
  );
}

function listAssignments(db: LtiServices["db"], courseId: string) {
  return selectCourseAssignments(db, courseId).filter(({ removedAt }) => removedAt === null);
}

function pick(services: LtiServices, c: AppContext, found: Found, form: PickerForm) {
  const { db, catalogue, config } = services;
  const { picking, standing } = found;
  const { course } = standing;
  const read = readChoice(form, {
    catalogue,
    standing,
    listed: new Set(course === null ? [] : listAssignments(db, course.id).map(({ id }) => id)),
    acceptsSeveral: picking.launch.picking.acceptsSeveral,
    timeZone: config.timeZone,
  });
  if (!read.ok) return showPicker(services, c, found, form, read.errors);
  const defaults = { timeZone: config.timeZone, language: c.get("language") };
  const isMade = makeLinks(db, c.req.param("secret") ?? "", read.choice, defaults);
  const after = find(services, c);
  if (after instanceof Response || after instanceof Promise) return after;
  // Meanwhile, their role has changed, or the course.
  return isMade
    ? leadBack(services, c, after, true)
    : showPicker(services, c, after, form, { exercises: { key: "ltiDeepLinking.error.gone" } });
}

async function leadBack(
  { db }: LtiServices,
  c: AppContext,
  { picking, platform, standing }: Found,
  hasLinks: boolean,
) {
  const { picking: asked } = picking.launch;
  const items = hasLinks ? describeItems(db, c.get("site"), platform, standing, asked) : [];
  return c.html(
    <ReturnPage
      c={c}
      platform={platform.name}
      count={items.length}
      address={asked.returnUrl}
      token={await signResponse(db, platform, {
        picking: asked,
        deploymentId: standing.deploymentId,
        items,
      })}
    />,
  );
}
