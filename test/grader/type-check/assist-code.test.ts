// An editor's questions to the type checker: what is answered, what waits for what, what is too much,
// and that nothing of a text stays in the process.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { JobCancelledError } from "../../../grader/index.ts";
import { buildTypesProgram } from "../../../grader/type-check/build-types-program.ts";
import {
  type AssistRequest,
  TypeChecker,
  type TypeCheckLimits,
} from "../../../grader/type-check/type-checker.ts";
import type { AssistAnswer } from "../../../grader/type-check/type-messages.ts";
import { Progress } from "../../../grader/walls/inside/thread-link.ts";
import { endless, HEAVY_TEXTS } from "../../support/heavy-texts.ts";
import { ownSlotPids, remainingSlotProcesses } from "../../support/processes.ts";

const shared = new TypeChecker();
const checkers: TypeChecker[] = [];
function openChecker(limits: Partial<TypeCheckLimits> = {}): TypeChecker {
  const checker = new TypeChecker({ wallMs: 90_000, ...limits });
  checkers.push(checker);
  return checker;
}
afterEach(async () => {
  await Promise.all(checkers.splice(0).map((checker) => checker.close()));
});
afterAll(async () => {
  await shared.close();
  expect(await remainingSlotProcesses()).toEqual([]);
});

/** The last "|" in the text is the place. */
function ask(
  about: AssistRequest["about"],
  text: string,
  {
    checker = shared,
    fileName = "a.ts",
    signal,
  }: {
    checker?: TypeChecker;
    fileName?: string;
    signal?: AbortSignal;
  } = {},
): Promise<AssistAnswer | undefined> {
  const offset = text.lastIndexOf("|");
  const source = text.slice(0, offset) + text.slice(offset + 1);
  return checker.assist({ about, source, offset, fileName, signal });
}

async function complete(text: string, options?: Parameters<typeof ask>[2]) {
  const answer = await ask("completion", text, options);
  return answer?.about === "completion" ? answer.options : [];
}
const namesOf = async (text: string, options?: Parameters<typeof ask>[2]) =>
  (await complete(text, options)).map(({ name }) => name);

describe("completion", () => {
  test("after a dot offers the members, with their types", async () => {
    const options = await complete("export const f = (X: number[][]) => X.map((row) => row.|);");
    expect(options.find(({ name }) => name === "at")).toEqual({
      name: "at",
      kind: "method",
      isNear: true,
      detail: "(index: number): number | undefined",
    });
    expect(options.find(({ name }) => name === "length")).toMatchObject({
      kind: "property",
      detail: "number",
    });
    expect(options.some(({ name }) => name === "fit")).toBe(false);
  });

  test("knows the types that the text declares", async () => {
    const text =
      "interface Model { coef: number[]; intercept: number }\ndeclare const m: Model;\nm.co|";
    expect(await ask("completion", text)).toEqual({
      about: "completion",
      from: text.indexOf("co|"),
      options: [{ name: "coef", kind: "property", isNear: true, detail: "number[]" }],
    });
  });

  test("works in plain JavaScript", async () => {
    const text = "const m = { coef: [1] };\nm.coef.rev|";
    expect(await namesOf(text, { fileName: "mine.js" })).toContain("reverse");
  });

  test("of a name offers the nearest first, and no keywords", async () => {
    const names = await namesOf("const mean = 1; function f(median: number) { return me|; }");
    expect(names.slice(0, 2).toSorted()).toEqual(["mean", "median"]);
    expect(await namesOf("fun|")).toEqual(["Function"]);
  });

  test("does not offer what the sandbox lacks, or what is outdated", async () => {
    for (const text of ["Sha|", "setT|", "docu|", "proc|", "esca|"])
      expect([text, await namesOf(text)]).toEqual([text, []]);
    expect(await namesOf('"a".s|')).not.toContain("strike");
    expect(await namesOf("const a = { strike: 1 }; a.s|")).toEqual(["strike"]);
  });

  test("offers nothing in a comment", async () => {
    expect(await ask("completion", "const a = 1; // a.|")).toBe(null);
  });

  test("offers at most 200 names, and no endless ones", async () => {
    const many = Array.from({ length: 300 }, (_, i) => `a${i}: 1`).join(", ");
    expect((await complete(`const o = { ${many} };\no.|`)).length).toBe(200);
    const long = "x".repeat(101);
    expect(await namesOf(`const o = { ${long}: 1, short: 1 };\no.|`)).toEqual(["short"]);
    const wide = Array.from({ length: 100 }, (_, i) => `a${i}: ${i}`).join("; ");
    const [option] = await complete(`declare const o: { inner: { ${wide} } };\no.|`);
    expect(option!.detail!.length).toBeLessThanOrEqual(160);
  });
});

