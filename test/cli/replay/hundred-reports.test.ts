// gradus replay repeats reports that another process has made. The examples of the pack are graded
// there, and replayed here.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Exercise } from "../../../grader/doors/packs.ts";
import { chooseSeeds } from "../../../grader/index.ts";
import { createContext } from "../../../src/cli/context.ts";
import { replayReport } from "../../../src/cli/replay/replay.ts";
import { runGradus } from "../../support/command-host.ts";
import { LLM_PRIMER, load } from "../../support/packs.ts";

/** With stored and generated tests; two of them with a figure. */
const EXERCISES = [
  "attention",
  "build-a-vocabulary",
  "count-a-network",
  "count-parameters",
  "dense-layer",
  "gradient-descent",
  "fit-a-line",
  "loss-functions",
  "make-batches",
  "perplexity",
];
const AUDIENCES = ["author", "student", "exam"];
/** Of each exercise. */
const EXAMPLES = { accepted: 1, wrong_answer: 4 };

const folder = mkdtempSync(join(tmpdir(), "gradus-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Example {
  id: string;
  file: string;
  exercise: Exercise;
}

async function listExamples(): Promise<Example[]> {
  const lists = await Promise.all(
    EXERCISES.map(async (id) => {
      const exercise = await load(LLM_PRIMER, id);
      return Object.entries(EXAMPLES).flatMap(([kind, count]) => {
        const place = join(LLM_PRIMER, id, "submissions", kind);
        const names = readdirSync(place).toSorted().slice(0, count);
        return names.map((name) => ({ id, file: join(place, name), exercise }));
      });
    }),
  );
  return lists.flat();
}

/** The file with the report. */
async function makeReport(
  { id, file, exercise }: Example,
  audience: string,
  number: number,
): Promise<{ report: string; hiddenSeed: number }> {
  const seeds = chooseSeeds("the secret of a site", { exercise, source: readFileSync(file) });
  const options = ["--seed", seeds.visible, "--hidden-seed", seeds.hidden, "--as", audience];
  const run = await runGradus(["grade", id, file, "--json", ...options.map(String)]);
  expect(run.stderr).toBe("");
  const report = join(folder, `${number}.json`);
  writeFileSync(report, run.stdout);
  return { report, hiddenSeed: seeds.hidden };
}

const context = createContext("en");
afterAll(async () => context.close());

test("100 reports of ten exercises are identical, for authors and as students see them", async () => {
  // Every example for its author, and in turn for a student and for a student in an exam.
  const wanted = (await listExamples()).flatMap((example, i) =>
    ["author", AUDIENCES[1 + (i % 2)]!].map((audience) => ({ example, audience })),
  );
  // The other process continues while this one replays.
  const making = wanted.map(({ example, audience }, i) => makeReport(example, audience, i));
  for (const [i, { example, audience }] of wanted.entries()) {
    const { report, hiddenSeed } = await making[i]!;
    let printed = "";
    const listening = { ...context, out: (text: string) => void (printed += text) };
    const options = {
      packs: LLM_PRIMER,
      json: true,
      ...(audience === "author" ? {} : { hiddenSeed: String(hiddenSeed) }),
    };
    const code = await replayReport(listening, report, example.file, options);
    const groups = example.exercise.groups.map(({ manifest }) => manifest.id);
    expect(JSON.parse(printed), `${example.file} for ${audience}`).toEqual({
      identical: true,
      compared: groups,
      leftOut: [],
      differences: [],
    });
    expect(code).toBe(0);
  }
  expect(wanted).toHaveLength(100);
}, 300_000);
