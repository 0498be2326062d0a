// Every submission below this folder attacks the grader. Its first line says how, and which
// verdicts are right:
//
//   // cpu: time-limit-exceeded | a regular expression that backtracks without end
//
// If time-limit-exceeded is not among the verdicts, the attack gets ample time, so that the result
// does not depend on the speed of the machine. An attack that may exceed its time never ends by
// itself.
//
// Each must get one of its verdicts as a submission. Then it goes through "Try it": as the code
// over which an expression is evaluated, and as the expression itself. The submission graded right
// after it must not be affected, and at the end no process may remain.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../grader/index.ts";
import { type Exercise } from "../../grader/doors/packs.ts";
import type { Report, Verdict } from "../../grader/doors/reports.ts";
import { remainingSlotProcesses } from "../support/processes.ts";
import { bytes, load, ROOT, TINY, unhurried } from "../support/packs.ts";

const CATEGORIES = ["cpu", "memory", "late", "result", "tamper", "escape", "log", "source"];
const PARAMETERS = join(ROOT, "exercises/llm-primer");
const RIGHT = bytes(
  "export const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);",
);

interface Attack {
  category: string;
  name: string;
  source: Uint8Array;
  allowed: Verdict[];
  /** Written for an exercise with a driver and nested values; the others are for a sum. */
  isForParameters: boolean;
}

function readAttacks(): Attack[] {
  return CATEGORIES.flatMap((category) =>
    readdirSync(join(import.meta.dirname, category))
      .sort()
      .map((name) => {
        const source = readFileSync(join(import.meta.dirname, category, name));
        const head = /^(?:\xef\xbb\xbf)?(?:#![^\n]*\n)?\/\/ ([a-z]+): ([a-z, -]+) \| ./.exec(
          source.toString("latin1").slice(0, 2000),
        );
        if (head?.[1] !== category)
          throw new Error(`${category}/${name} has no first line that says what it is`);
        return {
          category,
          name,
          source,
          allowed: head[2]!.split(", ") as Verdict[],
          isForParameters: /(?:list|count)Parameters/.test(source.toString("latin1")),
        };
      }),
  );
}

const attacks = readAttacks();
let exercise: Exercise;
let parameters: Exercise;
let grader: Grader;

beforeAll(async () => {
  exercise = await load(TINY, "sum");
  parameters = await load(PARAMETERS, "count-parameters");
  // One slot, so that the next submission certainly follows the attack into it, or into its
  // successor.
  grader = createGrader({ submissions: { size: 1, spares: 1 } });
  await grader.open();
});
afterAll(async () => {
  await grader.close();
  expect(await remainingSlotProcesses(), "processes left behind").toEqual([]);
});

test("every category has enough attacks", () => {
  expect(attacks.length).toBeGreaterThanOrEqual(120);
  for (const category of CATEGORIES)
    expect(
      attacks.filter((attack) => attack.category === category).length,
      category,
    ).toBeGreaterThanOrEqual(10);
});

describe.each(CATEGORIES)("%s", (category) => {
  test.each(
    attacks
      .filter((attack) => attack.category === category)
      .map((attack) => [attack.name, attack] as const),
  )("%s", async (_name, attack) => {
    const { name, source, allowed, isForParameters } = attack;
    const attacked = isForParameters ? parameters : exercise;
    const hurried = chooseTime(attacked, allowed);
    const report = await grader.grade({ exercise: hurried, source, fileName: name });
    expect(allowed, JSON.stringify(report.messages)).toContain(report.verdict);
    await expectUnaffected();

    const call = isForParameters ? "listParameters([])" : "total([1, 2, 3])";
    const asCode = await tryOut(hurried, source, name, call);
    // It may attack only in a later call, or only beside a driver.
    expect([...allowed, ...HARMLESS], JSON.stringify(asCode)).toContain(readVerdict(asCode));
    await expectUnaffected();

    const asExpression = await tryOut(hurried, RIGHT, "right.ts", wrapAttack(attack, call));
    expect(asExpression.verdict, JSON.stringify(asExpression)).not.toBe("judge-error");
    expect(asExpression.ownTests).toHaveLength(1);
    await expectUnaffected();
  });
});

/** An attack that never ends by itself shows it in a short time, too. */
function chooseTime(attacked: Exercise, allowed: Verdict[]): Exercise {
  if (!allowed.includes("time-limit-exceeded")) return unhurried(attacked);
  if (allowed.length > 1) return attacked;
  const limits = { ...attacked.manifest.limits, cpuTimeMs: 60, totalCpuTimeMs: 180 };
  return { ...attacked, manifest: { ...attacked.manifest, limits } };
}

/** What an expression gives that has a value, or an error of its own. */
const HARMLESS = ["shown", "run-time-error"];

async function tryOut(of: Exercise, source: Uint8Array, fileName: string, code: string) {
  const ownTests = [{ kind: "expression" as const, code, expected: null }];
  return await grader.grade({ exercise: of, source, fileName, groups: "none", ownTests });
}

function readVerdict({ verdict, messages, ownTests }: Report): string {
  if (verdict === "judge-error") return verdict;
  const [result] = ownTests;
  if (result !== undefined) return result.verdict;
  const code = messages[0]?.code ?? "";
  const limit = /^load\.(time|memory|output)$/.exec(code)?.[1];
  if (limit !== undefined) return `${limit}-limit-exceeded`;
  return code.startsWith("load.") ? "run-time-error" : "compile-error";
}

/** The attack as one expression: its exports become names of a function. */
function wrapAttack({ source }: Attack, call: string): string {
  const text = Buffer.from(source)
    .toString("utf8")
    .replace(/^\uFEFF?#!/, "//");
  const body = text.replaceAll(
    /^export (?:default )?(?=async |function|const|let|var|class)/gm,
    "",
  );
  return `(() => {\n${body}\n;return ${call};\n})()`;
}

async function expectUnaffected(): Promise<void> {
  const next = await grader.grade({ exercise, source: RIGHT, fileName: "next.ts" });
  expect(next.verdict, "the submission after it").toBe("accepted");
}
