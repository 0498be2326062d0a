// POST /submissions/:id/questions                       the student asks at a place
// POST /submissions/:id/questions/:question/messages    a reply, by the student or by staff
// POST /submissions/:id/questions/:question/state       marks it as done, or reopens it
//
// A message that is refused is shown again on the submission's page, in its form.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { redact } from "../../grader/doors/reports.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { TooManyRequestsError } from "../http/errors.ts";
import { readText } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import { requireOpen } from "../membership/require-open.ts";
import { findPlace } from "../questions/find-place.ts";
import { findTalking, type Talking } from "../questions/permission.ts";
import { WHOLE } from "../questions/place.ts";
import { type MessageError, type ReadMessage, readMessage } from "../questions/read-message.ts";
import { selectQuestions } from "../questions/select-questions.ts";
import {
  askQuestion,
  markAsDone,
  openAgain,
  replyToQuestion,
} from "../questions/write-question.ts";
import { findSubmission, showSubmission } from "./show-submission.tsx";
import type { SubmissionServices } from "./submission-services.ts";

export function questionRoutes(services: SubmissionServices): Hono<AppEnv> {
  const { db } = services;
  return new Hono<AppEnv>()
    .post("/submissions/:id/questions", (c) => ask(services, c))
    .post("/submissions/:id/questions/:question/messages", async (c) => {
      const talk = requireTalking(services, c);
      const message = readMessage(await readForm(c));
      const questionId = c.req.param("question");
      if (!selectQuestions(db, talk.submission.id).some(({ id }) => id === questionId))
        throw new HTTPException(404);
      const reply = { ...identify(talk, questionId), ...message };
      const refusal =
        message.error === undefined
          ? await takeTurn(services, c, talk)
          : refuse(422, message.error);
      if (refusal !== undefined)
        return showAgain(services, c, { at: questionId, message, refusal });
      replyToQuestion(db, reply);
      return goTo(c, talk, questionId);
    })
    .post("/submissions/:id/questions/:question/state", async (c) => {
      const talk = requireTalking(services, c);
      const state = readText(await readForm(c), "state");
      const questionId = c.req.param("question");
      if (state !== "done" && state !== "open") throw new HTTPException(400);
      const change = state === "done" ? markAsDone : openAgain;
      if (!change(db, identify(talk, questionId))) throw new HTTPException(404);
      return goTo(c, talk, questionId);
    });
}

interface Talk extends Talking {
  submission: SubmissionView;
}

/** Throws 404 if the person may not write here, and refuses if the course is archived. */
function requireTalking(services: SubmissionServices, c: AppContext): Talk {
  const submission = findSubmission(services, c);
  const talking = findTalking(services.db, c, submission);
  if (talking === undefined) throw new HTTPException(404);
  requireOpen(talking.course);
  return { ...talking, submission };
}

function identify({ actorId, course, submission }: Talk, questionId: string) {
  return { actorId, courseId: course.id, submissionId: submission.id, questionId };
}

async function ask(services: SubmissionServices, c: AppContext) {
  const { db } = services;
  const talk = requireTalking(services, c);
  if (!talk.isStudent) throw new HTTPException(404);
  const { submission, actorId, assignmentId } = talk;
  const form = await readForm(c);
  const message = readMessage(form);
  const place = readText(form, "place");
  const known = selectQuestions(db, submission.id).find((question) => question.place === place);
  const { source, report, audience } = submission;
  // A test that the report does not list looks the same, whether it exists or not.
  const found = known ?? findPlace(place, { source, report: report && redact(report, audience) });
  if (found === undefined)
    return showAgain(services, c, {
      at: WHOLE,
      message,
      refusal: refuse(400, { key: "question.error.gone" }),
    });
  const refusal =
    message.error === undefined ? await takeTurn(services, c, talk) : refuse(422, message.error);
  if (refusal !== undefined) return showAgain(services, c, { at: place, message, refusal });
  const { title } = found;
  const questionId = askQuestion(db, {
    ...message,
    actorId,
    assignmentId,
    submission,
    place,
    title,
  });
  return goTo(c, talk, questionId);
}

interface Refusal {
  status: 400 | 422 | 429;
  error: MessageError;
}

function refuse(status: Refusal["status"], error: MessageError): Refusal {
  return { status, error };
}

/** undefined if the person may send a message now. */
async function takeTurn(
  { throttle }: SubmissionServices,
  c: AppContext,
  { actorId }: Talk,
): Promise<Refusal | undefined> {
  try {
    await throttle.take("messageAccount", actorId);
    return undefined;
  } catch (error) {
    if (!(error instanceof TooManyRequestsError)) throw error;
    c.header("retry-after", String(error.retryAfterSeconds));
    const count = Math.ceil(error.retryAfterSeconds / 60);
    return refuse(429, { key: "question.error.tooMany", params: { count } });
  }
}

/** The open form is the reply of the place's question, if it has one. */
function showAgain(
  services: SubmissionServices,
  c: AppContext,
  { at, message, refusal }: { at: string; message: ReadMessage; refusal: Refusal },
) {
  const { id } = findSubmission(services, c);
  const known = selectQuestions(services.db, id).find(({ place }) => place === at);
  c.status(refusal.status);
  return showSubmission(services, c, {
    at: known?.id ?? at,
    text: message.text,
    error: refusal.error,
  });
}

function goTo(c: AppContext, { submission }: Talk, questionId: string) {
  return c.redirect(`/submissions/${submission.id}#question-${questionId}`, 303);
}
