// Grades whole submissions in real slots.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createGrader, type Grader, JobCancelledError } from "../../grader/index.ts";
import { type Exercise } from "../../grader/doors/packs.ts";
import { type GroupReport, redact, type Report, removeUsage } from "../../grader/doors/reports.ts";
import { bytes, copyTiny, edit, load, TINY, unhurried } from "../support/packs.ts";

const RIGHT =
  "export const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);";

let grader: Grader;
let exercise: Exercise;
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 2, spares: 1 } });
  exercise = await load(TINY, "sum");
  await grader.open();
});
afterAll(() => grader.close());

async function grade(
  source: string | Uint8Array,
  changes: Partial<Parameters<Grader["grade"]>[0]> = {},
): Promise<Report> {
  return grader.grade({
    exercise,
    source: typeof source === "string" ? bytes(source) : source,
    fileName: "submission.ts",
    ...changes,
  });
}
const group = (report: Report, id: string): GroupReport => report.groups.find((g) => g.id === id)!;

describe("verdicts", () => {
  test("a right submission earns everything", async () => {
    const report = await grade(RIGHT);
    expect(report).toMatchObject({
      verdict: "accepted",
      score: 10,
      maxScore: 10,
      messages: [],
      misconception: null,
    });
    expect(report.groups.map(({ passed, total }) => [passed, total])).toEqual([
      [3, 3],
      [10, 10],
      [3, 3],
    ]);
  });

  test("TypeScript with enums and generics runs, and JavaScript by its file name", async () => {
    const source = `enum Start { At = 0 }
      class Box<T> {
        constructor(private readonly items: readonly T[]) {}
        fold<R>(f: (r: R, t: T) => R, r: R): R { for (const t of this.items) r = f(r, t); return r; }
      }
      export function total(values: number[]): number {
        return new Box<number>(values).fold<number>((a, b) => a + b, Start.At);
      }`;
    expect((await grade(source)).verdict).toBe("accepted");
    expect(
      (
        await grade("export const total = (v) => v.reduce((a, b) => a + b, 0);", {
          fileName: "x.js",
        })
      ).verdict,
    ).toBe("accepted");
    expect((await grade(RIGHT, { fileName: "x.js" })).verdict).toBe("compile-error");
  });

  test("a wrong answer says where, by how much, and from what input", async () => {
    const report = await grade(
      "export const total = (values: number[]): number => values.reduce((a, b) => a + b, 0) * (1 + 1e-9);",
    );
    const failing = group(report, "shown").cases.find(({ name }) => name === "three values")!;
    expect(failing).toMatchObject({ verdict: "wrong-answer", input: "[1, 2, 3]", expected: "6" });
    expect(failing.mismatches[0]).toMatchObject({ kind: "value", path: "" });
    expect(failing.mismatches[0]!.timesTolerance).toBeGreaterThan(100);
  });

  test("a proportional group counts what passed, an all-or-nothing group does not", async () => {
    const report = await grade(
      "export const total = (v: number[]): number => v.some((x) => x < 0) ? 0 : v.reduce((a, b) => a + b, 0);",
    );
    expect(group(report, "hidden")).toMatchObject({ passed: 2, total: 3, score: 3.33 });
    expect(group(report, "fresh")).toMatchObject({ score: 0, verdict: "wrong-answer" });
    expect(report.score).toBe(5.33);
  });

  test("the smallest failing input of a generated case is found", async () => {
    const report = await grade(
      "export const total = (v: number[]): number => v.some((x) => x < -5) ? NaN : v.reduce((a, b) => a + b, 0);",
    );
    const { smallest } = group(report, "fresh").cases.find(
      ({ verdict }) => verdict === "wrong-answer",
    )!;
    expect(smallest!.input).toBe("[-6]");
    expect(smallest!.mismatches[0]).toMatchObject({ kind: "not-finite" });
  });

  test("a known mistake is named, an unknown one is not", async () => {
    expect(
      (
        await grade(
          "export const total = (v: number[]): number => { let s = 0; for (let i = 1; " +
            "i < v.length; i++) s += v[i]!; return s; };",
        )
      ).misconception,
    ).toMatchObject({ id: "skips-the-first" });
    expect(
      (await grade("export const total = (v: number[]): number => v.length;")).misconception,
    ).toBeNull();
  });

  test.each([
    ["run-time-error", "export const total = (): number => { throw new Error('no'); };"],
    ["time-limit-exceeded", "export const total = (): number => { for (;;); };"],
    [
      "memory-limit-exceeded",
      "export const total = (): number => { const all: number[][] = []; " +
        "for (;;) all.push(new Array(100_000).fill(1)); };",
    ],
    ["output-limit-exceeded", "export const total = (): unknown => 'x'.repeat(70_000);"],
    ["compile-error", "export const total = (: number => 1;"],
  ])("%s", async (verdict, source) => {
    // Only a limit on time may be met before the time is up.
    const report = await grade(
      source,
      verdict === "time-limit-exceeded" ? {} : { exercise: unhurried(exercise) },
    );
    expect(report).toMatchObject({ verdict, score: 0 });
    // And the next one is graded as if nothing had been.
    expect((await grade(RIGHT)).verdict).toBe("accepted");
  });

  test("two gigabytes at once end as a memory limit or as the refusal to allocate", async () => {
    const report = await grade(
      "export const total = (): number => { const a = new Float64Array(2 ** 28).fill(1); return a[0]!; };",
      { exercise: unhurried(exercise) },
    );
    expect(["memory-limit-exceeded", "run-time-error"]).toContain(report.verdict);
  });

  test("the place of a syntax error is line, column and the line itself", async () => {
    const { messages } = await grade(
      "export function total(values: number[]): number {\n  return values.reduce((a, b) => a + , 0);\n}",
    );
    expect(messages).toMatchObject([
      {
        code: "compile.syntax",
        params: { line: 2, column: 38, text: "  return values.reduce((a, b) => a + , 0);" },
      },
    ]);
  });

  test("a missing export is named with its signature", async () => {
    const missing = (hint: string, near: string) => [
      {
        code: "compile.missing-export",
        params: { name: "total", signature: "(values: number[]) => number", hint, near },
      },
    ];
    expect((await grade("export const sum = 1;")).messages).toEqual(missing("none", ""));
    expect((await grade("export const Total = () => 1;")).messages).toEqual(
      missing("case", "Total"),
    );
    expect((await grade("export const totl = () => 1;")).messages).toEqual(missing("typo", "totl"));
    expect((await grade("export default () => 1;")).messages).toEqual(
      missing("default", "default"),
    );
    expect((await grade("export const total = 6;")).messages).toEqual(missing("type", "number"));
    expect((await grade("const total = () => 1;")).messages).toEqual(missing("declared", "total"));
    expect((await grade("module.exports = () => 1;", { fileName: "x.js" })).messages).toEqual([
      { code: "compile.function-module", params: { names: "total" } },
    ]);
    for (const nothing of ["null", "undefined", "5", "'text'"])
      expect(
        (await grade(`module.exports = ${nothing};`, { fileName: "x.js" })).messages,
        nothing,
      ).toEqual(missing("none", ""));
    // A getter that throws is looked at, and that is all.
    expect(
      (
        await grade(
          "Object.defineProperty(exports, 'other', { enumerable: true, get() { throw new Error('x'); } });",
          { fileName: "x.js" },
        )
      ).messages,
    ).toEqual(missing("none", ""));
  });

  test("what throws while loading says so, once", async () => {
    const report = await grade(
      "const x: number[] = undefined as never;\nconst y = x.length;\nexport const total = (): number => y;",
    );
    expect(report.messages).toMatchObject([
      { code: "load.threw", params: { name: "TypeError", line: 2 } },
    ]);
    expect(report.groups.every(({ verdict }) => verdict === "run-time-error")).toBe(true);
  });

  test("a thrown error tells its line in the submission", async () => {
    const report = await grade(
      "export function total(values: number[]): number {\n" +
        "  const none = null as unknown as number[];\n" +
        "  return none[0]!;\n" +
        "}",
    );
    expect(group(report, "shown").cases[0]!.thrown).toMatchObject({ name: "TypeError", line: 3 });
  });

  test.each([
    ["too large", "source.too-large", new Uint8Array(256 * 1024 + 1).fill(32)],
    ["binary", "source.binary", Uint8Array.of(101, 0, 101)],
    ["UTF-16 as PowerShell writes it", "source.utf16", Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x62, 0)],
    ["UTF-16 the other way round", "source.utf16", Uint8Array.of(0xfe, 0xff, 0, 0x61, 0, 0x62)],
    [
      "UTF-16 without a mark",
      "source.utf16",
      Uint8Array.of(0x61, 0, 0x62, 0, 0x2d, 0x4e, 0x63, 0, 0x64, 0, 0x65, 0, 0x66, 0),
    ],
    ["not UTF-8", "source.not-utf8", Uint8Array.of(0x2f, 0x2f, 0xff, 0xfe)],
    ["empty", "source.empty", new Uint8Array()],
  ])("a source that is %s", async (_name, code, source) => {
    expect(await grade(source)).toMatchObject({
      verdict: "compile-error",
      score: 0,
      messages: [{ code }],
    });
  });
});

