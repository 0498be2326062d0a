// Live tests in a process that does not feed the queue: the feeding process runs them, so that there
// is one line, one budget for each person and one newest run of each tab, wherever a keystroke
// arrives.

import { z } from "zod";
import { type Catalogue } from "../catalogue/catalogue.ts";
import type {
  AssistOrder,
  LiveTestOrder,
  LiveTestOutcome,
  LiveTests,
} from "../live-tests/live-tests.ts";
import type { Scheduled } from "../live-tests/scheduler.ts";
import {
  type AssistAnswer,
  ASSIST_KINDS,
  assistAnswer,
  type TypeProblem,
} from "../../grader/doors/type-errors.ts";
import { ownTests } from "../../grader/doors/reports.ts";
import { writingOrder } from "../../grader/doors/writing.ts";
import { bareReportSchema } from "../reports/report-schema.ts";
import { typeProblem } from "../workers/messages.ts";
import { NoAnswerError, type ProcessLink } from "./process-link.ts";

const order = z.strictObject({
  source: z.string(),
  person: z.strictObject({ kind: z.enum(["viewer", "address"]), id: z.string() }),
  tab: z.string(),
});
const testsOrder = order.extend({
  pack: z.string(),
  hash: z.string(),
  groups: z.enum(["visible", "none"]).default("visible"),
  ownTests: ownTests.default([]),
  writing: writingOrder.optional(),
  fileName: z.string().min(1).max(200).optional(),
});
const typesOrder = order.extend({ language: z.enum(["zh-CN", "en"]) });

const assistOrder = order.extend({ about: z.enum(ASSIST_KINDS), offset: z.int().min(0) });

const notRun = [
  z.strictObject({ kind: z.literal("busy"), retryMs: z.number() }),
  z.strictObject({ kind: z.literal("replaced") }),
] as const;
const testsOutcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("done"), value: bareReportSchema }),
  z.strictObject({ kind: z.literal("paused") }),
  ...notRun,
]);
const typesOutcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("done"), value: z.array(typeProblem) }),
  ...notRun,
]);
const assistOutcome = z.discriminatedUnion("kind", [
  /** No value: it could not be answered now. */
  z.strictObject({ kind: z.literal("done"), value: assistAnswer.optional() }),
  ...notRun,
]);

export class FarLiveTests {
  /** Of this process. The feeding process knows the others. */
  readonly depth = { waiting: 0, running: 0 };
  readonly #link: ProcessLink;

  constructor(link: ProcessLink) {
    this.#link = link;
  }

  async runTests({ offer, signal, ...rest }: LiveTestOrder): Promise<LiveTestOutcome> {
    const { pack, hash } = offer;
    const body: z.input<typeof testsOrder> = { ...rest, pack, hash };
    const outcome = await this.#ask("live-tests", body, signal);
    return outcome === undefined ? { kind: "paused" } : testsOutcome.parse(outcome);
  }

  async checkTypes({
    signal,
    ...body
  }: Parameters<LiveTests["checkTypes"]>[0]): Promise<Scheduled<TypeProblem[]>> {
    const outcome = await this.#ask("types", body satisfies z.infer<typeof typesOrder>, signal);
    return outcome === undefined ? { kind: "done", value: [] } : typesOutcome.parse(outcome);
  }

  async assistCode({
    source,
    person,
    tab,
    signal,
    about,
    offset,
  }: AssistOrder): Promise<Scheduled<AssistAnswer | undefined>> {
    const body: z.infer<typeof assistOrder> = { source, person, tab, about, offset };
    const outcome = await this.#ask("assist", body, signal);
    if (outcome === undefined) return { kind: "done", value: undefined };
    const parsed = assistOutcome.parse(outcome);
    return parsed.kind === "done" ? { kind: "done", value: parsed.value } : parsed;
  }

  /** undefined while no process feeds the queue, and if the answer is not wanted any more. */
  async #ask(
    about: "live-tests" | "types" | "assist",
    body: unknown,
    signal: AbortSignal | undefined,
  ) {
    try {
      return await this.#link.ask(about, body, signal);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      return undefined;
    }
  }
}

/** For the feeding process. */
export function answerLiveTests(
  link: ProcessLink,
  { liveTests, catalogue }: { liveTests: LiveTests; catalogue: Catalogue },
  onError: (error: unknown) => void,
): void {
  const report = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      onError(error);
      throw error;
    });
  const runTests = async (body: unknown, signal: AbortSignal) => {
    const { pack, hash, ...rest } = testsOrder.parse(body);
    return await liveTests.runTests({
      ...rest,
      offer: await catalogue.loadOffer(hash, pack),
      signal,
    });
  };
  link.answer("live-tests", (body, signal) => report(runTests(body, signal)));
  link.answer("types", (body, signal) =>
    report(liveTests.checkTypes({ ...typesOrder.parse(body), signal })),
  );
  link.answer("assist", (body, signal) =>
    report(liveTests.assistCode({ ...assistOrder.parse(body), signal })),
  );
}
