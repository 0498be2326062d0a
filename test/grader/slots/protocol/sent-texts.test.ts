import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Job, RunJob } from "../../../../grader/slots/protocol/jobs.ts";
import {
  type SentJob,
  TextReceiver,
  TextSender,
} from "../../../../grader/slots/protocol/sent-texts.ts";
import { findStepLimits } from "../../../../grader/slots/parent/time-rules.ts";

const limits = { ...findStepLimits(1, 1), memoryMiB: 64, outputBytes: 1000 };
const text = fc.constantFrom("", "a", "b".repeat(50_000), "export default 1;", "汉字");
const run = fc
  .record({ id: fc.nat(), source: text, driver: fc.option(text), keep: fc.boolean() })
  .map((parts): RunJob => ({
    ...limits,
    ...parts,
    type: "run",
    fileName: "a.ts",
    language: "bundled",
    exports: [],
    totalCpuTimeMs: 1,
    batches: [],
    careful: false,
  }));
const invoke = fc
  .record({ id: fc.nat(), bundle: text })
  .map((parts): Job => ({ ...limits, ...parts, type: "invoke", keep: true, seed: 1, calls: [] }));

const overTheWire = (job: SentJob) => JSON.parse(JSON.stringify(job)) as SentJob;

describe("texts sent to a slot", () => {
  test("any jobs arrive as they were sent", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(run, invoke), { maxLength: 30 }), (jobs) => {
        const [sender, receiver] = [new TextSender(), new TextReceiver()];
        for (const job of jobs) expect(receiver.unpack(overTheWire(sender.pack(job)))).toEqual(job);
      }),
    );
  });

  test("pack code is sent once, a submission's job completely each time", () => {
    const sender = new TextSender();
    const bytesOf = (job: Job) => JSON.stringify(sender.pack(job)).length;
    const bundle = "x".repeat(100_000);
    const invocation: Job = {
      ...limits,
      type: "invoke",
      keep: true,
      seed: 1,
      id: 1,
      bundle,
      calls: [],
    };
    expect(bytesOf(invocation)).toBeGreaterThan(100_000);
    expect(bytesOf({ ...invocation, id: 2 })).toBeLessThan(1000);
    const submission: RunJob = {
      ...limits,
      type: "run",
      id: 3,
      source: bundle,
      fileName: "a.ts",
      language: "typescript",
      keep: false,
      driver: null,
      exports: [],
      totalCpuTimeMs: 1,
      batches: [],
      careful: false,
    };
    expect([bytesOf(submission), bytesOf(submission)].every((bytes) => bytes > 100_000)).toBe(true);
    expect(bytesOf({ ...submission, keep: true })).toBeLessThan(1000);
  });
});