describe("the same submission", () => {
  test("gives the same report, times aside, in another grader too", async () => {
    const wrong =
      "let calls = 0; " +
      "export const total = (v: number[]): number => v.length > 3 ? Math.random() + Date.now() " +
      "+ calls++ : v.reduce((a, b) => a + b, 0);";
    const other = createGrader({ submissions: { size: 1, spares: 0 } });
    try {
      const reports = [
        await grade(wrong),
        await grade(wrong),
        await other.grade({ exercise, source: bytes(wrong), fileName: "submission.ts" }),
      ];
      expect(reports[0]!.verdict).toBe("wrong-answer");
      for (const report of reports)
        expect(JSON.stringify(removeUsage(report))).toBe(JSON.stringify(removeUsage(reports[0]!)));
    } finally {
      await other.close();
    }
  });

  test("gives the same report on a machine a third as fast; only its usage shows the factor", async () => {
    const slower = createGrader({
      submissions: { size: 1, spares: 0 },
      cpuFactor: 3 * (grader.cpuFactor || 1),
    });
    try {
      for (const source of [
        RIGHT,
        "export const total = (): number => { for (;;); };",
        "export const total = (): number => { throw new Error('no'); };",
      ]) {
        const here = await grade(source);
        const there = await slower.grade({
          exercise,
          source: bytes(source),
          fileName: "submission.ts",
        });
        expect(JSON.stringify(removeUsage(there))).toBe(JSON.stringify(removeUsage(here)));
        expect(there.usage!.cpuFactor).toBe(slower.cpuFactor);
      }
    } finally {
      await slower.close();
    }
  });

  test("with another seed meets other generated cases, and with the same seed the same ones", async () => {
    const inputs = async (seed: number) =>
      group(await grade("export const total = (): number => NaN;", { seed }), "fresh").cases.map(
        ({ input }) => input,
      );
    expect(await inputs(7)).toEqual(await inputs(7));
    expect(await inputs(7)).not.toEqual(await inputs(8));
  });

  test("is still graded if its slot is killed in the middle", async () => {
    const slow =
      `${RIGHT.replace("=>", "=> spin() +")} function spin(): number { let s = 0; ` +
      "for (let i = 0; i < 1e7; i++) s += i % 2; return s * 0; }";
    const grading = grade(slow, { exercise: unhurried(exercise) });
    const killed: number[] = [];
    while (killed.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      for (const pid of grader.busyPids()) {
        process.kill(pid, "SIGKILL");
        killed.push(pid);
      }
    }
    expect((await grading).verdict).toBe("accepted");
  });
});

