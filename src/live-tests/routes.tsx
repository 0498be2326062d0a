// POST /exercises/:pack/:exercise/checks runs the visible tests over what stands in the editor POST
// /exercises/:pack/:exercise/types asks TypeScript about it
//
// Too busy, paused, replaced by a newer one: all of these are ordinary answers to a page that asks
// every few moments, not faults.

import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { viewedAsStudent } from "../membership/gate.ts";
import type { CheckAnswer, TypesAnswer } from "../catalogue/editor-data.ts";
import { findExercise } from "../catalogue/find-exercise.ts";
import type { AppEnv } from "../http/environment.ts";
import { readJson } from "../http/read-json.ts";
import type { AddressReader } from "../http/address.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Checks } from "./live-tests.ts";
import type { Db } from "../db/open.ts";
import { renderFragment } from "../ui/render-fragment.tsx";
import type { Person } from "./budget.ts";
import { CheckView, problemsOf, summarize } from "./live-tests-view.tsx";
import type { CheckOrder } from "./live-tests.ts";

const PAUSE_RETRY_MS = 10_000;

const body = z.strictObject({ source: z.string(), tab: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) });

export function checkRoutes(services: {
  db: Db;
  catalogue: Catalogue;
  checks: Checks;
  addressOf: AddressReader;
}): Hono<AppEnv> {
  const { checks, addressOf } = services;

  const orderOf = async (c: Context<AppEnv>): Promise<CheckOrder> => {
    const found = await findExercise(services, c.get("viewer"), {
      pack: c.req.param("pack") ?? "",
      exercise: c.req.param("exercise") ?? "",
      assignment: c.req.query("assignment"),
      viewedCourse: viewedAsStudent(c),
    });
    if (found === undefined) throw new HTTPException(404);
    const { offer } = found;
    const { source, tab } = await readJson(c, body);
    if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw new HTTPException(413);
    const { userId } = c.get("viewer");
    const person: Person =
      userId === null ? { kind: "address", id: addressOf(c) } : { kind: "viewer", id: userId };
    return { offer, source, person, tab, signal: c.req.raw.signal };
  };

  return new Hono<AppEnv>()
    .post("/exercises/:pack/:exercise/checks", async (c) => {
      const order = await orderOf(c);
      const outcome = await checks.runTests(order);
      const answer: CheckAnswer =
        outcome.kind === "done"
          ? {
              state: "done",
              verdict: outcome.value.verdict,
              summary: summarize({ c, report: outcome.value }),
              problems: problemsOf({ c, report: outcome.value }),
              html: renderFragment(
                c,
                <CheckView c={c} offer={order.offer} report={outcome.value} />,
              ),
            }
          : outcome.kind === "paused"
            ? { state: "paused", retryMs: PAUSE_RETRY_MS }
            : outcome.kind === "busy"
              ? { state: "busy", retryMs: outcome.retryMs }
              : { state: "replaced" };
      return c.json(answer);
    })
    .post("/exercises/:pack/:exercise/types", async (c) => {
      const order = await orderOf(c);
      const outcome = await checks.checkTypes({ ...order, language: c.get("language") });
      const answer: TypesAnswer =
        outcome.kind === "done"
          ? { state: "done", problems: outcome.value }
          : outcome.kind === "busy"
            ? { state: "busy", retryMs: outcome.retryMs }
            : { state: "replaced" };
      return c.json(answer);
    });
}
