// GET   /exercises/{pack}/{exercise}/hints   the hints that the caller has opened
// POST  /exercises/{pack}/{exercise}/hints   opens one hint

import { createRoute } from "@hono/zod-openapi";
import type { FoundExercise } from "../catalogue/find-exercise.ts";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { describeAccess } from "../hints/describe-access.ts";
import { computeHintAccess } from "../hints/hint-access.ts";
import { selectFunctionHints } from "../hints/hint-views.ts";
import { openHint } from "../hints/open-hint.ts";
import { selectHints } from "../hints/select-hints.ts";
import type { PageServices } from "../services.ts";
import { ApiError } from "./api-error.ts";
import type { OfferFinder } from "./find-offer.ts";
import { type Api, body, errors, json, requireSomebody, WHO_IS_KNOWN } from "./operation.ts";
import { exerciseName, type HintList, hintList, hintRequest } from "./schemas.ts";

const path = "/api/v1/exercises/{pack}/{exercise}/hints";

const listHints = createRoute({
  method: "get",
  path,
  operationId: "listHints",
  tags: ["exercises"],
  summary: "api.operation.listHints",
  security: WHO_IS_KNOWN,
  request: { params: exerciseName },
  responses: {
    200: { description: "api.answer.listHints", content: json(hintList) },
    ...errors(401, 404),
  },
});

const openHintRoute = createRoute({
  method: "post",
  path,
  operationId: "openHint",
  tags: ["exercises"],
  summary: "api.operation.openHint",
  description: "api.operation.openHintMore",
  security: WHO_IS_KNOWN,
  request: { params: exerciseName, body: body(hintRequest) },
  responses: {
    200: { description: "api.answer.listHints", content: json(hintList) },
    ...errors(400, 401, 404, 409),
  },
});

export function addHintRoutes(api: Api, { db }: PageServices, find: OfferFinder): void {
  api.openapi(listHints, async (c) => {
    const { userId } = requireSomebody(c);
    return c.json(describeHints(db, c, userId, await find(c, c.req.valid("param"))), 200);
  });
  api.openapi(openHintRoute, async (c) => {
    const { userId } = requireSomebody(c);
    const { function: name, step, assignment } = c.req.valid("json");
    const found = await find(c, { ...c.req.valid("param"), assignment });
    const result = openHint(db, userId, found, { name, step }, c.get("receivedAtMs"));
    switch (result.kind) {
      case "opened":
        return c.json(describeHints(db, c, userId, found), 200);
      case "none":
        throw new ApiError(404, "no-hint", "api.error.noHint", { params: { name } });
      case "tooEarly":
        throw new ApiError(409, "hints-order", "hint.tooEarly", {
          params: { step: c.get("t")(`hint.step.${result.next}`) },
        });
      case "refused":
        throw new ApiError(409, `hints-${result.access.kind}`, "hint.examEndless", {
          message: describeAccess(c, result.access),
        });
    }
  });
}

function describeHints(
  db: Db,
  c: AppContext,
  userId: string,
  { offer, works }: FoundExercise,
): HintList {
  const { pack, id, hash } = offer;
  const hints = selectHints(db, pack, id);
  if (hints === null) return { refused: null, functions: [] };
  const access = computeHintAccess(db, { userId, pack, exercise: id, hash, works });
  if (access.kind !== "open") return { refused: describeAccess(c, access), functions: [] };
  const reader = { userId, packId: pack, exerciseId: id };
  const found = selectFunctionHints(db, hints, offer.exercise.manifest.exports, reader);
  return {
    refused: null,
    functions: found.map(({ name, opened, next }) => ({
      name,
      opened: opened.map((step) => ({ step, text: hints[name]![step] })),
      next: next ?? null,
    })),
  };
}