describe("groups", () => {
  test("only the visible ones are run while a student types", async () => {
    const report = await grade(RIGHT, { groups: "visible" });
    expect(report.groups.map(({ id }) => id)).toEqual(["shown", "fresh"]);
    expect(report).toMatchObject({ verdict: "accepted", maxScore: 5 });
  });

  test("each is reported as soon as it is done", async () => {
    const told: string[] = [];
    await grade(RIGHT, { onGroup: ({ id, verdict }) => told.push(`${id} ${verdict}`) });
    expect(told.sort()).toEqual(["fresh accepted", "hidden accepted", "shown accepted"]);
  });

  test("a limit in one group does not take the others with it", async () => {
    const report = await grade(
      "export const total = (v: number[]): number => { if (v.includes(0.5)) for (;;); " +
        "return v.reduce((a, b) => a + b, 0); };",
    );
    expect(report.groups.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "shown time-limit-exceeded",
      "fresh accepted",
      "hidden accepted",
    ]);
  });

  test("one whose need did not pass is skipped", async () => {
    const folder = copyTiny();
    edit(
      join(folder, "sum", "exercise.yaml"),
      "data: secret/hidden.json",
      "data: secret/hidden.json, needs: [shown]",
    );
    const report = await grade(
      "export const total = (v: number[]): number => v.length === 3 ? 0 : v.reduce((a, b) => a + b, 0);",
      { exercise: await load(folder, "sum") },
    );
    expect(group(report, "hidden")).toMatchObject({
      verdict: "skipped",
      score: 0,
      passed: null,
      cases: [],
    });
  });

  test("hidden ones run in an isolate of their own", async () => {
    // Counts its calls: 13 visible ones, then 3 hidden ones that start again from nothing.
    const report = await grade(
      "let calls = 0; export const total = (v: number[]): number => { calls++; " +
        "return calls > 3 && v.includes(7) ? NaN : v.reduce((a, b) => a + b, 0); };",
      { seed: 3 },
    );
    expect(group(report, "hidden").verdict).toBe("accepted");
  });

  test("a hidden group shows a student its title, its points and whether it is wrong, a limit or an error", async () => {
    const report = redact(
      await grade("export const total = (v: number[]): string => { console.log(v); return 'x'; };"),
      "student",
    );
    expect(group(report, "hidden")).toEqual({
      id: "hidden",
      title: { "zh-CN": "隐藏的测试", en: "Hidden tests" },
      visible: false,
      points: 5,
      score: 0,
      verdict: "wrong-answer",
      failure: "wrong-answer",
      passed: null,
      total: null,
      largestError: null,
      needs: [],
      cases: [],
    });
    expect(report.usage).toBeNull();
  });
});

