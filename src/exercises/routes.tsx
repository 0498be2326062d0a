// GET /exercises/:pack/:exercise                 the statement and the editor
// GET /exercises/:pack/:exercise/figures/:name   a figure of the statement; /assets/: an asset
//
// The exercise page takes ?from=<submission>, whose code it opens, and ?assignment=, which selects
// one of several assignments.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { mayStudentRead } from "../assignments/may-read-solutions.ts";
import { readViewedCourse } from "../membership/gate.ts";
import { selectOptionalRole } from "../membership/join-links.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { selectExamEnd } from "../assignments/exams.ts";
import { selectOptionalSubmission } from "../grading/select-submission.ts";
import { selectHistory } from "../grading/select-history.ts";
import { selectProgress } from "../grading/select-progress.ts";
import { explainAbsence } from "../submissions/sending/absence.ts";
import type { Offer } from "../catalogue/catalogue.ts";
import { selectOwnTests } from "../own-tests/own-tests.ts";
import { selectOptionalDraft } from "./drafts.ts";
import { describeEditor } from "./editor-start.ts";
import { ExercisePage } from "./exercise-page.tsx";
import { readShownHints } from "../hints/hints-view.tsx";
import { findOptionalRequested, findRequested } from "../catalogue/find-requested.ts";
import { selectOptionalWithdrawn } from "../catalogue/select-withdrawn.ts";
import { WithdrawnPage } from "./withdrawn-page.tsx";

interface ExerciseServices {
  db: Db;
  catalogue: Catalogue;
}

export function exerciseRoutes(services: ExerciseServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/exercises/:pack/:exercise", (c) => showExercise(services, c))
    .get("/exercises/:pack/:exercise/:kind{figures|assets}/:name", async (c) => {
      const name = c.req.param("name");
      const { offer } = await findRequested(services, c);
      const text = offer.files.get(`${c.req.param("kind")}/${name}`);
      if (text === undefined) throw new HTTPException(404);
      // The picture comes from a pack: it may be shown, but must not run or load anything.
      c.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
      c.header(
        "content-type",
        name.endsWith(".svg") ? "image/svg+xml" : "text/plain; charset=utf-8",
      );
      c.header("cache-control", "private, max-age=300");
      return c.body(text);
    });
}

/** `?from=`: an attempt of the reader's at the same exercise. Throws 404 for anything else. */
function findEarlierAttempt({ db }: ExerciseServices, c: AppContext, offer: Offer) {
  const id = c.req.query("from");
  if (id === undefined) return undefined;
  const submission = selectOptionalSubmission(db, c.get("viewer"), id);
  if (
    submission === undefined ||
    submission.seenBy !== "author" ||
    submission.packId !== offer.pack ||
    submission.exerciseId !== offer.id
  )
    throw new HTTPException(404);
  return submission;
}

async function showExercise(services: ExerciseServices, c: AppContext) {
  const { db, catalogue } = services;
  const found = await findOptionalRequested(services, c);
  if (found === undefined) return showWithdrawn(services, c);
  const { offer, work, works } = found;
  const viewer = c.get("viewer");
  // Staff who view the course as a student see its assignment but cannot submit to it.
  const isViewing =
    work !== null &&
    work.assignment.course.id === readViewedCourse(c) &&
    selectOptionalRole(db, work.assignment.course.id, viewer.userId ?? "") !== "student";
  const named = c.req.query("assignment");
  const absence =
    named === undefined || work !== null || viewer.kind !== "member"
      ? undefined
      : explainAbsence(db, viewer, named);
  const key =
    viewer.userId === null
      ? undefined
      : { userId: viewer.userId, packId: offer.pack, exerciseId: offer.id };
  const data = describeEditor(c, offer, {
    draft: key && selectOptionalDraft(db, key),
    ownTests: key === undefined ? [] : selectOwnTests(db, key),
    from: findEarlierAttempt(services, c, offer),
    work,
  });
  const shown = work === null ? works : [work];
  return c.html(
    <ExercisePage
      c={c}
      offer={offer}
      work={work}
      works={isViewing ? [] : shown}
      absence={absence}
      isViewing={isViewing}
      examEndMs={selectExamEnd(db, {
        packId: offer.pack,
        exerciseId: offer.id,
        versionHash: work?.assignment.versionHash ?? offer.hash,
      })}
      hasSolutions={
        work !== null &&
        viewer.userId !== null &&
        mayStudentRead(db, viewer.userId, work.assignment)
      }
      data={data}
      progress={key && selectProgress(db, key.userId, key).get(`${offer.pack}/${offer.id}`)}
      neighbours={catalogue.findNeighbours(offer)}
      hints={await readShownHints(services, c, found)}
    />,
  );
}

/** Throws 404 if there never was such an exercise. */
function showWithdrawn({ db, catalogue }: ExerciseServices, c: AppContext) {
  const packId = c.req.param("pack") ?? "";
  const exerciseId = c.req.param("exercise") ?? "";
  const withdrawn =
    catalogue.find(packId, exerciseId) === undefined
      ? selectOptionalWithdrawn(db, packId, exerciseId)
      : undefined;
  if (withdrawn === undefined) throw new HTTPException(404);
  const { userId } = c.get("viewer");
  const key = { packId, exerciseId };
  return c.html(
    <WithdrawnPage
      c={c}
      title={withdrawn.title}
      path={`/exercises/${packId}/${exerciseId}`}
      replacements={catalogue.findReplacements(packId, exerciseId)}
      draft={userId === null ? undefined : selectOptionalDraft(db, { userId, ...key })}
      hasSubmissions={userId !== null && selectHistory(db, userId, key).length > 0}
    />,
    410,
  );
}
