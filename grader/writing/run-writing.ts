// Lets the language model of a submission write: it is trained with a text of the exercise and then
// asked for one character after another, all within the limits of one case.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { describeEarlyEnd } from "../early-end.ts";
import { encodeValue } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { Message } from "../report.ts";
import type { CaseOutcome } from "../slots/parent/case-outcome.ts";
import type { Program } from "../slots/parent/case-run.ts";
import type { JobRunner } from "../slots/parent/job-runner.ts";
import { runCases } from "../slots/parent/run-cases.ts";
import { buildProgram, bundled } from "../walls/parent/build-program.ts";
import { type Corpus, readCorpus, readStart } from "./corpus.ts";
import {
  LINES,
  LONGEST_LINE,
  SHOWN_CHOICES,
  type WritingOrder,
  type WritingReport,
} from "../written-text.ts";

export interface WritingRun {
  /** null if the program did not load, or the exercise has no such text. */
  report: WritingReport | null;
  /** Why the program did not load. */
  messages: Message[];
  cpuTimeMs: number;
}

const NOTHING: WritingRun = { report: null, messages: [], cpuTimeMs: 0 };

export interface WritingJob {
  runner: JobRunner;
  exercise: Exercise;
  /** Its driver and exports are replaced. */
  program: Program;
  /** As submitted. */
  source: string;
  seed: number;
  signal: AbortSignal | undefined;
}

export async function runWriting(
  { runner, exercise, program, source, seed, signal }: WritingJob,
  order: WritingOrder,
): Promise<WritingRun> {
  const { writing } = exercise;
  const text = writing?.texts[order.text];
  if (writing === undefined || text === undefined) return NOTHING;
  const corpus = readCorpus(text.text);
  const start = readStart(corpus, order.start);
  if (!Array.isArray(start))
    return { ...NOTHING, report: { kind: "unknown-character", character: start.unknown } };
  const input = encodeValue({
    train: writing.train,
    sequences: corpus.sequences,
    vocabSize: corpus.alphabet.length,
    start,
    lines: order.temperature === 0 ? 1 : LINES,
    longest: LONGEST_LINE,
    temperature: order.temperature,
    seed: order.seed,
    choices: SHOWN_CHOICES,
  });
  const run = await runCases(
    runner,
    { ...program, keep: false, driver: readDriver(), exports: [writing.train] },
    seed,
    exercise.manifest.limits,
    [{ isolate: 0, cases: [input] }],
    { signal },
  );
  const ended = describeEarlyEnd(exercise, source, run);
  if (ended !== undefined)
    return { report: null, messages: ended.messages, cpuTimeMs: run.cpuTimeMs };
  return {
    report: readReport(run.outcomes[0]![0]!, corpus),
    messages: [],
    cpuTimeMs: run.cpuTimeMs,
  };
}

const here = fileURLToPath(new URL(".", import.meta.url));
let driver: string | undefined;

/** Built once per version, like the program of a slot. */
function readDriver(): string {
  driver ??= readFileSync(
    join(
      buildProgram("writing", [here], {
        "driver.js": {
          ...bundled,
          entryPoints: [join(here, "write-driver.ts")],
          format: "cjs",
          platform: "neutral",
        },
      }),
      "driver.js",
    ),
    "utf8",
  );
  return driver;
}

const probability = z.number().min(0).max(1.001);

const driverOutput = (alphabetSize: number) => {
  const id = z
    .int()
    .min(0)
    .max(alphabetSize - 1);
  const choice = z.strictObject({ id, probability });
  const step = choice.extend({ choices: z.array(choice).max(SHOWN_CHOICES) });
  return z.union([
    z.strictObject({
      lines: z.array(z.array(step).max(LONGEST_LINE)).min(1).max(LINES),
    }),
    z.strictObject({
      fault: z.enum(["model", "rows", "row", "number", "sum"]),
      position: z.int().min(0).max(LONGEST_LINE),
      value: z.number().nullable().catch(null),
    }),
  ]);
};

/** A submission that has changed what the driver uses can make anything of its answer. */
function readReport(outcome: CaseOutcome, { alphabet }: Corpus): WritingReport {
  if (outcome.kind === "threw") {
    const { name, message, line } = outcome.thrown;
    return { kind: "threw", name, message, line };
  }
  if (outcome.kind === "asynchronous")
    return { kind: "wrong", fault: "model", position: 0, value: null };
  if (outcome.kind !== "value") return readLimit(outcome);
  const parsed = driverOutput(alphabet.length).safeParse(outcome.value);
  if (!parsed.success) return { kind: "wrong", fault: "model", position: 0, value: null };
  if ("fault" in parsed.data) return { kind: "wrong", ...parsed.data };
  const name = <T extends { id: number }>({ id, ...rest }: T) => ({
    ...rest,
    character: alphabet[id]!,
  });
  return {
    kind: "written",
    lines: parsed.data.lines.map((line) =>
      line.map(({ choices, ...one }) => ({ ...name(one), choices: choices.map(name) })),
    ),
  };
}

function readLimit({ kind }: CaseOutcome): WritingReport {
  return {
    kind: "limit",
    limit: kind === "time" || kind === "memory" || kind === "output" ? kind : "crash",
  };
}
