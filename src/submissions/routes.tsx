// POST /exercises/:pack/:exercise/submissions   records, puts in line; 303 to the submission's page
// GET  /exercises/:pack/:exercise/submissions   the reader's own to this exercise
// GET  /submissions                             all of the reader's own
// GET  /submissions/:id                         its page; /source: the code; /state and /events: how it stands

import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { ensureUser } from "../auth/ensure-user.ts";
import { type AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import { TooManyRequestsError } from "../http/errors.tsx";
import { addressKey } from "../http/throttle.ts";
import type { Services } from "../services.ts";
import { streamStatus } from "./events.tsx";
import { HistoryPage } from "./history-page.tsx";
import { findCommenting } from "../comments/permission.ts";
import { selectComments } from "../comments/queries.ts";
import { seeSubmissionComments } from "../comments/seen-comments.ts";
import { selectOptionalAssignment } from "../courses/assignments.ts";
import { mayStudentRead } from "../courses/assignments/may-read-solutions.ts";
import { selectOptionalRole } from "../courses/join-links.ts";
import { viewedAsStudent } from "../courses/gate.ts";
import { requireDestination } from "../courses/require-destination.ts";
import { findExercise } from "../exercises/find-exercise.ts";
import { selectHistory, selectOptionalPrevious, selectOptionalSubmission, type SubmissionView } from "./queries.ts";
import { MAX_WAITING_EACH } from "./queue.ts";
import { statusFragment, statusProps } from "./status.tsx";
import { SubmissionPage } from "./submission-page.tsx";

const FULL_RETRY_SECONDS = 5;

export function submissionRoutes(services: Services): Hono<AppEnv> {
  const { db, queue, catalogue, gradeQueue, throttle, addressOf } = services;
  const find = (c: Context<AppEnv>) => {
    const submission = selectOptionalSubmission(db, c.get("viewer"), c.req.param("id") ?? "", viewedAsStudent(c));
    if (submission === undefined) throw new HTTPException(404);
    return submission;
  };
  /** For its author; staff find them on the course's page. */
  const solutionsOf = ({ assignment, seenBy, userId }: SubmissionView): string | undefined => {
    const found = assignment === null || seenBy === "staff" ? undefined : selectOptionalAssignment(db, assignment.courseId, assignment.id);
    const isIn = found !== undefined && selectOptionalRole(db, found.courseId, userId) !== undefined;
    return isIn && mayStudentRead(db, userId, found) ? `/courses/${found.courseId}/assignments/${found.id}/solutions` : undefined;
  };
  const isOffered = ({ packId, exerciseId }: { packId: string; exerciseId: string }) => catalogue.find(packId, exerciseId) !== undefined;

  const commentsOf = (c: Context<AppEnv>, submission: SubmissionView) => {
    const commenting = findCommenting(db, c, submission);
    const line = Number(c.req.query("comment") ?? Number.NaN);
    return {
      comments: selectComments(db, { submissionId: submission.id }),
      canComment: commenting !== undefined,
      canRemoveAny: commenting?.canRemoveAny ?? false,
      openLine: commenting !== undefined && Number.isInteger(line) ? line : undefined,
      editing: commenting === undefined ? undefined : c.req.query("edit"),
    };
  };

  return new Hono<AppEnv>()
    .post("/exercises/:pack/:exercise/submissions", async (c) => {
      const found = await findExercise(services, c.get("viewer"), { ...c.req.param(), assignment: c.req.query("assignment") });
      if (found === undefined) throw new HTTPException(404);
      const { offer, work } = found;
      const form = await readForm(c);
      const source = form["source"];
      if (typeof source !== "string") throw new HTTPException(400);
      if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw new HTTPException(413);
      await throttle.take("submitAddress", addressKey(addressOf(c)));
      const userId = await ensureUser(services, c);
      await throttle.take("submitAccount", userId);
      const formKey = typeof form["form-key"] === "string" && /^[0-9a-z]{8,40}$/.test(form["form-key"]) ? form["form-key"] : null;
      const assignmentId = requireDestination(work, c.get("language"), c.get("timeZone"));
      // Browsers send line ends as CRLF.
      const result = queue.submit({ userId, packId: offer.pack, exerciseId: offer.id, assignmentId, submittedAt: new Date(), isPractice: assignmentId === null, saidToCount: assignmentId !== null, versionHash: offer.hash, fileName: "submission.ts", source: source.replaceAll("\r\n", "\n"), formKey, via: "web" });
      if (result.kind === "full") throw new TooManyRequestsError(FULL_RETRY_SECONDS, { key: "submission.full", params: { count: MAX_WAITING_EACH } });
      gradeQueue.wake();
      return c.redirect(`/submissions/${result.id}`, 303);
    })
    .get("/exercises/:pack/:exercise/submissions", (c) => {
      const { userId } = c.get("viewer");
      if (userId === null) throw new HTTPException(401);
      const [packId, exerciseId] = [c.req.param("pack"), c.req.param("exercise")];
      const rows = selectHistory(db, userId, { packId, exerciseId, ...beforeOf(c) });
      return c.html(<HistoryPage c={c} rows={rows} path={c.req.path} isOffered={isOffered} />);
    })
    .get("/submissions", (c) => {
      const { userId } = c.get("viewer");
      if (userId === null) throw new HTTPException(401);
      return c.html(<HistoryPage c={c} rows={selectHistory(db, userId, beforeOf(c))} path={c.req.path} isOffered={isOffered} />);
    })
    .get("/submissions/:id", async (c) => {
      const submission = find(c);
      const props = await statusProps(services, c, submission);
      const offer = catalogue.find(submission.packId, submission.exerciseId);
      const comments = commentsOf(c, submission);
      if (comments.comments.length > 0 && submission.userId === c.get("viewer").userId) seeSubmissionComments(db, submission.userId, submission.id);
      const isByEarlierTests = offer !== undefined && submission.report !== null && submission.report.receipt.exercise !== offer.hash;
      return c.html(<SubmissionPage {...props} submission={submission} previous={selectOptionalPrevious(db, c.get("viewer"), submission)} comments={comments} isOffered={offer !== undefined} isByEarlierTests={isByEarlierTests} solutions={solutionsOf(submission)} />);
    })
    .get("/submissions/:id/state", async (c) => c.json(await statusFragment(services, c, find(c))))
    .get("/submissions/:id/events", (c) => streamStatus(services, c, find(c)))
    .get("/submissions/:id/source", (c) => {
      const { source, fileName } = find(c);
      c.header("content-type", "text/plain; charset=utf-8");
      c.header("content-disposition", `attachment; filename="${fileName.replaceAll(/[^A-Za-z0-9._-]/g, "_")}"`);
      return c.body(source);
    });
}

function beforeOf(c: Context<AppEnv>): { before?: Date } {
  const value = Number(c.req.query("before"));
  return Number.isSafeInteger(value) && value > 0 ? { before: new Date(value) } : {};
}
