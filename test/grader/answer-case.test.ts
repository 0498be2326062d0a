// What the reference answers to a person's input, in real pack slots: the validator judges first,
// and nothing that an input does reaches a later question or a grading.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import { createGrader, type Grader, readCaseInput } from "../../grader/index.ts";
import { bytes, copyTiny, LLM_PRIMER, load, TINY } from "../support/packs.ts";

let grader: Grader;
let sum: Exercise;
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 1 } });
  [sum] = await Promise.all([load(TINY, "sum"), grader.open({ withPacks: true })]);
});
afterAll(() => grader.close());

async function ask(exercise: Exercise, text: string) {
  const read = readCaseInput(text);
  if (!read.ok) throw new Error(read.why);
  const { cpuTimeMs, ...answer } = await grader.answerCase({ exercise, input: read.input });
  expect(cpuTimeMs).toBeGreaterThanOrEqual(0);
  return answer;
}

const answered = (text: string) => ({ kind: "answered", expected: [{ name: "", text }] });

/** tiny/sum with another validator, reference or both. */
async function change(files: Partial<Record<"validator.ts" | "reference.ts", string>>) {
  const folder = copyTiny();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "sum", name), text);
  return load(folder, "sum");
}
const ANY = "export default function validate(): string | undefined { return undefined; }\n";

test("the reference answers, and the answer is the output that a report would show", async () => {
  expect(await ask(sum, "[1, 2, 40]")).toEqual(answered("43"));
  expect(await ask(sum, "[0.5, 0.25]")).toEqual(answered("0.75"));
});