describe("the seeds of visible and hidden groups", () => {
  /**
   * Draws a number while loading, and answers wrongly if it is the one given: the visible groups
   * fail.
   */
  const DRAW =
    "const drawn = Math.random(); " +
    "export const total = (v: number[]): number => { console.log(drawn); return NaN; };";
  const drawnIn = (report: Report, id: string) => group(report, id).cases[0]!.console.trim();

  test("are two, and a hidden group's chance follows from its own, the same for the same", async () => {
    const [one, again, otherHidden, otherVisible] = [
      await grade(DRAW, { seed: 5, hiddenSeed: 70 }),
      await grade(DRAW, { seed: 5, hiddenSeed: 70 }),
      await grade(DRAW, { seed: 5, hiddenSeed: 71 }),
      await grade(DRAW, { seed: 6, hiddenSeed: 70 }),
    ];
    expect(removeUsage(again)).toEqual(removeUsage(one));
    expect(drawnIn(one, "hidden")).not.toBe(drawnIn(one, "shown"));
    expect([drawnIn(otherHidden, "shown"), drawnIn(otherVisible, "hidden")]).toEqual([
      drawnIn(one, "shown"),
      drawnIn(one, "hidden"),
    ]);
    expect(drawnIn(otherHidden, "hidden")).not.toBe(drawnIn(one, "hidden"));
    expect(one.receipt).toMatchObject({ seed: 5, hiddenSeed: 70 });
  });

  test("replay to the same report from a receipt, on a machine that does not know the secret", async () => {
    const site = createGrader({ secret: "only this site's", submissions: { size: 1, spares: 0 } });
    try {
      const report = await site.grade({ exercise, source: bytes(DRAW), fileName: "submission.ts" });
      const { seed, hiddenSeed } = report.receipt;
      expect(hiddenSeed).not.toBe((await grade(DRAW)).receipt.hiddenSeed);
      expect(removeUsage(await grade(DRAW, { seed, hiddenSeed }))).toEqual(removeUsage(report));
    } finally {
      await site.close();
    }
  });

  test("a hidden group with a generator makes its cases from the hidden seed", async () => {
    const folder = copyTiny();
    edit(
      join(folder, "sum", "exercise.yaml"),
      "cases: 10, visible: true",
      "cases: 10, visible: false",
    );
    const hidden = await load(folder, "sum");
    const inputs = async (seeds: { seed: number; hiddenSeed: number }) =>
      JSON.stringify(
        group(
          await grade("export const total = (): number => NaN;", { exercise: hidden, ...seeds }),
          "fresh",
        ).cases.map(({ input }) => input),
      );
    const first = await inputs({ seed: 1, hiddenSeed: 40 });
    expect(await inputs({ seed: 2, hiddenSeed: 40 })).toBe(first);
    expect(await inputs({ seed: 1, hiddenSeed: 41 })).not.toBe(first);
  });
});

