// /api/v1: the API for programs, with a token or a browser's session; its OpenAPI document; and at
// /api the page that describes it.

import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { ENGINE_VERSION } from "../../grader/doors/version.ts";
import { ownsSite } from "../auth/owns-site.ts";
import type { AppEnv } from "../http/environment.ts";
import type { PageServices } from "../services.ts";
import { ApiPage } from "./api-page.tsx";
import { describeApi } from "./document.ts";
import { addHintRoutes } from "./hint-routes.ts";
import { addLiveTestRoutes } from "./live-test-routes.ts";
import { addExerciseRoutes } from "./exercise-routes.ts";
import { ApiError, answerApiError, describeInvalidRequest } from "./api-error.ts";
import { offerFinder } from "./find-offer.ts";
import { ANYBODY, errors, json, rawJson, requireSomebody, WHO_IS_KNOWN } from "./operation.ts";
import { addPublishRoutes } from "./publish-routes.ts";
import { meAnswer } from "./schemas.ts";
import { addSubmissionRoutes } from "./submission-routes.ts";

const getMe = createRoute({
  method: "get",
  path: "/api/v1/me",
  operationId: "getMe",
  tags: ["account"],
  summary: "api.operation.getMe",
  security: WHO_IS_KNOWN,
  responses: { 200: { description: "api.answer.getMe", content: json(meAnswer) }, ...errors(401) },
});

const getDocument = createRoute({
  method: "get",
  path: "/api/v1/openapi.json",
  operationId: "getDocument",
  tags: ["account"],
  summary: "api.operation.getDocument",
  security: ANYBODY,
  responses: {
    200: {
      description: "api.answer.getDocument",
      content: rawJson(z.looseObject({ openapi: z.literal("3.1.0") })),
    },
  },
});

export function apiRoutes(services: PageServices): OpenAPIHono<AppEnv> {
  const { db } = services;
  const api = new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => {
      if (!result.success) throw describeInvalidRequest(c, result.error);
    },
  });
  api.onError((error, c) => {
    // Hono's own error for a body that is not JSON.
    if (error instanceof HTTPException && error.status === 400)
      return answerApiError(new ApiError(400, "invalid-request", "api.error.notJson"), c, services);
    return answerApiError(error, c, services);
  });
  // A caller who sends a token expects to be recognized, so an invalid token is an error.
  api.use("/api/v1/*", async (c, next) => {
    if (c.get("hasToken") && c.get("viewer").kind === "nobody")
      throw new ApiError(401, "invalid-token", "api.error.invalidToken", {
        params: { address: c.get("site").full("/settings") },
      });
    await next();
  });

  api.openapi(getMe, (c) => {
    const { kind, userId, name } = requireSomebody(c);
    return c.json({ kind, name, isOwner: ownsSite(db, userId), engine: ENGINE_VERSION }, 200);
  });
  const find = offerFinder(services);
  addExerciseRoutes(api, services, find);
  addHintRoutes(api, services, find);
  addLiveTestRoutes(api, services, find);
  addSubmissionRoutes(api, services, find);
  addPublishRoutes(api, services);
  api.openapi(getDocument, (c): Response => c.json(describeApi(api, c.get("t"), c.get("site"))));
  api.get("/api", (c) =>
    c.html(<ApiPage c={c} document={describeApi(api, c.get("t"), c.get("site"))} />),
  );
  return api;
}
