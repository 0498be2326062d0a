// PUT /exercises/:pack/:exercise/draft   saves the text in the editor, for viewers with a session
// GET /exercises/:pack/:exercise/draft   the reader's draft as a file, also of a withdrawn exercise

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { readJson } from "../http/read-json.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { nameDownload } from "../http/name-download.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { findExercise } from "../catalogue/find-exercise.ts";
import { saveDraft, selectOptionalDraft } from "./drafts.ts";
import type { DraftAnswer } from "../catalogue/editor-data.ts";
import { computeViewerTag } from "../catalogue/viewer-tag.ts";

const body = z.strictObject({
  source: z.string(),
  /** The newest revision that the page has seen. */
  revision: z.int().min(0),
  /** The viewer of the page. Another user may have signed in since, in the same browser. */
  viewer: z.string().max(40),
});

const PATH = "/exercises/:pack/:exercise/draft";

export function draftRoutes({ db, catalogue }: { db: Db; catalogue: Catalogue }): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(PATH, (c) => sendDraft(db, c))
    .put(PATH, async (c) => {
      const found = await findExercise({ db, catalogue }, c.get("viewer"), c.req.param());
      if (found === undefined) throw new HTTPException(404);
      const { offer } = found;
      const { source, revision, viewer } = await readJson(c, body);
      if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw new HTTPException(413);
      const { userId } = c.get("viewer");
      if (userId === null) return c.json({ state: "nobody" } satisfies DraftAnswer, 401);
      if (viewer !== computeViewerTag(c.get("viewer")))
        return c.json({ state: "other" } satisfies DraftAnswer, 401);
      const result = saveDraft(
        db,
        { userId, packId: offer.pack, exerciseId: offer.id },
        { source, revision },
      );
      if (result.kind === "saved")
        return c.json({ state: "saved", revision: result.revision } satisfies DraftAnswer);
      const { stored } = result;
      return c.json(
        {
          state: "conflict",
          source: stored.source,
          revision: stored.revision,
          savedAt: stored.savedAt.toISOString(),
        } satisfies DraftAnswer,
        409,
      );
    });
}

function sendDraft(db: Db, c: AppContext) {
  const { userId } = c.get("viewer");
  if (userId === null) throw new HTTPException(401);
  const exerciseId = c.req.param("exercise") ?? "";
  const draft = selectOptionalDraft(db, { userId, packId: c.req.param("pack") ?? "", exerciseId });
  if (draft === undefined) throw new HTTPException(404);
  c.header("content-type", "text/plain; charset=utf-8");
  nameDownload(c, "draft.ts");
  return c.body(draft.source);
}