describe("errors of the pack are never blamed on the student", () => {
  test.each([
    [
      "a reference that throws",
      "reference.ts",
      "export function total(): number { throw new Error('broken'); }",
      "judge.reference",
    ],
    [
      "a reference without the export",
      "reference.ts",
      "export const other = 1;",
      "judge.reference",
    ],
    ["a generator that throws", "generator.ts", "export default null as never;", "judge.generator"],
    [
      "a generator without inputs",
      "generator.ts",
      'import fc from "fast-check"; export default fc.constant({ wrong: 1 });',
      "judge.generator",
    ],
    [
      "a generator that never ends",
      "generator.ts",
      'import fc from "fast-check"; export default fc.integer().map(() => { for (;;); });',
      "judge.generator",
    ],
    ["a driver without a default export", "driver.ts", "export const run = 1;", "judge.driver"],
    [
      "a driver that never ends loading",
      "driver.ts",
      "for (;;); export default null as never;",
      "judge.driver",
    ],
    [
      "a driver that throws while it loads",
      "driver.ts",
      "export default null as never; throw new Error('broken');",
      "judge.driver",
    ],
    [
      "a checker that returns nonsense",
      "checker.ts",
      "export default (): string => 'fine';",
      "judge.checker",
    ],
  ])(
    "%s",
    async (_name, file, source, code) => {
      const folder = copyTiny();
      writeFileSync(join(folder, "sum", file), source);
      const report = await grade(RIGHT, { exercise: await load(folder, "sum") });
      expect(report).toMatchObject({ verdict: "judge-error", score: 0, messages: [{ code }] });
      // And the next exercise is none the worse for it.
      expect((await grade(RIGHT)).verdict).toBe("accepted");
      // What never ends has seconds of CPU first, and these may take long to come by.
    },
    240_000,
  );

  test("a checker that never ends is stopped with the grading", async () => {
    const folder = copyTiny();
    writeFileSync(join(folder, "sum", "checker.ts"), "export default (): null => { for (;;); };");
    const checked = await load(folder, "sum");
    const stopping = new AbortController();
    const check = vi.spyOn(grader.programs, "askChecker");
    const running = grade(RIGHT, { exercise: checked, groups: "visible", signal: stopping.signal });
    running.catch(() => undefined);
    // All that the submission has to do is done then.
    const visible = checked.groups.filter((one) => one.visible).length;
    await expect.poll(() => check.mock.calls.length, { timeout: 60_000 }).toBe(visible);
    await expect.poll(() => grader.busyPids().length, { timeout: 60_000 }).toBe(1);
    stopping.abort();
    await expect(running).rejects.toThrow(JobCancelledError);
    check.mockRestore();
    expect((await grade(RIGHT)).verdict).toBe("accepted");
  }, 120_000);

  test("a checker decides if the pack has one, and its note is shown", async () => {
    const folder = copyTiny();
    const source =
      `export default (input: number[], output: unknown) => typeof output === "number" && ` +
      `output > 99 ? { accepted: true } : { accepted: false, note: { "zh-CN": "太小", en: "too ` +
      `small" } };`;
    writeFileSync(join(folder, "sum", "checker.ts"), source);
    const checked = await load(folder, "sum");
    expect(
      (await grade("export const total = (): number => 100;", { exercise: checked })).verdict,
    ).toBe("accepted");
    const report = await grade(RIGHT, { exercise: checked });
    expect(group(report, "shown").cases[0]).toMatchObject({
      verdict: "wrong-answer",
      note: { en: "too small" },
    });
  });
});

