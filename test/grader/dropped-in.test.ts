// The oracle's files as they are, as an exercise's only data: family c in its two halves, and family h's cases
// with MSE and Adam.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createGrader } from "../../grader/index.ts";
import { copyExercise, edit, load, ORACLE } from "../support/packs.ts";

const grader = createGrader({ submissions: { size: 1, spares: 0 } });
afterAll(() => grader.close());

/** A copy of an exercise whose groups are one: the given data, visible. */
function withOnlyData(id: string, data: string): string {
  const folder = copyExercise(id);
  rmSync(join(folder, id, "data"), { recursive: true });
  mkdirSync(join(folder, id, "data", "sample"), { recursive: true });
  writeFileSync(join(folder, id, "data", "sample", "all.json"), data);
  const manifest = join(folder, id, "exercise.yaml");
  edit(
    manifest,
    /^groups:\n(?: {2}.*\n)+/m,
    "groups:\n  - { id: all, title: { zh-CN: 全部, en: All }, points: 1, data: sample/all.json }\n",
  );
  // A figure of one of the former groups becomes one of the only group.
  const text = readFileSync(manifest, "utf8");
  writeFileSync(manifest, text.replaceAll(/^ {4}group: .*$/gm, "    group: all"));
  return folder;
}

function oracle(family: string): {
  cases: {
    name: string;
    input: {
      kind: string;
      loss?: string;
      optimizer?: { type: string };
      batch_size?: number | null;
    };
  }[];
} {
  return JSON.parse(readFileSync(join(ORACLE, "public", `${family}.json`), "utf8")) as never;
}

describe("the oracle's files, dropped in", () => {
  /** Mistakes of each half that these cases do not show: about the rank, an option, or equal answers. */
  const UNNOTICED: Record<string, string[]> = {
    "fit-a-line": ["compares-tss-with-zero.ts", "r2-of-equal-answers.ts"],
    "least-squares": [
      "absolute-tolerance.ts",
      "always-centres.ts",
      "centres-in-rank.ts",
      "counts-rows-and-columns.ts",
      "exactly-zero.ts",
    ],
  };

  test.each(["fit-a-line", "least-squares"])(
    "c_linear_regression.json, the cases of %s: the reference passes, a mistake does not",
    async (id) => {
      const whole = oracle("c_linear_regression");
      const shares = JSON.parse(
        readFileSync(join(ORACLE, "shares", `${id}.json`), "utf8"),
      ) as Record<string, { family: string; cases: Record<string, unknown> }>;
      const names = Object.values(shares)
        .filter(({ family }) => family === "c_linear_regression")
        .flatMap((share) => Object.keys(share.cases));
      const cases = whole.cases.filter(({ name }) => names.includes(name));
      expect(cases.length).toBeGreaterThan(3);
      const exercise = await load(
        withOnlyData(id, JSON.stringify({ ...whole, cases, n_cases: cases.length })),
        id,
      );
      const source = new TextEncoder().encode("// the reference");
      const report = await grader.grade({
        exercise,
        source,
        fileName: "reference.ts",
        asPack: { bundled: exercise.modules.reference! },
      });
      expect(report.groups).toMatchObject([
        { verdict: "accepted", passed: cases.length, total: cases.length },
      ]);
      for (const { folder, fileName, source: code } of exercise.examples.filter(
        (e) => e.folder === "accepted" || e.folder === "wrong_answer",
      )) {
        const { verdict } = await grader.grade({
          exercise,
          source: new TextEncoder().encode(code),
          fileName,
        });
        const isAccepted = folder === "accepted" || UNNOTICED[id]!.includes(fileName);
        expect(`${fileName} ${verdict}`).toBe(
          `${fileName} ${isAccepted ? "accepted" : "wrong-answer"}`,
        );
      }
    },
  );

  test("h_network_training.json, the cases with MSE and Adam on the full batch: the reference passes", async () => {
    const whole = oracle("h_network_training");
    const cases = whole.cases.filter(
      ({ input }) =>
        input.loss === "mse" &&
        input.optimizer!.type.startsWith("adam") &&
        input.batch_size === null,
    );
    expect(cases.length).toBeGreaterThan(8);
    const exercise = await load(
      withOnlyData("small-network", JSON.stringify({ ...whole, cases })),
      "small-network",
    );
    const report = await grader.grade({
      exercise,
      source: new TextEncoder().encode("// the reference"),
      fileName: "reference.ts",
      asPack: { bundled: exercise.modules.reference! },
    });
    expect(report.groups).toMatchObject([
      { verdict: "accepted", passed: cases.length, total: cases.length },
    ]);
  });
});
