// POST /exercises/:pack/:exercise/submissions   records one, or asks first (sending/)
// GET  /exercises/:pack/:exercise/submissions   the reader's submissions to one exercise
// GET  /submissions                             all of the reader's submissions
// GET  /submissions/:id                         one submission
// GET  /submissions/:id/source                  its code
// GET  /submissions/:id/state, /events          its progress

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppContext, AppEnv } from "../http/environment.ts";
import type { SubmissionServices } from "./submission-services.ts";
import { streamStatus } from "./events.tsx";
import { HistoryPage } from "./history-page.tsx";
import { findCommenting } from "../comments/permission.ts";
import { selectComments } from "../comments/queries.ts";
import { seeSubmissionComments } from "../comments/seen-comments.ts";
import { readViewedCourse } from "../membership/gate.ts";
import {
  selectOptionalPrevious,
  selectOptionalSubmission,
  type SubmissionView,
} from "../grading/select-submission.ts";
import { selectHistory } from "../grading/select-history.ts";
import { answerForm } from "./sending/answer-form.tsx";
import { selectPurposes } from "./purpose.ts";
import { renderStatusFragment, readStatusProps } from "./status.tsx";
import { SubmissionPage } from "./submission-page.tsx";
import { nameDownload } from "../http/name-download.ts";

export function submissionRoutes(services: SubmissionServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post("/exercises/:pack/:exercise/submissions", (c) => answerForm(services, c))
    .get("/exercises/:pack/:exercise/submissions", (c) =>
      showHistory(services, c, {
        packId: c.req.param("pack"),
        exerciseId: c.req.param("exercise"),
      }),
    )
    .get("/submissions", (c) => showHistory(services, c))
    .get("/submissions/:id", (c) => showSubmission(services, c))
    .get("/submissions/:id/state", async (c) => {
      const props = await readStatusProps(services, c, findSubmission(services, c));
      return c.json(renderStatusFragment(props));
    })
    .get("/submissions/:id/events", (c) => streamStatus(services, c, findSubmission(services, c)))
    .get("/submissions/:id/source", (c) => {
      const { source, fileName } = findSubmission(services, c);
      c.header("content-type", "text/plain; charset=utf-8");
      nameDownload(c, fileName);
      return c.body(source);
    });
}

/** `of`: one exercise; without it, all of the reader's submissions. */
function showHistory(
  { db, catalogue }: SubmissionServices,
  c: AppContext,
  of: { packId?: string; exerciseId?: string } = {},
) {
  const { userId } = c.get("viewer");
  if (userId === null) throw new HTTPException(401);
  const rows = selectHistory(db, userId, { ...of, ...readBefore(c) });
  return c.html(
    <HistoryPage
      c={c}
      rows={rows}
      purposes={selectPurposes(db, rows)}
      path={c.req.path}
      isOffered={({ packId, exerciseId }) => catalogue.find(packId, exerciseId) !== undefined}
    />,
  );
}

function findSubmission({ db }: SubmissionServices, c: AppContext) {
  const submission = selectOptionalSubmission(
    db,
    c.get("viewer"),
    c.req.param("id") ?? "",
    readViewedCourse(c),
  );
  if (submission === undefined) throw new HTTPException(404);
  return submission;
}

function readComments({ db }: SubmissionServices, c: AppContext, submission: SubmissionView) {
  const commenting = findCommenting(db, c, submission);
  const line = Number(c.req.query("comment") ?? Number.NaN);
  return {
    comments: selectComments(db, { submissionId: submission.id }),
    canComment: commenting !== undefined,
    canRemoveAny: commenting?.canRemoveAny ?? false,
    openLine: commenting !== undefined && Number.isInteger(line) ? line : undefined,
    editing: commenting === undefined ? undefined : c.req.query("edit"),
  };
}

async function showSubmission(services: SubmissionServices, c: AppContext) {
  const { catalogue, db } = services;
  const submission = findSubmission(services, c);
  const props = await readStatusProps(services, c, submission);
  const offer = catalogue.find(submission.packId, submission.exerciseId);
  const comments = readComments(services, c, submission);
  if (comments.comments.length > 0 && submission.userId === c.get("viewer").userId)
    seeSubmissionComments(db, submission.userId, submission.id);
  const isByEarlierTests =
    offer !== undefined &&
    submission.report !== null &&
    submission.report.receipt.exercise !== offer.hash;
  return c.html(
    <SubmissionPage
      {...props}
      submission={submission}
      previous={selectOptionalPrevious(db, c.get("viewer"), submission)}
      comments={comments}
      isOffered={offer !== undefined}
      isByEarlierTests={isByEarlierTests}
    />,
  );
}

function readBefore(c: AppContext): { before?: string } {
  const before = c.req.query("before") ?? "";
  return /^[0-9a-z]{1,40}$/.test(before) ? { before } : {};
}
