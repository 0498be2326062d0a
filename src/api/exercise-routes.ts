// GET  /exercises                            lists the published exercises
// GET  /exercises/{pack}/{exercise}          statements, starter and limits
// GET  /exercises/{pack}/{exercise}/goals    the assignments that a submission could be for
// GET  /exercises/{pack}/{exercise}/bundle   the files for running its visible tests locally

import { createRoute } from "@hono/zod-openapi";
import { publicBundle } from "../../grader/doors/public-bundles.ts";
import type { PageServices } from "../services.ts";
import { type ExerciseProgress, selectProgress } from "../grading/select-progress.ts";
import { describeExercise } from "./answers.ts";
import { Bundles } from "./bundles.ts";
import type { OfferFinder } from "./find-offer.ts";
import { describeGoalChoice } from "./goals.ts";
import {
  ANYBODY,
  type Api,
  errors,
  json,
  rawJson,
  requireSomebody,
  WHO_IS_KNOWN,
} from "./operation.ts";
import { exerciseAnswer, exerciseList, exerciseName, goalList } from "./schemas.ts";

const listExercises = createRoute({
  method: "get",
  path: "/api/v1/exercises",
  operationId: "listExercises",
  tags: ["exercises"],
  summary: "api.operation.listExercises",
  security: ANYBODY,
  responses: { 200: { description: "api.answer.listExercises", content: json(exerciseList) } },
});

const getExercise = createRoute({
  method: "get",
  path: "/api/v1/exercises/{pack}/{exercise}",
  operationId: "getExercise",
  tags: ["exercises"],
  summary: "api.operation.getExercise",
  security: ANYBODY,
  request: { params: exerciseName },
  responses: {
    200: { description: "api.answer.getExercise", content: json(exerciseAnswer) },
    ...errors(404),
  },
});

const listGoals = createRoute({
  method: "get",
  path: "/api/v1/exercises/{pack}/{exercise}/goals",
  operationId: "listGoals",
  tags: ["submissions"],
  summary: "api.operation.listGoals",
  description: "api.operation.listGoalsMore",
  security: WHO_IS_KNOWN,
  request: { params: exerciseName },
  responses: {
    200: { description: "api.answer.listGoals", content: json(goalList) },
    ...errors(401, 404),
  },
});

const getBundle = createRoute({
  method: "get",
  path: "/api/v1/exercises/{pack}/{exercise}/bundle",
  operationId: "getBundle",
  tags: ["exercises"],
  summary: "api.operation.getBundle",
  description: "api.operation.getBundleMore",
  security: ANYBODY,
  request: { params: exerciseName },
  responses: {
    200: {
      description: "api.answer.getBundle",
      content: rawJson(publicBundle.meta({ id: "Bundle", description: "api.schema.bundle" })),
    },
    304: { description: "api.answer.304" },
    ...errors(404, 503),
  },
});

export function addExerciseRoutes(
  api: Api,
  { db, catalogue, host }: PageServices,
  find: OfferFinder,
): void {
  const bundles = new Bundles(host, catalogue);
  api.openapi(listExercises, (c) => {
    const { userId } = c.get("viewer");
    const progress =
      userId === null ? new Map<string, ExerciseProgress>() : selectProgress(db, userId);
    const packs = catalogue.packs.map(({ id, title, version, offers }) => ({
      id,
      title,
      version,
      exercises: offers.map((offer) =>
        describeExercise(c.get("site"), offer, progress.get(`${offer.pack}/${offer.id}`)),
      ),
    }));
    return c.json({ packs }, 200);
  });
  api.openapi(getExercise, async (c) => {
    const { offer } = await find(c, c.req.valid("param"));
    const { userId } = c.get("viewer");
    const progress =
      userId === null ? undefined : selectProgress(db, userId).get(`${offer.pack}/${offer.id}`);
    const { manifest, statements, starters } = offer.exercise;
    const groups = offer.exercise.groups.map(({ manifest: { id, title, points }, visible }) => ({
      id,
      title,
      points,
      visible,
    }));
    return c.json(
      {
        ...describeExercise(c.get("site"), offer, progress),
        exports: manifest.exports,
        limits: manifest.limits,
        groups,
        statements,
        starters,
      },
      200,
    );
  });
  api.openapi(listGoals, async (c) => {
    requireSomebody(c);
    const { works } = await find(c, c.req.valid("param"));
    return c.json({ goals: works.map((work) => describeGoalChoice(c, work)) }, 200);
  });
  api.openapi(getBundle, async (c): Promise<Response> => {
    const { offer } = await find(c, c.req.valid("param"));
    const etag = bundles.computeEtag(offer);
    c.header("etag", etag);
    // Revalidated each time, and sent only if it has changed.
    c.header("cache-control", "private, no-cache");
    c.header("vary", "accept-encoding");
    if ((c.req.header("if-none-match") ?? "").split(/\s*,\s*/).includes(etag))
      return c.body(null, 304);
    const { plain, gzip } = await bundles.get(offer);
    c.header("content-type", "application/json");
    if (!/\bgzip\b/.test(c.req.header("accept-encoding") ?? "")) return c.body(plain);
    c.header("content-encoding", "gzip");
    return c.body(gzip);
  });
}
