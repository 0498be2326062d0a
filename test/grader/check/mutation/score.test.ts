import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { makeMutants } from "../../../../grader/check/mutation/make-mutants.ts";
import { measureMutationScore } from "../../../../grader/check/mutation/score.ts";
import { BusyMachineError } from "../../../../grader/walls/parent/busy-machine.ts";
import { createGrader, type Grader } from "../../../../grader/index.ts";
import { findPacks, loadExercise } from "../../../../grader/doors/packs.ts";
import { copyTiny, edit, TINY } from "../../../support/packs.ts";

let grader: Grader;
beforeAll(() => {
  grader = createGrader();
});
afterAll(() => grader.close());

async function measure(change: (file: (name: string) => string) => void = () => undefined) {
  const pack = copyTiny();
  const file = (name: string) => join(pack, "sum", name);
  change(file);
  const exercise = await loadExercise(findPacks(pack).packs[0]!, "sum");
  const seen: [number, number][] = [];
  const score = await measureMutationScore(
    grader.programs,
    exercise,
    readFileSync(file("reference.ts"), "utf8"),
    1,
    2,
    (done, total) => seen.push([done, total]),
  );
  return { ...score, seen };
}

/** Code that no case reaches; two mutants of its constant cannot be told apart by any input. */
const DEAD = "let sum = 0;\n  if (values.length === 15) sum += 1;";

describe("the mutation score", () => {
  test("is 1 for tests that notice every mutant, each reported when it is done", async () => {
    const { total, killed, waived, score, survivors, seen } = await measure();
    expect({ killed, waived, score, survivors }).toEqual({
      killed: total,
      waived: 0,
      score: 1,
      survivors: [],
    });
    expect(total).toBeGreaterThan(3);
    expect(seen).toEqual(Array.from({ length: total }, (_, i) => [i + 1, total]));
  });

  test("is less for code that no test reaches, whose mutants are listed with line, column and change", async () => {
    const { total, killed, score, survivors } = await measure((file) =>
      edit(file("reference.ts"), "let sum = 0;", DEAD),
    );
    expect(score).toBe(killed / total);
    expect(survivors.length).toBe(total - killed);
    expect(survivors).toContainEqual(
      expect.objectContaining({
        line: 3,
        column: "  if (values.length === 15) sum += 1".length,
        from: "1",
        to: "2",
      }),
    );
    // What changes the other cases too is noticed.
    expect(survivors.map(({ from, to }) => `${from} → ${to}`)).not.toContain(
      "values.length === 15 → values.length !== 15",
    );
  });

  test("leaves out what the author waives, and reports waivers that waive nothing", async () => {
    const waiver = (from: string, to: string) =>
      `- { at: "if (values.length === 15) sum += 1;", from: "${from}", to: "${to}", reason: ` +
      `"No test of this exercise has 15 values." }\n`;
    const before = await measure((file) => edit(file("reference.ts"), "let sum = 0;", DEAD));
    const after = await measure((file) => {
      edit(file("reference.ts"), "let sum = 0;", DEAD);
      writeFileSync(file("mutants.yaml"), waiver("1", "2") + waiver("1", "7"));
    });
    expect(after).toMatchObject({ total: before.total, killed: before.killed, waived: 1 });
    expect(after.score).toBe(after.killed / (after.total - 1));
    expect(after.survivors).toHaveLength(before.survivors.length - 1);
    expect(after.unused.map(({ to }) => to)).toEqual(["7"]);
  });

  test("does not count a mutant as noticed because the machine was slow once", async () => {
    const run = grader.programs.runMutant.bind(grader.programs);
    const slowed = new Set<string>();
    const spy = vi
      .spyOn(grader.programs, "runMutant")
      .mockImplementation(async (exercise, bundled, seed, limits, inputs) => {
        const result = await run(exercise, bundled, seed, limits, inputs);
        const question = `${bundled} ${inputs.join()}`;
        // Not the reference itself, which has ten times the exercise's limit.
        if (limits.cpuTimeMs >= exercise.manifest.limits.cpuTimeMs * 10 || slowed.has(question))
          return result;
        slowed.add(question);
        return {
          ...result,
          outcomes: [
            inputs.map(() => ({
              kind: "time" as const,
              console: "",
              cpuTimeMs: limits.cpuTimeMs + 1,
            })),
          ],
        };
      });
    onTestFinished(() => spy.mockRestore());
    const { survivors } = await measure((file) => edit(file("reference.ts"), "let sum = 0;", DEAD));
    expect(slowed.size).toBeGreaterThan(3);
    expect(survivors).toContainEqual(expect.objectContaining({ line: 3, from: "1", to: "2" }));
  });

  test("counts an endless loop as noticed", async () => {
    const { survivors, score } = await measure((file) =>
      edit(
        file("reference.ts"),
        "for (const value of values) sum += value;",
        "for (let i = 0; i < values.length; i++) sum += values[i]!;",
      ),
    );
    expect({ survivors, score }).toEqual({ survivors: [], score: 1 });
  });
});

describe("making mutants", () => {
  const source = readFileSync(join(TINY, "sum", "reference.ts"), "utf8");

  test("that the clock ended is due to the machine, whatever the text", async () => {
    await expect(makeMutants(source, 1, { cpuTimeMs: 60_000, wallMs: 0 })).rejects.toThrow(
      BusyMachineError,
    );
  });

  test("that used up its CPU time is due to the text, whatever the clock says", async () => {
    // Long enough that it is asked for its CPU time before it is done, however quick the machine
    // is.
    const long = Array.from({ length: 400 }, (_, i) =>
      source.replaceAll("total", `total${i}`),
    ).join("\n");
    await expect(makeMutants(long, 1, { cpuTimeMs: 1, wallMs: 10 * 60_000 })).rejects.toThrow(
      /more than 0.001 s of CPU time/,
    );
  });

  test("of a text that is not a program fails with the reason", async () => {
    await expect(makeMutants("export const total = (;", 1)).rejects.toThrow(/Unexpected token/);
  });

  test("of a text that is nested too deeply fails, and does no harm", async () => {
    await expect(makeMutants(`export const total = ${"[".repeat(200_000)};`, 1)).rejects.toThrow(
      /stack|memory/i,
    );
  });
});
