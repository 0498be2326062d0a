// Runs a person's model as live tests run: in the same line, with the same budget, in a slot or at a
// worker.

import type { WritingOrder } from "../../grader/doors/writing.ts";
import type { AddressReader } from "../http/address.ts";
import type { AppContext } from "../http/environment.ts";
import { readPayer } from "../http/payer.ts";
import type { LiveTests } from "../live-tests/live-tests.ts";
import type { Writer } from "./select-writer.ts";
import type { WritingReply } from "./writing-view.tsx";

interface WriteServices {
  liveTests: Pick<LiveTests, "runTests">;
  addressOf: AddressReader;
}

interface Wanted {
  writer: Writer;
  /** undefined if the settings are not valid. */
  order: WritingOrder | undefined;
  tab: string;
}

export async function letWrite(
  { liveTests, addressOf }: WriteServices,
  c: AppContext,
  { writer: { offer, submission }, order, tab }: Wanted,
): Promise<WritingReply> {
  const texts = offer.exercise.writing?.texts.length ?? 0;
  if (order === undefined || order.text >= texts) return { kind: "invalid" };
  const outcome = await liveTests.runTests({
    offer,
    source: submission.source,
    fileName: submission.fileName,
    groups: "none",
    writing: order,
    person: readPayer(c, addressOf),
    tab: `writing-${tab}`,
    signal: c.req.raw.signal,
  });
  if (outcome.kind !== "done") return outcome;
  const report = outcome.value;
  return report.verdict === "judge-error" ? { kind: "failed" } : { kind: "report", report, order };
}
