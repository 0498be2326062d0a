// Reads and shows the page of one submission.

import { HTTPException } from "hono/http-exception";
import { findCommenting } from "../comments/permission.ts";
import { selectComments } from "../comments/queries.ts";
import { seeSubmissionComments } from "../comments/seen-comments.ts";
import {
  selectOptionalPrevious,
  selectOptionalSubmission,
  type SubmissionView,
} from "../grading/select-submission.ts";
import type { AppContext } from "../http/environment.ts";
import { readViewedCourse } from "../membership/gate.ts";
import { seeSubmissionNotices } from "../notices/see-notices.ts";
import { seeAnswers } from "../questions/seen-answers.ts";
import { hasNewAnswers, type OpenForm, readQuestions } from "../questions/shown-questions.ts";
import { readStatusProps } from "./status.tsx";
import { SubmissionPage } from "./submission-page.tsx";
import type { SubmissionServices } from "./submission-services.ts";

/** Throws 404 if the reader may not see it. */
export function findSubmission({ db }: SubmissionServices, c: AppContext) {
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

/** `refused`: a message that was not sent; its form is open, with what was written. */
export async function showSubmission(
  services: SubmissionServices,
  c: AppContext,
  refused?: OpenForm,
) {
  const { catalogue, db } = services;
  const submission = findSubmission(services, c);
  const questions = readQuestions(db, c, submission, refused);
  const props = await readStatusProps(services, c, submission, { questions });
  const offer = catalogue.find(submission.packId, submission.exerciseId);
  const comments = readComments(services, c, submission);
  if (comments.comments.length > 0 && submission.userId === c.get("viewer").userId)
    seeSubmissionComments(db, submission.userId, submission.id);
  if (questions?.isAuthor === true && hasNewAnswers(questions)) seeAnswers(db, submission.id);
  const readerId = c.get("viewer").userId;
  if (readerId !== null) seeSubmissionNotices(db, readerId, submission.id);
  const isByEarlierTests =
    offer !== undefined &&
    submission.report !== null &&
    submission.report.receipt.exercise !== offer.hash;
  return c.html(
    <SubmissionPage
      {...props}
      questions={questions}
      submission={submission}
      previous={selectOptionalPrevious(db, c.get("viewer"), submission)}
      comments={comments}
      isOffered={offer !== undefined}
      isByEarlierTests={isByEarlierTests}
    />,
  );
}
