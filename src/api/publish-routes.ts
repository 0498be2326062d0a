// POST  /packs/publish    the server checks and publishes its pack folder, for the site owner
// GET   /packs/publish    the progress and the result

import { createRoute } from "@hono/zod-openapi";
import { ownsSite } from "../auth/owns-site.ts";
import type { Db } from "../db/open.ts";
import type { PublishState } from "../catalogue/publish-state.ts";
import type { AppContext } from "../http/environment.ts";
import { describeFailure } from "../manage/publish-failure.ts";
import { describe, describePlace } from "../reports/describe-check.ts";
import type { PageServices } from "../services.ts";
import { ApiError } from "./api-error.ts";
import { type Api, errors, json, requireSomebody, WHO_IS_KNOWN } from "./operation.ts";
import { type PublishAnswer, publishAnswer } from "./schemas.ts";
import { describeErrorForLog } from "../log.ts";

const startPublishing = createRoute({
  method: "post",
  path: "/api/v1/packs/publish",
  operationId: "startPublishing",
  tags: ["packs"],
  summary: "api.operation.startPublishing",
  description: "api.operation.startPublishingMore",
  security: WHO_IS_KNOWN,
  responses: {
    202: { description: "api.answer.startPublishing", content: json(publishAnswer) },
    ...errors(401, 403),
  },
});

const getPublishing = createRoute({
  method: "get",
  path: "/api/v1/packs/publish",
  operationId: "getPublishing",
  tags: ["packs"],
  summary: "api.operation.getPublishing",
  security: WHO_IS_KNOWN,
  responses: {
    200: { description: "api.answer.getPublishing", content: json(publishAnswer) },
    ...errors(401, 403),
  },
});

export function addPublishRoutes(api: Api, { db, publisher, log }: PageServices): void {
  api.openapi(startPublishing, (c) => {
    requireOwner(db, c);
    // Runs in the background; callers poll its state.
    publisher.publishChecked().catch((error: unknown) => {
      log.error({ error: describeErrorForLog(error) }, "publishing failed");
    });
    return c.json(describeState(c, publisher.state), 202);
  });
  api.openapi(getPublishing, (c) => {
    requireOwner(db, c);
    return c.json(describeState(c, publisher.state), 200);
  });
}

/**
 * The only action beyond their own work for which site owners may use a token: it reads no user's
 * data, and publishes only the server's own folder.
 */
function requireOwner(db: Db, c: AppContext): void {
  if (!ownsSite(db, requireSomebody(c).userId))
    throw new ApiError(403, "forbidden", "api.error.ownerOnly");
}

function listProblems(state: PublishState) {
  if (state.kind === "done") return state.result.problems;
  return state.kind === "failed" ? state.problems : [];
}

function describeState(c: AppContext, state: PublishState): PublishAnswer {
  const t = c.get("t");
  const { published, withdrawn, refused } =
    state.kind === "done" ? state.result : { published: [], withdrawn: [], refused: [] };
  const problems = listProblems(state);
  return {
    state: state.kind,
    startedAt: state.kind === "running" ? state.since.toISOString() : null,
    finishedAt: state.kind === "done" || state.kind === "failed" ? state.at.toISOString() : null,
    changed: state.kind === "running" ? state.changed : 0,
    published,
    withdrawn,
    refused,
    failure: state.kind === "failed" ? describeFailure(t, state.cause) : null,
    problems: problems.map((problem) => ({
      severity: problem.severity,
      place: describePlace(problem),
      code: problem.code,
      message: describe(t, problem),
    })),
  };
}
