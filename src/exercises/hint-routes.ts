// POST /exercises/:pack/:exercise/hints   opens one hint, and shows the exercise's page again
//
// A page without scripts sends the code along: it is saved as a draft first, because the answer
// replaces the page that it was typed on.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { HINT_STEPS } from "../../grader/doors/packs.ts";
import { ensureUser } from "../auth/ensure-user.ts";
import { findExercise, type FoundExercise } from "../catalogue/find-exercise.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { RefusedError } from "../http/errors.ts";
import { type Form, useLineFeeds } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import { refuseHints } from "../hints/describe-access.ts";
import { type HintName, openHint } from "../hints/open-hint.ts";
import { selectHints } from "../hints/select-hints.ts";
import { readViewedCourse } from "../membership/gate.ts";
import type { SubmissionServices } from "../submissions/submission-services.ts";
import { saveDraft, selectOptionalDraft } from "./drafts.ts";

export function hintRoutes(services: SubmissionServices): Hono<AppEnv> {
  return new Hono<AppEnv>().post("/exercises/:pack/:exercise/hints", async (c) => {
    const { pack, exercise } = c.req.param();
    const form = await readForm(c);
    const name = readHintName(form["hint"]);
    const assignment = c.req.query("assignment");
    const find = async () =>
      findExercise(services, c.get("viewer"), {
        pack,
        exercise,
        assignment,
        viewedCourse: readViewedCourse(c),
      });
    const isKnown = name !== undefined && hasHint(services, await find(), name);
    if (!isKnown) throw new HTTPException(404);
    const userId = await ensureUser(services, c);
    const found = await find();
    if (found === undefined) throw new HTTPException(404);
    if (typeof form["source"] === "string") saveCode(services, userId, found, form);
    open(services, c, userId, found, name);
    const query = found.work === null ? "" : `?assignment=${found.work.assignment.id}`;
    return c.redirect(`/exercises/${pack}/${exercise}${query}#hints-${name.name}`, 303);
  });
}

/** "fit idea" */
function readHintName(value: unknown): HintName | undefined {
  const [, name, written] =
    /^([A-Za-z_$][\w$]{0,59}) ([a-z]{1,10})$/.exec(typeof value === "string" ? value : "") ?? [];
  const step = HINT_STEPS.find((one) => one === written);
  return name === undefined || step === undefined ? undefined : { name, step };
}

/** Checked before a guest is created for a visitor. */
function hasHint(
  { db }: SubmissionServices,
  found: FoundExercise | undefined,
  { name }: HintName,
): boolean {
  const hints = found && selectHints(db, found.offer.pack, found.offer.id);
  return hints != null && Object.hasOwn(hints, name);
}

function open(
  { db }: SubmissionServices,
  c: AppContext,
  userId: string,
  found: FoundExercise,
  name: HintName,
): void {
  const result = openHint(db, userId, found, name, c.get("receivedAtMs"));
  switch (result.kind) {
    case "opened":
      return;
    case "none":
      throw new HTTPException(404);
    case "refused":
      throw refuseHints(c, result.access);
    case "tooEarly":
      throw new RefusedError("hints-order", {
        key: "hint.tooEarly",
        params: { step: c.get("t")(`hint.step.${result.next}`) },
      });
  }
}

/** Throws `RefusedError` if another page has saved other code meanwhile. */
function saveCode(
  { db }: SubmissionServices,
  userId: string,
  { offer }: FoundExercise,
  form: Form,
): void {
  const source = useLineFeeds(String(form["source"]));
  if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw new HTTPException(413);
  const key = { userId, packId: offer.pack, exerciseId: offer.id };
  const isUntouched =
    Object.values(offer.exercise.starters).includes(source) &&
    selectOptionalDraft(db, key) === undefined;
  if (isUntouched) return;
  const revision = Number(/^\d{1,9}$/.exec(String(form["draft-revision"]))?.[0] ?? 0);
  if (saveDraft(db, key, { source, revision }).kind === "conflict")
    throw new RefusedError("draft-conflict", { key: "hint.draftConflict" });
}
