// Similarity, computed behind walls: real programs of the packs, copies of them in every disguise
// that a beginner thinks of, and hostile texts.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Comparison,
  type SimilarityResult,
  type SimilarPair,
} from "../../../grader/doors/similarity.ts";
import { createGrader, type Grader } from "../../../grader/index.ts";
import {
  buildSimilarityProgram,
  SimilarityComparer,
} from "../../../grader/similarity/similarity-comparer.ts";
import { listLaunchPlans } from "../../../grader/walls/parent/launch-plans.ts";
import { LLM_PRIMER } from "../../support/packs.ts";
import { remainingSlotProcesses, slotProcesses } from "../../support/processes.ts";

let grader: Grader;
beforeAll(() => {
  // This never starts a slot for submissions.
  grader = createGrader();
});
afterAll(() => grader.close());

const read = (...path: string[]) => readFileSync(join(LLM_PRIMER, ...path), "utf8");
const accepted = (id: string) =>
  readdirSync(join(LLM_PRIMER, id, "submissions", "accepted"))
    .sort()
    .map((name) => read(id, "submissions", "accepted", name));
const QR = read("fit-a-line", "submissions", "accepted", "qr.ts");

async function compare(texts: string[], given: string[] = []): Promise<SimilarityResult> {
  const comparison = await grader.compareTexts({ texts, given });
  if (!comparison.ok) throw new Error(comparison.detail);
  return comparison.result;
}

/** Of two texts; undefined if they are not similar enough to be reported. */
async function pairOf(
  a: string,
  b: string,
  given: string[] = [],
): Promise<SimilarPair | undefined> {
  return (await compare([a, b], given)).pairs[0];
}

/** Renames every name that the text defines; the language's own words stay. */
function rename(source: string): string {
  const words = new Set(
    [
      "import export const let function return for if else while new of throw type interface",
      "number boolean string readonly in break continue extends as typeof this super class void",
      "default case switch true false null undefined",
    ].flatMap((line) => line.split(" ")),
  );
  return source.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|"[^"\n]*"|`[^`]*`|\b[A-Za-z_]\w*/g, (word) =>
    /^[A-Za-z_]/.test(word) && !words.has(word)
      ? `renamed_${word.length}_${word.split("").toReversed().join("")}`
      : word,
  );
}

/** Functions and other blocks of the top level, each with the comment above it. */
const blocksOf = (source: string) =>
  source
    .split(/\n(?=(?:\/\*\*|export |function |const |interface |type )[^]*?)/)
    .filter((block) => block.trim() !== "");

