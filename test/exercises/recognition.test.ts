// Known mistakes are recognised alone and beside a second mistake, and never in an accepted
// solution. Prints the tables that the bound for "likely" was chosen from, and what a student reads
// first about every wrong example.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Exercise, findPacks, loadExercise } from "../../grader/doors/packs.ts";
import { createGrader, type Grader } from "../../grader/index.ts";
import { renderReport } from "../../src/cli/render-report.ts";
import { findFirstFailure } from "../../src/reports/list-hints.ts";
import { plainContext } from "../support/exported-reports.ts";
import {
  gradeExamples,
  gradePairs,
  type GradedProgram,
  measureShares,
} from "../support/known-mistakes.ts";
import { LLM_PRIMER } from "../support/packs.ts";

const pack = findPacks(LLM_PRIMER).packs[0]!;
const PAIRS_OF_AN_EXERCISE = 8;

interface Row {
  exercise: Exercise;
  program: GradedProgram;
  shares: { right: number; other: number };
}
const rows: Row[] = [];

let grader: Grader;
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 2, spares: 0 } });
  await grader.open();
});
afterAll(() => grader.close());

describe("every exercise", () => {
  test.each(pack.manifest.exercises)("%s", { timeout: 600_000 }, async (id) => {
    const exercise = await loadExercise(pack, id);
    const examples = await gradeExamples(grader, exercise);
    const pairs = await gradePairs(grader, exercise, examples, PAIRS_OF_AN_EXERCISE);
    for (const program of [...examples, ...pairs])
      rows.push({ exercise, program, shares: measureShares(program, exercise, examples) });
    for (const pair of pairs.filter(({ report }) => report.misconception !== null))
      expect(failsWhereShown(pair, examples), pair.names.join(" and ")).toBe(true);
    const accepted = examples.filter(({ kind }) => kind === "accepted");
    expectPictures(accepted, examples);
    for (const { names, report } of accepted) {
      expect(report.verdict, names[0]).toBe("accepted");
      expect(report.misconception, names[0]).toBeNull();
    }
  });
});

/** A picture of each accepted solution, without a difference, and one of some wrong example with one. */
function expectPictures(accepted: GradedProgram[], examples: GradedProgram[]): void {
  for (const { names, report } of accepted) {
    const pictures = report.figures.filter(({ kind }) => kind !== "text");
    expect(pictures.length, names[0]).toBeGreaterThan(0);
    for (const { differs } of pictures) expect(differs, names[0]).toBe(false);
  }
  const wrong = examples.filter(({ report }) => report.figures.some(({ differs }) => differs));
  expect(wrong.length).toBeGreaterThan(0);
}

describe("all exercises together", () => {
  const ofKind = (kind: GradedProgram["kind"]) =>
    rows.filter(({ program }) => program.kind === kind);

  test("most wrong examples that fail a visible group have a picture of what is wrong", () => {
    const failing = ofKind("wrong").filter(({ program }) => failsVisibly(program));
    const drawn = failing.filter(({ program }) =>
      program.report.figures.some(({ differs }) => differs),
    );
    process.stdout.write(
      `${drawn.length} of ${failing.length} wrong examples have a picture of what is wrong\n`,
    );
    expect(drawn.length / failing.length).toBeGreaterThan(0.6);
  });

  test("at least 95% of the wrong examples that fail a visible group are recognised for certain", () => {
    const failing = ofKind("wrong").filter(({ program }) => program.report.verdict !== "accepted");
    const sure = failing.filter(({ program }) => recognise(program) === "sure");
    expect(failing.length).toBeGreaterThan(300);
    expect(sure.length / failing.length).toBeGreaterThanOrEqual(0.95);
  });

  test("at least 70% of the mixed pairs get the hint of one of their two mistakes", () => {
    const pairs = ofKind("pair");
    const right = pairs.filter(({ program }) => ["sure", "likely"].includes(recognise(program)));
    expect(pairs.length).toBeGreaterThanOrEqual(100);
    expect(right.length / pairs.length).toBeGreaterThanOrEqual(0.7);
  });

  test("at least 95% of their reports begin with the function and the place, and a hint under it", () => {
    const failing = rows.filter(
      ({ program: { kind, report } }) => kind === "wrong" && report.verdict !== "accepted",
    );
    const beginnings = failing.map(readBeginning);
    process.stdout.write(`${beginnings.map(renderBeginning).join("\n")}\n`);
    const whole = beginnings.filter(({ place, hint }) => place !== "" && hint !== "");
    process.stdout.write(`${whole.length} of ${beginnings.length} have both\n\n`);
    expect(whole.length / beginnings.length).toBeGreaterThanOrEqual(0.95);
  });

  test("the tables", () => {
    const text = `${renderResults(rows)}\n\n${renderShares(rows)}\n`;
    process.stdout.write(text);
    expect(text).toContain("mixed pairs");
  });
});

