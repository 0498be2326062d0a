// Below /courses/:id/assignments/:assignment/similarity, for the course's staff:
//
// GET        .                           lists pairs, ?from= as a percentage
// POST       .                           compares again
// GET        /:userA/:userB              shows the code of both side by side
// POST       /:userA/:userB/dismiss      dismisses the pair, with a note
// POST       /:userA/:userB/restore      returns the pair to the list

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { readLine } from "../http/read-field.ts";
import { type Assignment, selectOptionalAssignment } from "../assignments/assignments.ts";
import { requireStaff } from "../membership/gate.ts";
import type { CourseView } from "../membership/course-view.ts";
import { requireOpen } from "../membership/require-open.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { Db } from "../db/open.ts";
import type { SimilarityRuns } from "./similarity-runs.ts";
import type { FieldError } from "../ui/field.tsx";
import { dismissPair, MAX_NOTE_LENGTH, restorePair } from "./dismissals.ts";
import { ListPage } from "./list-page.tsx";
import { PairPage } from "./pair-page.tsx";
import { pairKey, type PairView, readRun } from "./read-pairs.ts";
import { hashInputs, selectCompared, selectSources } from "./select-compared.ts";
import { selectOptionalRun } from "./stored-runs.ts";
import { requireActor } from "../http/require-actor.ts";

const ROOT = "/courses/:id/assignments/:assignment/similarity";
const PAIR = `${ROOT}/:userA/:userB` as const;
/** Most classes are compared in this time, so the first page already shows the list. */
const PATIENCE_MS = 2500;
const RELOAD_SECONDS = 3;
const DEFAULT_PERCENT = 75;

const percentage = z.coerce.number().int().min(30).max(100).catch(DEFAULT_PERCENT);

interface SimilarityServices {
  db: Db;
  similarity: SimilarityRuns;
}

export function similarityRoutes(services: SimilarityServices): Hono<AppEnv> {
  const { db, similarity } = services;

  return new Hono<AppEnv>()
    .get(ROOT, (c) => showList(services, c))
    .post(ROOT, async (c) => {
      const { course, assignment, path } = findAssignment(services, c);
      requireOpen(course);
      if (selectCompared(db, assignment.id).length > 1)
        await Promise.race([similarity.start(assignment), waitAtMost(PATIENCE_MS)]);
      return c.redirect(path, 303);
    })
    .get(PAIR, (c) => showPair(services, c, findPair(services, c)))
    .post(`${PAIR}/dismiss`, (c) => dismiss(services, c))
    .post(`${PAIR}/restore`, (c) => {
      const found = findPair(services, c);
      requireOpen(found.course);
      restorePair(db, found.ids, requireActor(c));
      return c.redirect(found.path, 303);
    });
}

function findAssignment(
  { db }: SimilarityServices,
  c: AppContext,
): { course: CourseView; assignment: Assignment; path: string } {
  const course = requireStaff(db, c);
  const assignment = selectOptionalAssignment(db, course.id, c.req.param("assignment") ?? "");
  if (assignment === undefined) throw new HTTPException(404);
  return {
    course,
    assignment,
    path: `/courses/${course.id}/assignments/${assignment.id}/similarity`,
  };
}

/** Throws 404 if the two are not in the list of similar pairs. */
function findPair(services: SimilarityServices, c: AppContext) {
  const { db } = services;
  const found = findAssignment(services, c);
  const run = selectOptionalRun(db, found.assignment.id);
  const key = pairKey(c.req.param("userA") ?? "", c.req.param("userB") ?? "");
  const pair =
    run &&
    readRun(db, found.assignment.id, run).pairs.find(
      ({ earlier, later }) => pairKey(earlier.userId, later.userId) === key,
    );
  if (pair === undefined) throw new HTTPException(404);
  const [userA, userB] = key.split(" ") as [string, string];
  return {
    ...found,
    pair,
    ids: { courseId: found.course.id, assignmentId: found.assignment.id, userA, userB },
  };
}

function showPair(
  { db }: SimilarityServices,
  c: AppContext,
  {
    course,
    assignment,
    path,
    pair,
  }: { course: CourseView; assignment: Assignment; path: string; pair: PairView },
  extra: { note?: string; error?: FieldError } = {},
) {
  const sources = selectSources(db, [pair.earlier.submissionId, pair.later.submissionId]);
  return c.html(
    <PairPage
      c={c}
      course={course}
      assignment={assignment}
      path={path}
      pair={pair}
      sources={{
        earlier: sources.get(pair.earlier.submissionId) ?? "",
        later: sources.get(pair.later.submissionId) ?? "",
      }}
      {...extra}
    />,
  );
}

function waitAtMost(ms: number) {
  return new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
}

async function showList(services: SimilarityServices, c: AppContext) {
  const { similarity, db } = services;
  const { course, assignment, path } = findAssignment(services, c);
  const percent = percentage.parse(c.req.query("from") ?? DEFAULT_PERCENT);
  const state = similarity.readState(assignment.id);
  // A run that failed because no process was free is tried again. Any other failure would repeat.
  const isFirst =
    selectOptionalRun(db, assignment.id) === undefined &&
    (state.kind !== "failed" || state.why === "no-slots");
  if (isFirst && selectCompared(db, assignment.id).length > 1)
    await Promise.race([similarity.start(assignment), waitAtMost(PATIENCE_MS)]);
  const run = selectOptionalRun(db, assignment.id);
  const compared = selectCompared(db, assignment.id);
  const now = similarity.readState(assignment.id);
  if (run === undefined && now.kind === "running") c.header("refresh", String(RELOAD_SECONDS));
  const isStale =
    run !== undefined && run.inputHash !== hashInputs(assignment.versionHash, compared);
  return c.html(
    <ListPage
      c={c}
      course={course}
      assignment={assignment}
      path={path}
      run={run && readRun(db, assignment.id, run)}
      state={now}
      available={compared.length}
      isStale={isStale}
      percent={percent}
    />,
  );
}

async function dismiss(services: SimilarityServices, c: AppContext) {
  const { db } = services;
  const found = findPair(services, c);
  requireOpen(found.course);
  const note = readLine(await readForm(c), "note");
  if (note === "" || note.length > MAX_NOTE_LENGTH) {
    c.status(422);
    return showPair(services, c, found, {
      note,
      error: { key: "similarity.error.note", params: { count: MAX_NOTE_LENGTH } },
    });
  }
  dismissPair(db, found.ids, note, requireActor(c));
  return c.redirect(found.path, 303);
}
