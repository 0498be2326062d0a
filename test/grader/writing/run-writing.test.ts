// Models of submissions write in real slots: right, wrong and hostile ones. Each gets a clear answer,
// and a right one writes after it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../../grader/index.ts";
import type { Exercise } from "../../../grader/doors/packs.ts";
import type { WritingOrder, WritingReport } from "../../../grader/doors/writing.ts";
import { bytes, load, LLM_PRIMER } from "../../support/packs.ts";
import { makeWritingPack, STORY, SUMS, TRAINS, withModel } from "../../support/writing-pack.ts";

const ORDER: WritingOrder = { text: 0, start: "", temperature: 1, seed: 1000 };
const RIGHT = `${SUMS}${TRAINS}`;

let grader: Grader;
let sum: Exercise;
let pack: ReturnType<typeof makeWritingPack>;
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 1, spares: 0 } });
  pack = makeWritingPack();
  sum = await load(pack.folder, "sum");
});
afterAll(async () => {
  await grader.close();
  pack.remove();
});

const grade = (source: string, order: Partial<WritingOrder> = {}, exercise = sum) =>
  grader.grade({
    exercise,
    source: bytes(source),
    fileName: "my.ts",
    groups: "none",
    writing: { ...ORDER, ...order },
  });
const writeWith = async (source: string, order: Partial<WritingOrder> = {}) =>
  (await grade(source, order)).writing;
const textOf = (report: WritingReport | undefined) => {
  if (report?.kind !== "written") throw new Error(JSON.stringify(report));
  return report.lines.map((line) => line.map(({ character }) => character).join(""));
};

describe("a right model", () => {
  test("writes characters of the text, the same ones each time", async () => {
    const first = await writeWith(RIGHT);
    const lines = textOf(first);
    expect(lines).toHaveLength(3);
    for (const character of lines.join("")) expect(STORY).toContain(character);
    expect(await writeWith(RIGHT)).toEqual(first);
    expect(textOf(await writeWith(RIGHT, { seed: 2 }))).not.toEqual(lines);
  });

  test("goes on from a beginning, and writes with the other text too", async () => {
    const greedy = await writeWith(RIGHT, { temperature: 0, start: "ab" });
    expect(textOf(greedy)).toHaveLength(1);
    expect(textOf(await writeWith(RIGHT, { text: 1, start: "小" })).join("")).toMatch(
      /^[小猫看鱼\n]*$/,
    );
    expect(await writeWith(RIGHT, { start: "a鱼" })).toEqual({
      kind: "unknown-character",
      character: "鱼",
    });
  });

  test("in the last exercise of the primer it writes the lines of the report", async () => {
    const exercise = await load(LLM_PRIMER, "tiny-language-expert");
    const source = readFileSync(
      join(LLM_PRIMER, "tiny-language-expert", "submissions", "accepted", "sums-of-tables.ts"),
      "utf8",
    );
    const [report, chinese, english] = await Promise.all([
      grader.grade({ exercise, source: bytes(source), fileName: "my.ts", groups: "visible" }),
      grade(source, { text: 0 }, exercise),
      grade(source, { text: 1 }, exercise),
    ]);
    const shown = JSON.stringify(report.figures);
    for (const { writing } of [chinese, english])
      expect(textOf(writing)[0]!.trimEnd().length).toBeGreaterThan(0);
    expect(
      [chinese, english].some(({ writing }) => shown.includes(textOf(writing)[0]!.trimEnd())),
    ).toBe(true);
  });

  test("an exercise without texts, or a text that does not exist, gives nothing", async () => {
    expect(await writeWith(RIGHT, { text: 3 })).toBeUndefined();
    const report = await grade(RIGHT, {}, { ...sum, writing: undefined });
    expect([report.writing, report.messages]).toEqual([undefined, []]);
  });

  test("nothing else is in the report, and no group ran", async () => {
    const report = await grade(RIGHT);
    expect([report.groups, report.ownTests, report.score]).toEqual([[], [], 0]);
  });
});

const WRONG = (fault: string) => ({ kind: "wrong", fault });
const LIMIT = (limit: string) => ({ kind: "limit", limit });

describe("a wrong or hostile model is told what it is", () => {
  test.each<[string, string, object]>([
    [
      "probabilities that are NaN",
      withModel("(ids) => ids.map(() => new Array(V).fill(NaN))"),
      WRONG("number"),
    ],
    ["negative ones", withModel("(ids) => ids.map(() => new Array(V).fill(-1))"), WRONG("number")],
    ["a row of the wrong length", withModel("(ids) => ids.map(() => [1])"), WRONG("row")],
    ["too many rows", withModel("(ids) => new Array(100000).fill([1])"), WRONG("rows")],
    [
      "a sum of more than 1",
      withModel("(ids) => ids.map(() => new Array(V).fill(1))"),
      WRONG("sum"),
    ],
    ["no model", `${SUMS}export const train = () => 42;\n`, WRONG("model")],
    ["a huge text instead of rows", withModel('(ids) => "x".repeat(50_000_000)'), WRONG("model")],
    ["a promise", `${SUMS}export const train = () => Promise.resolve(1);\n`, WRONG("model")],
    [
      "a proxy that answers everything",
      withModel("new Proxy(() => 1, { apply: () => new Proxy([], { get: () => 7 }) })"),
      WRONG("rows"),
    ],
    [
      "training that never ends",
      `${SUMS}export const train = () => { for (;;); };\n`,
      LIMIT("time"),
    ],
    ["writing that never ends", withModel("(ids) => { for (;;); }"), LIMIT("time")],
    [
      "endless printing",
      withModel('(ids) => { for (;;) console.log("x".repeat(1000)); }'),
      LIMIT("time"),
    ],
    [
      "too much printing",
      withModel(
        '(ids) => { for (let i = 0; i < 200; i++) console.log("x".repeat(1000)); return []; }',
      ),
      LIMIT("output"),
    ],
    [
      "memory without end",
      withModel(
        "(ids) => { const all: number[][] = []; for (;;) all.push(new Array(10000).fill(1)); }",
      ),
      LIMIT("memory"),
    ],
    [
      "an error",
      withModel('(ids) => { throw new RangeError("out of ids"); }'),
      { kind: "threw", name: "RangeError", message: "out of ids" },
    ],
  ])("%s", async (_, source, expected) => {
    expect(await writeWith(source)).toMatchObject(expected);
    expect(textOf(await writeWith(RIGHT))).toHaveLength(3);
  });

  test("what it used is charged", async () => {
    const { usage } = await grade(`${SUMS}export const train = () => { for (;;); };\n`);
    expect(usage!.cpuTimeMs).toBeGreaterThan(sum.manifest.limits.cpuTimeMs / 2);
  });

  test("one that changes the language decides only about its own text", async () => {
    const source = `${SUMS}
Array.prototype.sort = function () { return [{ id: 99, probability: 5 }] as never; };
export const train = (s: number[][], V: number) => (ids: number[]) => ids.map(() => new Array(V).fill(1 / V));
`;
    expect(await writeWith(source)).toMatchObject(WRONG("model"));
    expect(textOf(await writeWith(RIGHT))).toHaveLength(3);
  });

  test("without `train`, or without a program, the messages say why", async () => {
    for (const [source, code] of [
      [SUMS, "compile.missing-export"],
      ["export const = 1", "compile.syntax"],
      ['throw new Error("at once");', "load.threw"],
    ] as const) {
      const { writing, messages } = await grade(source);
      expect(writing).toBeUndefined();
      expect(messages.map((message) => message.code)).toEqual([code]);
    }
  });
});