interface Beginning {
  example: string;
  /** "" if it does not name a function of the exercise. */
  place: string;
  hint: string;
}

/** From the text of the terminal, in which each paragraph is one line. */
function readBeginning({ exercise, program: { names, report } }: Row): Beginning {
  const context = { ...plainContext("en"), columns: () => 10_000 };
  const text = renderReport(context, report, exercise.manifest.limits);
  const place = /^ +First error: (.+)$/m.exec(text)?.[1] ?? "";
  const isNamed = exercise.manifest.exports.some(({ name }) =>
    new RegExp(`\\b${name}\\b`).test(place),
  );
  // Under the first failing test, before anything else about it.
  const hint = /^ +• .+\n +(?:Hint|Likely mistake|Pattern) {2}(.+)$/m.exec(text)?.[1] ?? "";
  return { example: `${exercise.id}/${names[0]}`, place: isNamed ? place : "", hint };
}

function renderBeginning({ example, place, hint }: Beginning): string {
  return `${example}\n    ${place || "–"}\n    ${hint || "–"}`;
}

/** Whether the recognised mistake fails in the case that its hint is shown for. */
function failsWhereShown({ report }: GradedProgram, examples: GradedProgram[]): boolean {
  const shown = findFirstFailure(report.groups)!;
  const { report: known } = examples.find(
    ({ kind, wanted }) => kind === "wrong" && wanted.includes(report.misconception!.id),
  )!;
  const group = report.groups.find(({ cases }) => cases.includes(shown))!;
  const at = group.cases.indexOf(shown);
  return known.groups.find(({ id }) => id === group.id)!.cases[at]!.verdict !== "accepted";
}

type Recognised = "sure" | "likely" | "another" | "none";

function recognise({ report: { misconception }, wanted }: GradedProgram): Recognised {
  if (misconception === null) return "none";
  if (!wanted.includes(misconception.id)) return "another";
  return misconception.isLikely ? "likely" : "sure";
}

const KINDS = { accepted: "accepted", wrong: "wrong examples", pair: "mixed pairs" } as const;
const RESULTS: Recognised[] = ["sure", "likely", "another", "none"];

function renderResults(all: Row[]): string {
  const lines = Object.entries(KINDS).map(([kind, title]) => {
    const programs = all.map(({ program }) => program).filter((one) => one.kind === kind);
    const counts = RESULTS.map(
      (result) => programs.filter((one) => recognise(one) === result).length,
    );
    return renderLine(title, [programs.length, ...counts]);
  });
  return [renderLine("recognised as its own mistake", ["programs", ...RESULTS]), ...lines].join(
    "\n",
  );
}

/** The lower ends of the classes of shares. */
const CLASSES = [0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1];

function renderShares(all: Row[]): string {
  const of = (kind: GradedProgram["kind"], side: "right" | "other") =>
    countClasses(
      all.flatMap(({ program, shares }) => (program.kind === kind ? [shares[side]] : [])),
    );
  return [
    renderLine("largest agreement, from", CLASSES),
    renderLine("wrong examples, own mistake", of("wrong", "right")),
    renderLine("wrong examples, another mistake", of("wrong", "other")),
    renderLine("mixed pairs, one of the two", of("pair", "right")),
    renderLine("mixed pairs, another mistake", of("pair", "other")),
    renderLine("accepted, any mistake", of("accepted", "other")),
  ].join("\n");
}

function countClasses(shares: number[]): number[] {
  return CLASSES.map((from, i) => {
    const to = CLASSES[i + 1] ?? Infinity;
    return shares.filter((share) => share >= from && share < to).length;
  });
}

function renderLine(title: string, cells: (string | number)[]): string {
  return `${title.padEnd(34)}${cells.map((cell) => String(cell).padStart(9)).join("")}`;
}

function failsVisibly({ report }: GradedProgram): boolean {
  return report.groups.some(({ visible, verdict }) => visible && verdict === "wrong-answer");
}
