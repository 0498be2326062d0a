// What a page's process asks for reaches the feeding process as it was asked, and its answer comes
// back: here the language model that writes.

import { expect, test } from "vitest";
import type { WritingReport } from "../../grader/doors/writing.ts";
import type { Catalogue, Offer } from "../../src/catalogue/catalogue.ts";
import type { LiveTestOrder, LiveTests } from "../../src/live-tests/live-tests.ts";
import { answerLiveTests, FarLiveTests } from "../../src/web-processes/far-live-tests.ts";
import type { ProcessLink } from "../../src/web-processes/process-link.ts";
import { reportOf } from "../support/queue-database.ts";

const WRITTEN: WritingReport = {
  kind: "written",
  lines: [[{ character: "字", probability: 1, choices: [{ character: "字", probability: 1 }] }]],
};

/** Both ends of a link; every message is text on its way. */
function connect(liveTests: Pick<LiveTests, "runTests">) {
  const answerers = new Map<string, (body: unknown, signal: AbortSignal) => Promise<unknown>>();
  const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const link = {
    answer: (about: string, answer: (body: unknown, signal: AbortSignal) => Promise<unknown>) =>
      void answerers.set(about, answer),
    ask: async (about: string, body: unknown) =>
      copy(await answerers.get(about)!(copy(body), new AbortController().signal)),
  } as unknown as ProcessLink;
  const catalogue = {
    loadOffer: (hash: string, pack: string) => Promise.resolve({ hash, pack } as Offer),
  } as Catalogue;
  answerLiveTests(link, { liveTests: liveTests as LiveTests, catalogue }, (error) => {
    throw error;
  });
  return new FarLiveTests(link);
}

test("an order for a model, and what it wrote", async () => {
  const orders: LiveTestOrder[] = [];
  const far = connect({
    runTests: (order) => {
      orders.push(order);
      return Promise.resolve({
        kind: "done",
        value: reportOf({ groups: [], writing: WRITTEN }),
      });
    },
  });
  const order = {
    source: "x",
    fileName: "my.js",
    groups: "none",
    writing: { text: 1, start: "字", temperature: 0.5, seed: 7 },
    person: { kind: "viewer", id: "ada" },
    tab: "t",
  } as const;
  const offer = { pack: "tiny", hash: "a".repeat(64) } as Offer;
  const outcome = await far.runTests({ ...order, offer });
  expect(orders).toMatchObject([{ ...order, offer: { pack: "tiny" } }]);
  expect(outcome).toMatchObject({ kind: "done", value: { writing: WRITTEN } });
});