describe("a name", () => {
  test("has its kind and type, and its place", async () => {
    const text = "export const f = (xs: number[]) => x|s.length;";
    expect(await ask("name", text)).toEqual({
      about: "name",
      from: text.indexOf("x|s"),
      to: text.indexOf("x|s") + 2,
      text: "(parameter) xs: number[]",
    });
  });

  test("that is none has none", async () => {
    expect(await ask("name", "const a = 1 |+ 2;")).toBe(null);
  });
});

describe("a call", () => {
  const active = async (text: string) => {
    const answer = await ask("call", text);
    if (answer?.about !== "call" || answer.active === null) return undefined;
    return answer.text.slice(answer.active.from, answer.active.to);
  };

  test("has its signature, and the parameter that is written", async () => {
    const declared = "function add(a: number, b: string): number { return a; }\n";
    expect(await ask("call", `${declared}add(|`)).toMatchObject({
      text: "add(a: number, b: string): number",
    });
    expect(await active(`${declared}add(|`)).toBe("a: number");
    expect(await active(`${declared}add(1, |`)).toBe("b: string");
    expect(await active(`${declared}add(1, "", |`)).toBe(undefined);
  });

  test("with a rest parameter stays at it", async () => {
    expect(await active("Math.max(1, 2, 3, |")).toBe("...values: number[]");
  });

  test("is described only inside it", async () => {
    expect(await ask("call", "Math.max(1)|;")).toBe(null);
  });
});

describe("what waits for what", () => {
  test("type errors go first, whoever came before", async () => {
    const checker = openChecker();
    await checker.open();
    const order: string[] = [];
    const note = (what: string) => () => void order.push(what);
    const first = checker.check({ source: "1", fileName: "a.ts", language: "en" });
    const all = [
      ask("completion", "[].|", { checker }).then(note("question")),
      ask("name", "const |a = 1", { checker }).then(note("question")),
      checker.check({ source: "2", fileName: "a.ts", language: "en" }).then(note("check")),
      checker.check({ source: "3", fileName: "a.ts", language: "en" }).then(note("check")),
    ];
    await first;
    await Promise.all(all);
    expect(order).toEqual(["check", "check", "question", "question"]);
  });

  test("a question that nobody waits for any more leaves the line", async () => {
    const checker = openChecker({ assistsWaiting: 1 });
    await checker.open();
    const check = checker.check({ source: endless(50), fileName: "a.ts", language: "en" });
    const gone = new AbortController();
    const question = ask("completion", "[].|", { checker, signal: gone.signal });
    // The line is full, so there is no answer now.
    expect(await ask("completion", "[].|", { checker })).toBe(undefined);
    gone.abort();
    await expect(question).rejects.toThrow(JobCancelledError);
    const next = ask("completion", "[].|", { checker });
    await check;
    expect(await next).toMatchObject({ about: "completion" });
  }, 120_000);

  describe("a running question without an end", () => {
    /** As if it could take minutes. */
    const PATIENT = { assistCpuMs: 600_000, assistEndMs: 900_000, wallMs: 900_000 };
    const begin = async (checker: TypeChecker, signal?: AbortSignal) => {
      await checker.open();
      const question = ask("completion", `${endless(7)}\nleft.|`, { checker, signal });
      question.catch(() => undefined);
      await vi.waitUntil(() => checker.busyPids.length > 0, { timeout: 30_000 });
      // In an object, since a promise would be awaited with this function.
      return { question };
    };

    test("ends at the next key", async () => {
      const checker = openChecker(PATIENT);
      const leaving = new AbortController();
      const { question } = await begin(checker, leaving.signal);
      const pids = ownSlotPids();
      leaving.abort();
      await expect(question).rejects.toThrow(JobCancelledError);
      expect(await namesOf("[1].revers|", { checker })).toEqual(["reverse"]);
      expect(ownSlotPids()).toEqual(pids);
    });

    test("gives way to type errors", async () => {
      const checker = openChecker(PATIENT);
      const { question } = await begin(checker);
      const pids = ownSlotPids();
      const [problem] = await checker.check({
        source: "let a: string = 1;",
        fileName: "a.ts",
        language: "en",
      });
      expect(problem).toMatchObject({ line: 1, code: 2322 });
      expect(await question).toBe(null);
      expect(ownSlotPids()).toEqual(pids);
    });
  });

  test("closed, nothing is answered", async () => {
    const checker = openChecker();
    await checker.open();
    const waiting = ask("completion", "[].|", { checker });
    await checker.close();
    expect([await waiting, await ask("completion", "[].|", { checker })]).toContain(undefined);
  });
});

