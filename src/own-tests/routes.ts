// PUT    /exercises/:pack/:exercise/own-tests/:id   adds a test of the viewer's own
// DELETE /exercises/:pack/:exercise/own-tests/:id   removes it
// POST   /exercises/:pack/:exercise/own-tests       adds one from a report's page, without scripts

import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { ownTest } from "../../grader/doors/reports.ts";
import { ensureUser } from "../auth/ensure-user.ts";
import type { OwnTestAnswer } from "../catalogue/editor-data.ts";
import { findRequested } from "../catalogue/find-requested.ts";
import { computeViewerTag } from "../catalogue/viewer-tag.ts";
import { newId } from "../db/id.ts";
import type { AppEnv } from "../http/environment.ts";
import { RefusedError } from "../http/errors.ts";
import { readForm } from "../http/read-form.ts";
import { readJson } from "../http/read-json.ts";
import type { SubmissionServices } from "../submissions/submission-services.ts";
import { addOwnTest, type AddResult, type OwnTestsKey, removeOwnTest } from "./own-tests.ts";

/** The viewer of the page. Another user may have signed in since, in the same browser. */
const viewer = z.string().max(40);
const added = z.strictObject({ test: ownTest, viewer });
const removed = z.strictObject({ viewer });
const entryId = z.string().regex(/^[A-Za-z0-9]{1,40}$/);

type Services = Pick<SubmissionServices, "db" | "auth" | "catalogue" | "throttle" | "addressOf">;

export function ownTestRoutes(services: Services): Hono<AppEnv> {
  const { db } = services;
  /** Calls `apply` for the viewer of the page, if they still are the viewer. */
  const change = async (
    c: Context<AppEnv>,
    pageViewer: string,
    apply: (key: OwnTestsKey) => AddResult | void,
  ) => {
    const { offer } = await findRequested(services, c);
    const { userId } = c.get("viewer");
    if (userId === null) return c.json({ state: "nobody" } satisfies OwnTestAnswer, 401);
    if (pageViewer !== computeViewerTag(c.get("viewer")))
      return c.json({ state: "other" } satisfies OwnTestAnswer, 401);
    const result = apply({ userId, packId: offer.pack, exerciseId: offer.id });
    return result === "full"
      ? c.json({ state: "full" } satisfies OwnTestAnswer, 409)
      : c.json({ state: "saved" } satisfies OwnTestAnswer);
  };

  return new Hono<AppEnv>()
    .put("/exercises/:pack/:exercise/own-tests/:id", async (c) => {
      const id = readEntryId(c.req.param("id"));
      const body = await readJson(c, added);
      return await change(c, body.viewer, (key) => addOwnTest(db, key, { id, test: body.test }));
    })
    .delete("/exercises/:pack/:exercise/own-tests/:id", async (c) => {
      const id = readEntryId(c.req.param("id"));
      const body = await readJson(c, removed);
      return await change(c, body.viewer, (key) => removeOwnTest(db, key, id));
    })
    .post("/exercises/:pack/:exercise/own-tests", async (c) => {
      const test = readTest((await readForm(c))["test"]);
      const { offer, work } = await findRequested(services, c);
      const userId = await ensureUser(services, c);
      const key = { userId, packId: offer.pack, exerciseId: offer.id };
      if (addOwnTest(db, key, { id: newId(), test }) === "full")
        throw new RefusedError("own-tests-full", { key: "ownTest.full" });
      const query = work === null ? "" : `?assignment=${work.assignment.id}`;
      return c.redirect(`/exercises/${offer.pack}/${offer.id}${query}#results`, 303);
    });
}

function readEntryId(text: string): string {
  const parsed = entryId.safeParse(text);
  if (!parsed.success) throw new HTTPException(404);
  return parsed.data;
}

/** As a report's page wrote it. Throws 400 for anything else. */
function readTest(text: unknown) {
  try {
    return ownTest.parse(JSON.parse(String(text)));
  } catch (error) {
    throw new HTTPException(400, { cause: error });
  }
}