describe("a copy is found", () => {
  test("with every name changed", async () => {
    const pair = await pairOf(QR, rename(QR));
    expect(rename(QR)).not.toBe(QR);
    expect(pair!.similarity).toBeGreaterThan(0.99);
    expect(pair!.parts).toHaveLength(1);
  });

  test("with other comments, spaces, semicolons, numbers and texts, and let in place of const", async () => {
    const disguised = QR.replace(/\/\/[^\n]*|\/\*\*[^]*?\*\//g, "")
      .replace(/ {2}/g, "\t")
      .replace(/;$/gm, "")
      .replace(/\b\d+\b/g, "77")
      .replace(/"[^"]*"/g, '"other"')
      .replace(/\bconst\b/g, "let");
    expect((await pairOf(QR, disguised))!.similarity).toBeGreaterThan(0.99);
  });

  test("with its functions in another order, each marked as a part of its own", async () => {
    const blocks = blocksOf(QR);
    expect(blocks.length).toBeGreaterThan(4);
    const pair = await pairOf(QR, blocks.toReversed().join("\n"));
    expect(pair!.similarity).toBeGreaterThan(0.75);
    expect(pair!.parts.length).toBeGreaterThan(3);
  });

  test("within a program that is twice as long", async () => {
    const other = accepted("score-predictions")[0]!;
    const pair = await pairOf(QR, `${other}\n${rename(QR)}`);
    expect(pair!.similarity).toBeGreaterThan(0.5);
    const [part] = pair!.parts;
    expect(part!.b[0]).toBeGreaterThan(other.length - 200);
  });
});

test("different solutions of one exercise are not similar, in any exercise of the pack", async () => {
  const exercises = readdirSync(LLM_PRIMER, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && readdirSync(join(LLM_PRIMER, entry.name)).includes("submissions"),
    )
    .map(({ name }) => name);
  expect(exercises.length).toBeGreaterThan(15);
  for (const id of exercises)
    expect([id, (await compare(accepted(id), [read(id, "starter.ts")])).pairs]).toEqual([id, []]);
});

test("a marked part has the same tokens on both sides", async () => {
  const pair = (await pairOf(QR, `// mine\n${QR}`))!;
  for (const { a, b } of pair.parts) expect(`// mine\n${QR}`.slice(...b)).toBe(QR.slice(...a));
});

test("parts of one pair share no character, and are in order", async () => {
  const twice = `${QR}\n${QR}`;
  const { parts } = (await pairOf(twice, blocksOf(QR).toReversed().join("\n")))!;
  for (const side of ["a", "b"] as const) {
    const ranges = parts.map((part) => part[side]).sort((x, y) => x[0] - y[0]);
    expect(ranges.slice(1).filter(([from], i) => from < ranges[i]![1])).toEqual([]);
  }
  expect(parts.map(({ a }) => a[0])).toEqual(parts.map(({ a }) => a[0]).toSorted((x, y) => x - y));
});

describe("code that is not a student's own does not count", () => {
  const starter = QR;
  const [one, other] = accepted("score-predictions") as [string, string];

  test("the starter", async () => {
    expect(
      (await pairOf(`${starter}\n${one}`, `${starter}\n${other}`))!.similarity,
    ).toBeGreaterThan(0.4);
    expect(await pairOf(`${starter}\n${one}`, `${starter}\n${other}`, [starter])).toBeUndefined();
  });

  test("nor is it marked if the rest is a copy", async () => {
    const [a, b] = [`${starter}\n${one}`, `${starter}\n${rename(one)}`];
    const pair = (await pairOf(a, b, [starter]))!;
    expect(pair.similarity).toBeGreaterThan(0.99);
    // A token or so at the border may be on either side.
    for (const part of pair.parts) expect(part.a[0]).toBeGreaterThan(starter.length - 40);
  });

  test("a student who sent the starter has nothing to compare", async () => {
    expect(await compare([starter, starter, one], [starter])).toEqual({
      pairs: [],
      tooShort: [0, 1],
      isComplete: true,
    });
  });

  test("what at least half of a class of ten or more has in common", async () => {
    const programs = [
      "attention",
      "backpropagation",
      "merge-bytes",
      "count-a-network",
      "dense-layer",
      "gradient-descent",
      "make-batches",
      "small-network",
      "score-predictions",
      "train-a-classifier",
    ].map((id) => accepted(id)[0]!);
    const withCommon = (count: number) =>
      programs.map((text, i) => (i < count ? `${QR}\n${text}` : text));
    expect((await compare(withCommon(4))).pairs.length).toBeGreaterThan(2);
    expect((await compare(withCommon(5))).pairs).toEqual([]);
    // Of two who copied, each is half.
    expect((await compare([QR, QR])).pairs).toHaveLength(1);
  });
});

test("a class of 300 takes seconds, and the two who copied are found", async () => {
  const lines = [
    "fit-a-line",
    "score-predictions",
    "small-network",
    "train-a-classifier",
    "merge-bytes",
  ].flatMap((id) => accepted(id).flatMap((text) => text.split("\n")));
  // Each takes lines of its own choice: about a thousand tokens.
  const texts = Array.from({ length: 300 }, (_, i) =>
    lines
      .filter((_line, k) => Math.abs(Math.sin(k * 12.9898 + i * 78.233) * 43_758.5453) % 1 < 0.06)
      .join("\n"),
  );
  texts[200] = rename(texts[100]!);
  // Two or three seconds on an idle machine.
  const comparer = new SimilarityComparer({ cpuTimeMs: 20_000 });
  const comparison = await comparer
    .compare({ texts, given: [] })
    .finally(() => void comparer.close());
  if (!comparison.ok) throw new Error(comparison.detail);
  const { isComplete, pairs } = comparison.result;
  expect(isComplete).toBe(true);
  expect(pairs.map(({ a, b }) => [a, b])).toEqual([[100, 200]]);
}, 240_000);

describe("hostile texts", () => {
  const KIB = 1024;
  const many = (text: string, characters: number) =>
    text.repeat(Math.ceil(characters / text.length)).slice(0, characters);
  test.each<[string, string]>([
    ["100,000 brackets", "(".repeat(100_000)],
    ["256 KB of one token", many("a ", 256 * KIB)],
    ["256 KB of one name", many("a", 256 * KIB)],
    ["a short period", many("a+b;", 256 * KIB)],
    ["NULs", many("\0", 256 * KIB)],
    ["NULs among tokens", many("a\0+", 256 * KIB)],
    ["an endless template", `\`${many("x${", 256 * KIB)}`],
    ["templates in templates", many("`${", 256 * KIB)],
    ["an endless comment", `/*${many("x", 256 * KIB)}`],
    ["an endless text", `"${many("x\\", 256 * KIB)}`],
    ["endless regular expressions", many("=/[)", 256 * KIB)],
    ["halves of surrogate pairs", many("\ud800\udc00\ud800", 256 * KIB)],
    ["conflict markers and shebangs", many("<<<<<<< \n#!a\n", 256 * KIB)],
    ["endless digits", many("1_", 256 * KIB)],
    ["escapes in names", many("\\u{61", 256 * KIB)],
    ["nothing", ""],
  ])("%s: the texts around it are still compared", async (_, attack) => {
    const { pairs } = await compare([QR, attack, rename(QR), `${attack}x`]);
    expect(pairs.find(({ a, b }) => a === 0 && b === 2)!.similarity).toBeGreaterThan(0.99);
    for (const { a, b } of pairs.flatMap(({ parts }) => parts))
      expect(a[0] < a[1] && b[0] < b[1]).toBe(true);
  });

  test("a whole class of them ends, with an answer or without", async () => {
    const comparer = new SimilarityComparer({ cpuTimeMs: 4000 });
    // Numbers in many orders: everything is similar, and nothing the same.
    const texts = Array.from({ length: 300 }, (_, i) =>
      Array.from(
        { length: 5000 },
        (_two, k) => ["a", "1", "+", "-", "(", ")"][(k * k * 31 + k * i) % 6],
      ).join(" "),
    );
    const answer: Comparison = await comparer.compare({ texts, given: [] });
    expect(answer.ok || answer.slow).toBe(true);
    await comparer.close();
    expect(await remainingSlotProcesses()).toEqual([]);
  });
});

describe("the process", () => {
  test("has all walls that protect slots here, and neither addons nor threads", () => {
    const [strongest] = listLaunchPlans(buildSimilarityProgram(), 3400, 60);
    expect(strongest!.command.join(" ")).toContain("--permission");
    expect(strongest!.command.join(" ")).not.toMatch(
      /--allow-(?:addons|worker|child-process|fs-write|net)|addon/,
    );
    expect(strongest!.command.join(" ").match(/--allow-fs-read=\S+/g)).toHaveLength(1);
  });

  test.each([
    ["CPU", { cpuTimeMs: 1 }, true],
    ["memory", { residentMiB: 20 }, false],
  ] as const)("beyond its %s it is killed, and the next one starts", async (_, limits, slow) => {
    const comparer = new SimilarityComparer(limits);
    const texts = Array.from({ length: 300 }, (_two, i) => `${QR}\n${"a + b; ".repeat(i)}`);
    expect(await comparer.compare({ texts, given: [] })).toMatchObject({ ok: false, slow });
    expect(await comparer.compare({ texts, given: [] })).toMatchObject({ ok: false, slow });
    await comparer.close();
    expect(await remainingSlotProcesses()).toEqual([]);
  });

  test("ends if nothing is compared, and if the grader is closed in the middle", async () => {
    await compare([QR, QR]);
    expect(await remainingSlotProcesses()).toEqual([]);
    const comparer = new SimilarityComparer();
    const comparing = comparer.compare({
      texts: Array.from({ length: 300 }, (_, i) => QR.repeat(10 + (i % 3))),
      given: [],
    });
    comparing.catch(() => undefined);
    await expect.poll(() => slotProcesses().length).toBeGreaterThan(0);
    await comparer.close();
    await expect(comparing).rejects.toThrow("closed");
    expect(await remainingSlotProcesses()).toEqual([]);
  });
});
