// POST /packs/publish   the site's owner has the server read its folder of packs anew; GET: how far that is, and what came of it

import { createRoute } from "@hono/zod-openapi";
import type { AppContext } from "../http/environment.ts";
import type { Services } from "../services.ts";
import { oneLine } from "../reports/visible-text.ts";
import { ApiFault } from "./fault.ts";
import { type Api, faults, json, requireSomebody, WHO_IS_KNOWN } from "./operation.ts";
import { PublishJob, type PublishState } from "./publish-job.ts";
import { type PublishAnswer, publishAnswer } from "./schemas.ts";

const startPublishing = createRoute({
  method: "post",
  path: "/api/v1/packs/publish",
  operationId: "startPublishing",
  tags: ["packs"],
  summary: "api.operation.startPublishing",
  description: "api.operation.startPublishingMore",
  security: WHO_IS_KNOWN,
  responses: { 202: { description: "api.answer.startPublishing", content: json(publishAnswer) }, ...faults(401, 403) },
});

const getPublishing = createRoute({
  method: "get",
  path: "/api/v1/packs/publish",
  operationId: "getPublishing",
  tags: ["packs"],
  summary: "api.operation.getPublishing",
  security: WHO_IS_KNOWN,
  responses: { 200: { description: "api.answer.getPublishing", content: json(publishAnswer) }, ...faults(401, 403) },
});

export function addPublishRoutes(api: Api, { catalogue, config, log }: Services): void {
  const job = new PublishJob(
    () => catalogue.publish(config.packsFolder),
    (error) => log.error({ error: error instanceof Error ? { message: error.message, stack: error.stack } : String(error) }, "publishing failed"),
  );
  api.openapi(startPublishing, (c) => {
    requireOwner(c);
    return c.json(describe(c, job.start()), 202);
  });
  api.openapi(getPublishing, (c) => {
    requireOwner(c);
    return c.json(describe(c, job.state), 200);
  });
}

function requireOwner(c: AppContext): void {
  if (requireSomebody(c).siteRole !== "owner") throw new ApiFault(403, "forbidden", "api.fault.ownerOnly");
}

function describe(c: AppContext, state: PublishState): PublishAnswer {
  const t = c.get("t");
  const { published, withdrawn } = state.kind === "done" ? state.result : { published: [], withdrawn: [] };
  const problems = state.kind === "done" ? state.result.problems : state.kind === "failed" ? state.problems : [];
  return {
    state: state.kind,
    startedAt: state.kind === "idle" ? null : state.startedAt.toISOString(),
    finishedAt: state.kind === "done" || state.kind === "failed" ? state.finishedAt.toISOString() : null,
    published,
    withdrawn,
    problems: problems.map(({ file, line, key, code, params }) => ({ file, line, key, code, message: oneLine(t(`problem.${code}`, params)) })),
  };
}
