// POST /exercises/:pack/:exercise/live-tests   runs the visible tests and the own ones on the code
// POST /exercises/:pack/:exercise/try          evaluates an expression over it
// POST /exercises/:pack/:exercise/types        returns its type errors
// POST /exercises/:pack/:exercise/assist       answers an editor's question about a place in it
//
// Busy, paused and replaced by a newer run are normal answers to a page that asks every few
// moments, not errors.

import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { ASSIST_KINDS } from "../../grader/doors/type-errors.ts";
import type {
  AssistReply,
  LiveTestAnswer,
  TryAnswer,
  TypesAnswer,
} from "../catalogue/editor-data.ts";
import { findRequested } from "../catalogue/find-requested.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readJson } from "../http/read-json.ts";
import type { AddressReader } from "../http/address.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { ownTests } from "../../grader/doors/reports.ts";
import { locateKeeping } from "../submissions/keep-case.tsx";
import { OwnTestsView, TryView } from "../own-tests/own-tests-view.tsx";
import { type Asking, selectAsking } from "../reference-answers/asking.ts";
import { renderFragment } from "../ui/render-fragment.tsx";
import type { Payer } from "../http/payer.ts";
import { LiveTestsView, findProblems, summarize } from "./live-tests-view.tsx";
import type { LiveTestOrder, LiveTestOutcome, LiveTests } from "./live-tests.ts";

const PAUSE_RETRY_MS = 10_000;

const codeBody = z.strictObject({
  source: z.string(),
  tab: z.string().regex(/^[A-Za-z0-9-]{1,50}$/),
});
const testsBody = codeBody.extend({ ownTests: ownTests.default([]) });
const tryBody = codeBody.extend({
  code: z.string().max(2000).regex(/\S/),
  expected: z.string().max(2000).regex(/\S/).nullable().default(null),
});
const assistBody = codeBody.extend({
  about: z.enum(ASSIST_KINDS),
  offset: z.int().min(0).max(MAX_SOURCE_BYTES),
});

export function liveTestRoutes(services: {
  db: Db;
  catalogue: Catalogue;
  liveTests: Pick<LiveTests, "runTests" | "checkTypes" | "assistCode">;
  addressOf: AddressReader;
}): Hono<AppEnv> {
  const { liveTests, addressOf } = services;

  const readOrder = async <Body extends z.infer<typeof codeBody>>(
    c: Context<AppEnv>,
    schema: z.ZodType<Body>,
  ): Promise<{ order: LiveTestOrder; body: Body }> => {
    const { offer } = await findRequested(services, c);
    const body = await readJson(c, schema);
    const { source, tab } = body;
    if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw new HTTPException(413);
    const { userId } = c.get("viewer");
    const person: Payer =
      userId === null ? { kind: "address", id: addressOf(c) } : { kind: "viewer", id: userId };
    return { order: { offer, source, person, tab, signal: c.req.raw.signal }, body };
  };

  return new Hono<AppEnv>()
    .post("/exercises/:pack/:exercise/live-tests", async (c) => {
      const { order, body } = await readOrder(c, testsBody);
      const whole = { ...order, ownTests: body.ownTests };
      const outcome = await liveTests.runTests(whole);
      // Read after the run: an exam may have begun meanwhile.
      const asking = selectAsking(services, await findRequested(services, c), order.offer.hash);
      return c.json(answerTests(c, whole, outcome, asking));
    })
    .post("/exercises/:pack/:exercise/try", async (c) => {
      const { order, body } = await readOrder(c, tryBody);
      const { code, expected } = body;
      const test = { kind: "expression" as const, code, expected };
      const outcome = await liveTests.runTests({ ...order, groups: "none", ownTests: [test] });
      return c.json(answerTry(c, outcome));
    })
    .post("/exercises/:pack/:exercise/types", async (c) => {
      const { order } = await readOrder(c, codeBody);
      const outcome = await liveTests.checkTypes({ ...order, language: c.get("language") });
      const answer: TypesAnswer =
        outcome.kind === "done"
          ? { state: "done", problems: outcome.value }
          : answerNotRun(outcome);
      return c.json(answer);
    })
    .post("/exercises/:pack/:exercise/assist", async (c) => {
      const { order, body } = await readOrder(c, assistBody);
      const { about, offset } = body;
      const outcome = await liveTests.assistCode({ ...order, about, offset });
      return c.json(answerAssist(outcome));
    });
}

function answerTests(
  c: AppContext,
  { offer, ownTests = [] }: LiveTestOrder,
  outcome: LiveTestOutcome,
  asking: Asking | undefined,
): LiveTestAnswer {
  if (outcome.kind === "paused") return { state: "paused", retryMs: PAUSE_RETRY_MS };
  if (outcome.kind !== "done") return answerNotRun(outcome);
  const report = outcome.value;
  return {
    state: "done",
    verdict: report.verdict,
    summary: summarize({ c, report }),
    problems: findProblems({ c, report }),
    html: renderFragment(
      c,
      <LiveTestsView
        c={c}
        offer={offer}
        asking={asking}
        keepAt={locateKeeping(offer.pack, offer.id, "")}
        report={report}
      />,
    ),
    ownTestsHtml:
      ownTests.length === 0
        ? ""
        : renderFragment(c, <OwnTestsView c={c} tests={ownTests} report={report} />),
  };
}

function answerTry(c: AppContext, outcome: LiveTestOutcome): TryAnswer {
  if (outcome.kind === "paused") return { state: "paused", retryMs: PAUSE_RETRY_MS };
  if (outcome.kind !== "done") return answerNotRun(outcome);
  return { state: "done", html: renderFragment(c, <TryView c={c} report={outcome.value} />) };
}

function answerAssist(outcome: Awaited<ReturnType<LiveTests["assistCode"]>>): AssistReply {
  if (outcome.kind === "replaced") return { state: "replaced" };
  if (outcome.kind === "busy" || outcome.value === undefined) return { state: "busy" };
  return { state: "done", answer: outcome.value };
}

function answerNotRun(outcome: { kind: "busy"; retryMs: number } | { kind: "replaced" }) {
  return outcome.kind === "busy"
    ? ({ state: "busy", retryMs: outcome.retryMs } as const)
    : ({ state: "replaced" } as const);
}
