// POST /exercises/{pack}/{exercise}/live-tests  runs the visible tests on the server; records nothing

import { createRoute } from "@hono/zod-openapi";
import { newId } from "../db/id.ts";
import type { PageServices } from "../services.ts";
import { ApiError } from "./api-error.ts";
import type { OfferFinder } from "./find-offer.ts";
import { type Api, body, errors, json, requireSomebody, WHO_IS_KNOWN } from "./operation.ts";
import { liveTestAnswer, liveTestRequest, exerciseName } from "./schemas.ts";

const PAUSE_RETRY_SECONDS = 10;

const runLiveTests = createRoute({
  method: "post",
  path: "/api/v1/exercises/{pack}/{exercise}/live-tests",
  operationId: "runLiveTests",
  tags: ["exercises"],
  summary: "api.operation.liveTests",
  description: "api.operation.liveTestsMore",
  security: WHO_IS_KNOWN,
  request: { params: exerciseName, body: body(liveTestRequest) },
  responses: {
    200: { description: "api.answer.liveTests", content: json(liveTestAnswer) },
    ...errors(400, 401, 404, 409, 413, 429, 503),
  },
});

export function addLiveTestRoutes(
  api: Api,
  { liveTests }: PageServices,
  findOffer: OfferFinder,
): void {
  api.openapi(runLiveTests, async (c) => {
    const { userId } = requireSomebody(c);
    const { offer } = await findOffer(c, c.req.valid("param"));
    const { source, tab, ownTests } = c.req.valid("json");
    const outcome = await liveTests.runTests({
      offer,
      source,
      ...(ownTests !== undefined && { ownTests }),
      person: { kind: "viewer", id: userId },
      tab: tab ?? newId(),
      signal: c.req.raw.signal,
    });
    switch (outcome.kind) {
      case "done":
        return c.json({ report: outcome.value, limits: offer.exercise.manifest.limits }, 200);
      case "busy":
        throw new ApiError(429, "busy", "api.error.busy", {
          retryAfterSeconds: Math.ceil(outcome.retryMs / 1000),
        });
      case "paused":
        throw new ApiError(503, "unavailable", "api.error.noSlots", {
          retryAfterSeconds: PAUSE_RETRY_SECONDS,
        });
      case "replaced":
        throw new ApiError(409, "replaced", "api.error.replaced");
    }
  });
}
