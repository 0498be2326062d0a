// npm run bench:explain: what the explanations in a report cost. Grades the accepted solutions and
// the wrong examples of llm-primer, in turn with all explanations, with none, and without each one,
// and prints the CPU time of one submission, of its slot and of this process together, with its
// ratio to grading without any.
//
// All have the same seed. Its generated cases and the outputs of the known mistakes are computed
// before anything is measured, as they are in a course after some hundred submissions. --short: two
// rounds of four exercises

import { type Exercise, findPacks, loadExercise } from "../../grader/doors/packs.ts";
import { EXPLANATIONS, type Explanation } from "../../grader/grade-request.ts";
import { createGrader } from "../../grader/index.ts";
import { LLM_PRIMER } from "../support/packs.ts";
import { measureCpu } from "./measure-cpu.ts";

const isShort = process.argv.includes("--short");
const ROUNDS = isShort ? 2 : 4;
const SEED = 1;

const FORMS: { name: string; explanations: readonly Explanation[] }[] = [
  { name: "none", explanations: [] },
  { name: "all", explanations: EXPLANATIONS },
  ...EXPLANATIONS.map((left) => ({
    name: `without ${left}`,
    explanations: EXPLANATIONS.filter((one) => one !== left),
  })),
];
const KINDS = { accepted: "accepted", wrong_answer: "wrong" } as const;
type Kind = keyof typeof KINDS;

const pack = findPacks(LLM_PRIMER).packs[0]!;
const ids = isShort ? pack.manifest.exercises.slice(0, 4) : pack.manifest.exercises;
const exercises = await Promise.all(ids.map((id) => loadExercise(pack, id)));
// One slot of each kind, so that the slots are the same from the first submission to the last.
const one = { size: 1, spares: 0 };
const grader = createGrader({ submissions: one, packs: one });
try {
  await grader.open();
  for (const kind of Object.keys(KINDS) as Kind[]) print(kind, await measure(kind));
} finally {
  await grader.close();
}

/** Milliseconds of one submission: by form, the value of each round. */
async function measure(kind: Kind): Promise<number[][]> {
  for (const exercise of exercises) await gradeExamples(exercise, kind, EXPLANATIONS, "warm-up");
  const rounds = FORMS.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = FORMS.map(() => 0);
    let count = 0;
    for (const exercise of exercises) {
      // Each round begins with another form.
      for (const step of FORMS.keys()) {
        const at = (step + round) % FORMS.length;
        const { explanations } = FORMS[at]!;
        const comment = `${round} ${at}`;
        const { own, slots } = await measureCpu(async () =>
          gradeExamples(exercise, kind, explanations, comment),
        );
        sums[at]! += own + slots;
      }
      count += selectExamples(exercise, kind).length;
    }
    for (const [at, sum] of sums.entries()) rounds[at]!.push(sum / count);
  }
  return rounds;
}

function selectExamples({ examples }: Exercise, kind: Kind): Exercise["examples"] {
  return examples.filter(({ folder }) => folder === kind);
}

/** One after another. `comment`: makes their texts differ from all others. */
async function gradeExamples(
  exercise: Exercise,
  kind: Kind,
  explanations: readonly Explanation[],
  comment: string,
): Promise<void> {
  for (const { source, fileName } of selectExamples(exercise, kind)) {
    const report = await grader.grade({
      exercise,
      source: new TextEncoder().encode(`${source}\n// ${comment}\n`),
      fileName,
      seed: SEED,
      forCheck: { explanations },
    });
    if (report.verdict === "judge-error") throw new Error(`${exercise.id}: ${fileName} not graded`);
  }
}

function print(kind: Kind, rounds: number[][]): void {
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  const base = rounds[0]!;
  console.log(`\n${KINDS[kind]}, CPU time of a submission`.padEnd(36) + "      ms     ratio");
  for (const [at, { name }] of FORMS.entries()) {
    // Of the same round, because a machine's speed changes.
    const ratio = median(rounds[at]!.map((ms, round) => ms / base[round]!));
    console.log(
      `${name.padEnd(35)}${median(rounds[at]!).toFixed(2).padStart(9)}${ratio.toFixed(3).padStart(10)}`,
    );
  }
}
