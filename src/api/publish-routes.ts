// POST /packs/publish the site's owner has the server read its folder of packs anew; GET: how far
// that is, and what came of it

import { createRoute } from "@hono/zod-openapi";
import { ownsSite } from "../auth/owns-site.ts";
import type { Db } from "../db/open.ts";
import type { PublishState } from "../catalogue/publish.ts";
import type { AppContext } from "../http/environment.ts";
import { describe, place } from "../reports/describe-check.ts";
import type { Services } from "../services.ts";
import { ApiFault } from "./fault.ts";
import { type Api, faults, json, requireSomebody, WHO_IS_KNOWN } from "./operation.ts";
import { type PublishAnswer, publishAnswer } from "./schemas.ts";
import { describeFault } from "../log.ts";

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
    ...faults(401, 403),
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
    ...faults(401, 403),
  },
});

export function addPublishRoutes(api: Api, { db, publisher, log }: Services): void {
  api.openapi(startPublishing, (c) => {
    requireOwner(db, c);
    // It goes on by itself, and its state is asked for.
    publisher.publishChecked().catch((error: unknown) => {
      log.error({ error: describeFault(error) }, "publishing failed");
    });
    return c.json(describeState(c, publisher.state), 202);
  });
  api.openapi(getPublishing, (c) => {
    requireOwner(db, c);
    return c.json(describeState(c, publisher.state), 200);
  });
}

/**
 * The one thing that a token of the site's owner does beyond their own work: it reads nobody's, and
 * offers only what is in the server's own folder.
 */
function requireOwner(db: Db, c: AppContext): void {
  if (!ownsSite(db, requireSomebody(c).userId))
    throw new ApiFault(403, "forbidden", "api.fault.ownerOnly");
}

function describeState(c: AppContext, state: PublishState): PublishAnswer {
  const t = c.get("t");
  const { published, withdrawn, refused } =
    state.kind === "done" ? state.result : { published: [], withdrawn: [], refused: [] };
  const problems =
    state.kind === "done" ? state.result.problems : state.kind === "failed" ? state.problems : [];
  return {
    state: state.kind,
    startedAt: state.kind === "running" ? state.since.toISOString() : null,
    finishedAt: state.kind === "done" || state.kind === "failed" ? state.at.toISOString() : null,
    changed: state.kind === "running" ? state.changed : 0,
    published,
    withdrawn,
    refused,
    problems: problems.map((problem) => ({
      severity: problem.severity,
      place: place(problem),
      code: problem.code,
      message: describe(t, problem),
    })),
  };
}