test("stored cases of a real exercise get their stored output, by the names of its exports", async () => {
  const exercise = await load(LLM_PRIMER, "fit-a-line");
  const group = exercise.groups.find(({ manifest }) => manifest.id === "text")!;
  const stored = group.cases[0]!;
  const answer = await ask(exercise, stored.inputText);
  const report = await grader.grade({
    exercise,
    source: bytes(exercise.starter),
    fileName: "submission.ts",
    groups: "visible",
  });
  const shown = report.groups.find(({ id }) => id === group.manifest.id)!.cases[0]!.expected!;
  if (answer.kind !== "answered") throw new Error(answer.kind);
  const names = [...shown.matchAll(/(?:"([^"]+)"|([A-Za-z_]\w*)): /g)].map(([, a, b]) => a ?? b);
  // The model predicts for two tables.
  const own = answer.expected.map(({ name }) => name);
  expect(own.slice(2, 4)).toEqual(["predict(model, X)", "predict(model, X) (2)"]);
  expect(own).toEqual(names);
  const firstNumber = (text: string) => Number(/-?\d+(?:\.\d+)?/.exec(text)![0]);
  expect(firstNumber(answer.expected[0]!.text)).toBeCloseTo(firstNumber(shown), 9);
});

test("a row is answered as an object, and a value that the driver returns twice once", async () => {
  const merges = await load(LLM_PRIMER, "merge-characters");
  expect(await ask(merges, '{"kind":"best_pair","sequences":[["a","b","a","b"]]}')).toEqual({
    kind: "answered",
    expected: [{ name: "bestPair(texts)", text: '{ left: "a", right: "b", count: 2 }' }],
  });
  const counting = await load(LLM_PRIMER, "count-parameters");
  const stored = counting.groups
    .flatMap(({ cases }) => cases)
    .find(({ inputText }) => inputText.includes('"torch_module"'))!;
  const answer = await ask(counting, stored.inputText);
  if (answer.kind !== "answered") throw new Error(answer.kind);
  expect(answer.expected.map(({ name }) => name)).toEqual([
    "listParameters(layers)",
    "countParameters(layers)",
  ]);
});

test("the validator says why it refuses, and the reference is not asked", async () => {
  expect(await ask(sum, '{"a":1}')).toEqual({
    kind: "refused",
    reason: "input must be a list of numbers",
  });
  expect(await ask(sum, '[{"$n":"NaN"}]')).toMatchObject({ kind: "refused" });
  expect(await ask(sum, JSON.stringify(Array.from({ length: 21 }, () => 1)))).toEqual({
    kind: "refused",
    reason: "input has more than 20 numbers",
  });
  const loops = await change({
    "validator.ts": "export default (input: unknown) => `no ${JSON.stringify(input)}`;\n",
    "reference.ts": "export function total(): number { for (;;); }\n",
  });
  expect(await ask(loops, '"<b>"')).toEqual({ kind: "refused", reason: 'no "<b>"' });
});

test("a validator that cannot read the input", async () => {
  const exercise = await change({
    "validator.ts": "export default ({ X }: any) => (X.length > 0 ? undefined : 'empty');\n",
  });
  expect(await ask(exercise, "[1]")).toEqual({ kind: "unreadable" });
});

describe("limits", () => {
  test("a reference that loops for this input, and the next question is answered", async () => {
    const exercise = await change({
      "validator.ts": ANY,
      "reference.ts":
        "export function total(v: number[]): number { while (v[0] === 1); return v.length; }\n",
    });
    const read = readCaseInput("[1]");
    if (!read.ok) throw new Error(read.why);
    const answer = await grader.answerCase({ exercise, input: read.input });
    expect(answer).toMatchObject({ kind: "limit", limit: "time" });
    // What it cost is known, so that it can be charged.
    expect(answer.cpuTimeMs).toBeGreaterThanOrEqual(exercise.manifest.limits.cpuTimeMs * 0.9);
    expect(await ask(exercise, "[2]")).toEqual(answered("1"));
  });

  test("memory, output, and an error of the reference", async () => {
    const exercise = await change({
      "validator.ts": ANY,
      "reference.ts": `export function total([kind, n]: any): any {
        if (kind === "memory") { const all = []; for (;;) all.push(new Array(10_000).fill(0)); }
        if (kind === "output") return "x".repeat(n);
        throw new RangeError("kind must be known");
      }\n`,
    });
    expect(await ask(exercise, '["memory"]')).toMatchObject({ kind: "limit", limit: "memory" });
    expect(await ask(exercise, '["output",100000]')).toEqual({ kind: "limit", limit: "output" });
    expect(await ask(exercise, '["other"]')).toEqual({
      kind: "threw",
      thrown: "RangeError: kind must be known",
    });
  });

  test("a validator that loops", async () => {
    const exercise = await change({
      "validator.ts": "export default (v: unknown) => { while (v === 1); return undefined; };\n",
    });
    expect(await ask(exercise, "1")).toEqual({ kind: "limit", limit: "time" });
  });

  test("a long answer is cut", async () => {
    const exercise = await change({
      "validator.ts": ANY,
      "reference.ts":
        "export const total = (n: number) => Array.from({ length: n }, (_, i) => i);\n",
    });
    const answer = await ask(exercise, "5000");
    const [{ text } = { text: "" }] = answer.kind === "answered" ? answer.expected : [];
    expect(text.length).toBeLessThan(2100);
    expect(text).toMatch(/^\[0, 1, .*…$/);
  });
});

test("an input that pollutes prototypes reaches neither the next question nor a grading", async () => {
  // A reference that counts pairs of words in nested objects, as people write it.
  const counting = `export function total(words: any): any {
    const counts: any = {};
    for (const [a, b] of words) { counts[a] ??= {}; counts[a][b] = (counts[a][b] ?? 0) + 1; }
    return counts;
  }\n`;
  const validating = `export default (words: any) => {
    const seen: any = {};
    for (const [a, b] of words) { seen[a] ??= {}; seen[a][b] ??= "x"; }
    return ({} as any).error ?? undefined;
  };\n`;
  const exercise = await change({ "validator.ts": validating, "reference.ts": counting });
  expect(await ask(exercise, '[["__proto__","b"]]')).toMatchObject({ kind: "answered" });
  // With one isolate for both questions, the count would go on from 1.
  expect(await ask(exercise, '[["a","b"]]')).toEqual({
    kind: "answered",
    expected: [{ name: "a", text: "{ b: 1 }" }],
  });
  expect(await ask(exercise, '[["__proto__","error"]]')).toMatchObject({ kind: "refused" });
  expect(await ask(exercise, '[["a","b"]]')).toMatchObject({ kind: "answered" });
  const { outcomes } = await grader.programs.runReference(exercise, 0, [
    { isolate: 0, cases: ['[["a","b"]]'] },
  ]);
  expect(outcomes[0]![0]).toMatchObject({ kind: "value", value: { a: { b: 1 } } });
});

test("a reference that stays loaded for grading is not the one that is asked", async () => {
  const exercise = await change({
    "validator.ts": ANY,
    "reference.ts": "let calls = 0;\nexport const total = () => (calls += 1);\n",
  });
  const cases = ["[1]"];
  const graded = async () =>
    (await grader.programs.runReference(exercise, 0, [{ isolate: 0, cases }])).outcomes[0]![0];
  expect(await graded()).toMatchObject({ value: 1 });
  for (let i = 0; i < 3; i++) expect(await ask(exercise, "[1]")).toEqual(answered("1"));
  expect(await graded()).toMatchObject({ value: 2 });
});

test("a server that leaves grading to workers answers too", async () => {
  const own = createGrader({ submissions: { size: 0 } });
  try {
    await own.open();
    const read = readCaseInput("[20, 3]");
    if (!read.ok) throw new Error(read.why);
    const answer = await own.answerCase({ exercise: sum, input: read.input });
    expect(answer).toMatchObject(answered("23"));
  } finally {
    await own.close();
  }
});

test("random numbers are the same each time", async () => {
  const exercise = await change({
    "validator.ts": ANY,
    "reference.ts": "export const total = () => Math.random();\n",
  });
  expect(await ask(exercise, "[1]")).toEqual(await ask(exercise, "[2]"));
});

test("a field that only a figure shows is not in the answer", async () => {
  const folder = copyTiny();
  writeFileSync(
    join(folder, "sum", "reference.ts"),
    "export const total = () => ({ a: 1, b: 2 });\n",
  );
  const exercise = await load(folder, "sum");
  const figures = [{ kind: "text", field: "b" }] as Exercise["manifest"]["figures"];
  const answer = await ask({ ...exercise, manifest: { ...exercise.manifest, figures } }, "[1]");
  expect(answer).toEqual({ kind: "answered", expected: [{ name: "a", text: "1" }] });
});

test("a pack whose reference does not load is an error of the pack", async () => {
  const exercise = await change({ "reference.ts": "export const total = undefinedName;\n" });
  await expect(ask(exercise, "[1]")).rejects.toThrow(/judge\.reference/);
});