describe("outputs", () => {
  test("a BigInt is a number, exactly", async () => {
    expect(
      (
        await grade(
          "export const total = (v: number[]): unknown => { const s = v.reduce((a, b) => a + b, " +
            "0); return Number.isInteger(s) ? BigInt(s) : s; };",
        )
      ).verdict,
    ).toBe("accepted");
  });

  test.each([
    [
      "an async function",
      "promise",
      "export const total = async (v: number[]): Promise<number> => v.reduce((a, b) => a + b, 0);",
    ],
    [
      "a promise that never settles",
      "promise",
      "export const total = (): unknown => new Promise(() => undefined);",
    ],
    [
      "a subclass of Promise",
      "promise",
      "class Mine extends Promise<number> {}\nexport const total = (): unknown => Mine.resolve(6);",
    ],
    [
      "a thenable",
      "thenable",
      "export const total = (): unknown => ({ then: (resolve: (n: number) => void) => resolve(6) });",
    ],
    ["an async generator", "async-generator", "export async function* total() { yield 6; }"],
  ])("%s is a run-time error that names the function", async (_name, kind, source) => {
    const report = await grade(source);
    expect(report.verdict).toBe("run-time-error");
    expect(group(report, "shown").cases[0]).toMatchObject({
      verdict: "run-time-error",
      thrown: null,
      returned: { name: "total", kind },
      smallest: null,
    });
    expect(group(report, "fresh").cases.every(({ smallest }) => smallest === null)).toBe(true);
  });

  test.each([
    ["map", "new Map([[1, 2]])"],
    ["set", "new Set(v)"],
    ["iterator", "v.values()"],
    ["date", "new Date(0)"],
    ["error", "new Error('x')"],
    ["boxed", "new Number(6)"],
    ["buffer", "new ArrayBuffer(8)"],
    ["function", "() => 6"],
    ["symbol", "Symbol('x')"],
    ["to-json", "{ toJSON: () => 6 }"],
    ["undefined", "undefined"],
    ["instance", "new (class A { get sum() { return 6; } })()"],
  ])(
    "%s instead of a number is a wrong answer that says what was returned",
    async (kind, value) => {
      const report = await grade(`export const total = (v: number[]): unknown => (${value});`);
      expect(group(report, "shown").cases[0]).toMatchObject({
        verdict: "wrong-answer",
        returned: { name: "total", kind },
      });
    },
  );

  test("a driver that reads fields of a Map or a promise makes no difference: the function is named", async () => {
    const folder = copyTiny();
    writeFileSync(
      join(folder, "sum", "driver.ts"),
      "export default (code: any, input: unknown) => { let sum; try { sum = code.total(input); " +
        "if (typeof sum !== 'number') ({ sum } = sum); sum = sum.valueOf(); } catch { sum = 0; " +
        "} return sum; };",
    );
    const driven = await load(folder, "sum");
    const told = async (source: string) =>
      group(await grade(source, { exercise: driven }), "shown").cases.find(
        ({ verdict }) => verdict !== "accepted",
      )!;
    expect(await told("export const total = async () => ({ sum: 6 });")).toMatchObject({
      verdict: "run-time-error",
      returned: { name: "total", kind: "promise" },
    });
    writeFileSync(
      join(folder, "sum", "driver.ts"),
      "export default (code: any, input: unknown) => { const total = code.total(input); " +
        "return typeof total === 'number' ? total : total.sum.valueOf(); };",
    );
    const careless = await load(folder, "sum");
    const told2 = async (source: string) =>
      group(await grade(source, { exercise: careless }), "shown").cases[0]!;
    expect(await told2("export const total = (): unknown => new Map([['sum', 6]]);")).toMatchObject(
      { thrown: { name: "TypeError", line: 0 }, returned: { name: "total", kind: "map" } },
    );
    expect(await told2("export const total = (): unknown => ({});")).toMatchObject({
      thrown: { name: "TypeError", line: 0 },
      returned: { name: "total", kind: "unusable" },
    });
    // What was thrown in the submission says more than what it returned before.
    expect(
      await told2("export const total = (): unknown => { (undefined as any).x; };"),
    ).toMatchObject({ thrown: { name: "TypeError", line: 1 }, returned: null });
  });

  test("inside a value, what is not data is reported at its place", async () => {
    const folder = copyTiny();
    writeFileSync(
      join(folder, "sum", "driver.ts"),
      "export default (code: any, input: unknown) => code.total(input)[0];",
    );
    const driven = await load(folder, "sum");
    for (const [note, value] of [
      ["promise", "Promise.resolve(1)"],
      ["thenable", "{ then() {} }"],
      ["map", "new Map()"],
      ["set", "new Set()"],
      ["to-json", "{ toJSON() {} }"],
      ["iterator", "[].values()"],
      ["date", "new Date()"],
    ]) {
      const report = await grade(`export const total = (): unknown => [${value}];`, {
        exercise: driven,
      });
      expect(group(report, "shown").cases[0]!.mismatches[0], note).toMatchObject({
        kind: "type",
        note,
      });
    }
  });

  test("what Node and browsers have works here, with a frozen clock", async () => {
    const source = `const started = performance.now();
      export function total(values: number[]): number {
        const copy = structuredClone({ values, seen: new Map([["a", values]]) });
        queueMicrotask(() => copy.values.push(1));
        console.time("t"); console.group("g"); console.table([{ a: 1 }]); console.groupEnd(); console.timeEnd("t");
        if (performance.now() !== started || copy.values === values || copy.seen.get("a") !== copy.values) return NaN;
        return copy.values.reduce((a, b) => a + b, 0);
      }`;
    const report = await grade(source);
    expect(report.verdict).toBe("accepted");
    expect(group(report, "shown").cases[0]!.console).toBe(
      "g\n  ┌─────────┬───┐\n  │ (index) │ a │\n  ├─────────┼───┤\n  │ 0       │ 1 │\n  └─────────┴───┘\nt: 0ms\n",
    );
  });

  test("printed text is in the report, and does not affect the verdict", async () => {
    const source =
      'console.log("loading"); ' +
      'export const total = (values: number[]): number => { console.log("values", values, { a: ' +
      "[1] }); return values.reduce((a, b) => a + b, 0); };";
    const report = await grade(source);
    expect(report.verdict).toBe("accepted");
    expect(group(report, "shown").cases[0]!.console).toBe("values [1, 2, 3] { a: [1] }\n");
  });
});
