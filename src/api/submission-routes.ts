// POST  /exercises/{pack}/{exercise}/submissions    records a submission and puts it in line
// GET   /submissions                                lists the caller's own
// GET   /submissions/{id}                           the state of one
// GET   /submissions/{id}/events                    sends each change of its state

import { createRoute } from "@hono/zod-openapi";
import type { AppContext } from "../http/environment.ts";
import type { PageServices } from "../services.ts";
import { streamSnapshots } from "../submissions/events.tsx";
import { selectOptionalSubmission, type SubmissionView } from "../grading/select-submission.ts";
import { HISTORY_PAGE, selectHistory } from "../grading/select-history.ts";
import { PRACTICE } from "../submissions/sending/announcement.ts";
import { sendSubmission } from "../submissions/sending/send-submission.ts";
import { describeRefusal } from "./goals.ts";
import { describeHistory, readSubmissionState } from "./answers.ts";
import { ApiError } from "./api-error.ts";
import type { OfferFinder } from "./find-offer.ts";
import { type Api, body, errors, json, requireSomebody, WHO_IS_KNOWN } from "./operation.ts";
import {
  errorAnswer,
  exerciseName,
  submissionAnswer,
  submissionList,
  submissionParams,
  submissionQuery,
  submissionRequest,
} from "./schemas.ts";

const submit = createRoute({
  method: "post",
  path: "/api/v1/exercises/{pack}/{exercise}/submissions",
  operationId: "submit",
  tags: ["submissions"],
  summary: "api.operation.submit",
  description: "api.operation.submitMore",
  security: WHO_IS_KNOWN,
  request: { params: exerciseName, body: body(submissionRequest) },
  responses: {
    201: { description: "api.answer.submitted", content: json(submissionAnswer) },
    200: { description: "api.answer.submittedBefore", content: json(submissionAnswer) },
    409: { description: "api.answer.notSubmitted", content: json(errorAnswer) },
    ...errors(400, 401, 404, 413, 429),
  },
});

const listSubmissions = createRoute({
  method: "get",
  path: "/api/v1/submissions",
  operationId: "listSubmissions",
  tags: ["submissions"],
  summary: "api.operation.listSubmissions",
  security: WHO_IS_KNOWN,
  request: { query: submissionQuery },
  responses: {
    200: { description: "api.answer.listSubmissions", content: json(submissionList) },
    ...errors(400, 401),
  },
});

const getSubmission = createRoute({
  method: "get",
  path: "/api/v1/submissions/{id}",
  operationId: "getSubmission",
  tags: ["submissions"],
  summary: "api.operation.getSubmission",
  security: WHO_IS_KNOWN,
  request: { params: submissionParams },
  responses: {
    200: { description: "api.answer.getSubmission", content: json(submissionAnswer) },
    ...errors(401, 404),
  },
});

const followSubmission = createRoute({
  method: "get",
  path: "/api/v1/submissions/{id}/events",
  operationId: "followSubmission",
  tags: ["submissions"],
  summary: "api.operation.followSubmission",
  description: "api.operation.followSubmissionMore",
  security: WHO_IS_KNOWN,
  request: { params: submissionParams },
  responses: {
    200: {
      description: "api.answer.followSubmission",
      content: { "text/event-stream": { schema: submissionAnswer } },
    },
    ...errors(401, 404, 429),
  },
});

export function addSubmissionRoutes(
  api: Api,
  services: PageServices,
  findOffer: OfferFinder,
): void {
  const { db } = services;
  const find = (c: AppContext, id: string): SubmissionView => {
    requireSomebody(c);
    const submission = selectOptionalSubmission(db, c.get("viewer"), id);
    if (submission === undefined) throw new ApiError(404, "not-found", "api.error.noSubmission");
    return submission;
  };

  api.openapi(submit, async (c) => {
    requireSomebody(c);
    const { pack, exercise } = c.req.valid("param");
    await findOffer(c, { pack, exercise });
    const { source, fileName, key, assignment, practice, said } = c.req.valid("json");
    const via = (c.req.header("user-agent") ?? "").startsWith("gradus/") ? "cli" : "api";
    const announced = { goal: practice === true ? PRACTICE : assignment, who: undefined, said };
    const result = await sendSubmission(services, c, {
      pack,
      exercise,
      announced,
      beside: assignment,
      source,
      fileName,
      formKey: key ?? null,
      via,
    });
    if (result.kind === "none")
      throw new ApiError(404, "not-found", "api.error.noExercise", {
        params: { name: `${pack}/${exercise}` },
      });
    if (result.kind === "refused") throw describeRefusal(c, result.refusal, result.works);
    const state = await readSubmissionState(services, c, find(c, result.id));
    c.header("location", `/api/v1/submissions/${result.id}`);
    return result.kind === "recorded" ? c.json(state, 201) : c.json(state, 200);
  });
  api.openapi(listSubmissions, (c) => {
    const { userId } = requireSomebody(c);
    const { pack, exercise, before } = c.req.valid("query");
    const rows = selectHistory(db, userId, {
      ...(pack === undefined ? {} : { packId: pack }),
      ...(exercise === undefined ? {} : { exerciseId: exercise }),
      ...(before === undefined ? {} : { before }),
    });
    const last = rows.at(-1);
    return c.json(
      {
        submissions: describeHistory(c, db, rows),
        next: rows.length < HISTORY_PAGE || last === undefined ? null : last.id,
      },
      200,
    );
  });
  api.openapi(getSubmission, async (c) =>
    c.json(await readSubmissionState(services, c, find(c, c.req.valid("param").id)), 200),
  );
  api.openapi(followSubmission, (c): Response => {
    const submission = find(c, c.req.valid("param").id);
    return streamSnapshots(services, c, submission.id, async () => {
      const state = await readSubmissionState(services, c, submission);
      return { state: state.state, data: JSON.stringify(state) };
    });
  });
}