describe("too much", () => {
  test("a text that is too long is not read", async () => {
    const checker = openChecker();
    expect(await ask("completion", `${" ".repeat(64 * 1024)}[].|`, { checker })).toBe(null);
    expect(checker.state.status).toBe("asleep");
  });

  test("expensive types are given up without a new process", async () => {
    const checker = openChecker();
    await checker.open();
    const before = ownSlotPids();
    for (const about of ["completion", "name", "call"] as const) {
      const text = `${endless(about.length)}\n`;
      const places = {
        completion: "left.|",
        name: "lef|t;",
        call: "const g = (a: keyof typeof left) => a;\ng(left, |",
      };
      // Without an end, each of them would take minutes.
      expect(await ask(about, text + places[about], { checker })).toBe(null);
      expect(await namesOf("[1].revers|", { checker })).toEqual(["reverse"]);
    }
    expect(ownSlotPids()).toEqual(before);
  });

  test("if it costs the process, questions pause, and type errors are still found", async () => {
    const checker = openChecker();
    const text = `export const a = ${"(".repeat(30_000)}1${")".repeat(30_000)};`;
    expect(await ask("completion", `${text}\na.|`, { checker })).toBe(undefined);
    expect(await ask("completion", "[].|", { checker })).toBe(undefined);
    const [problem] = await checker.check({
      source: "let a: string = 1;",
      fileName: "a.ts",
      language: "en",
    });
    expect(problem).toMatchObject({ code: 2322 });
  });

  test.each(HEAVY_TEXTS)("%s: within the limits", async (_, source) => {
    const checker = openChecker({ assistCpuMs: 100, assistEndMs: 400 });
    await checker.open();
    const cut = source.slice(0, 60_000);
    const end = /(?:const|let) (\w)\b/.exec(cut)?.[1] ?? "x";
    for (const about of ["completion", "name", "call"] as const)
      await ask(about, `${cut}\n${end}${about === "completion" ? ".|" : "(|"}`, { checker });
    expect(
      await checker.check({ source: "let a: string = 1;", fileName: "a.ts", language: "en" }),
    ).toMatchObject([{ code: 2322 }]);
  });
});

describe("memory", () => {
  const MARK = `secret${crypto.randomUUID().replaceAll("-", "")}`;
  const SOURCE = `// ${MARK}comment\nexport const ${MARK}name = (xs: number[]) => xs.map((x) => "${MARK}text").`;

  /** How often the text is in the thread's memory. */
  async function countInMemory(worker: Worker, text: string): Promise<number> {
    let count = 0;
    let rest = "";
    for await (const chunk of await worker.getHeapSnapshot()) {
      const whole = rest + String(chunk);
      count += whole.split(text).length - 1;
      rest = whole.slice(-text.length + 1);
    }
    return count;
  }

  test("nothing of a text stays in the thread after the answer", async () => {
    const progress = new SharedArrayBuffer(4 * Object.keys(Progress).length);
    const worker = new Worker(join(buildTypesProgram().folder, "worker.mjs"), {
      workerData: { progress },
      // The thread gives up its right to read files, which it does not have here.
      env: {},
    });
    try {
      await once(worker, "message");
      let id = 0;
      const send = async (question: object) => {
        id += 1;
        worker.postMessage(JSON.stringify({ ...question, id, source: SOURCE }));
        const [{ texts }] = (await once(worker, "message")) as [{ texts: string[] }];
        return JSON.parse(texts[0]!) as { type: string; answer?: AssistAnswer };
      };
      const common = { type: "assist-code", syntax: "typescript", cpuTimeMs: 60_000 };
      const places = {
        completion: SOURCE.length,
        name: SOURCE.indexOf(`${MARK}name`) + 1,
        call: SOURCE.indexOf("map(") + "map(".length,
      };
      for (const [about, offset] of Object.entries(places))
        expect((await send({ ...common, about, offset })).answer).toMatchObject({ about });
      // Given up in the middle of it.
      expect(
        await send({ ...common, about: "completion", offset: SOURCE.length, cpuTimeMs: 0 }),
      ).toMatchObject({ answer: null });
      for (const syntax of ["typescript", "javascript"])
        expect(await send({ type: "check-types", syntax, language: "en" })).toMatchObject({
          type: "types-checked",
        });
      // The thread may still be leaving the function that has sent the answer.
      await expect.poll(() => countInMemory(worker, MARK), { timeout: 60_000 }).toBe(0);
      // What is there is found.
      expect(await countInMemory(worker, "lib.esnext.d.ts")).toBeGreaterThan(0);
    } finally {
      await worker.terminate();
    }
  }, 240_000);
});
