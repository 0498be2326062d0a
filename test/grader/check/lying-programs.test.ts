// Exercises that make false claims about their programs and data. Each is found, twice in different
// ways, with the messages of the golden file.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CheckProblem } from "../../../grader/doors/checks.ts";
import { createGrader, type Grader } from "../../../grader/index.ts";
import {
  checkBroken,
  checkLies,
  LIES,
  LYING_PROGRAMS_REPORT,
  renderLies,
} from "../../support/lying-programs.ts";
import { ROOT } from "../../support/packs.ts";

let grader: Grader;
let found: CheckProblem[][];
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 1, spares: 1 } });
  await grader.open();
  found = await checkLies(grader);
}, 600_000);
afterAll(() => grader.close());

test.each(LIES.map((lie, i) => [`${lie.kind}: ${lie.how}`, lie, i] as const))(
  "%s",
  (_, { codes }, i) => {
    expect(
      [
        ...new Set(
          found[i]!.filter(({ severity }) => severity === "error").map(({ code }) => code),
        ),
      ].sort(),
    ).toEqual([...codes].sort());
    // A line, but for what is about a program as a whole.
    const whole = ["fresh-repeated", "misconception-not-recognised"];
    for (const { code, line } of found[i]!)
      expect([code, line > 0 || whole.includes(code)]).toEqual([code, true]);
  },
);

test("each kind is shown in two exercises at least, or in two ways", () => {
  const kinds = Map.groupBy(LIES, ({ kind }) => kind);
  expect(
    [...kinds]
      .filter(([kind, all]) => all.length < 2 && kind !== "a public driver holds the solution")
      .map(([kind]) => kind),
  ).toEqual([]);
});

test("the sound ones are sound", async () => {
  for (const exercise of ["count-ngrams", "k-means-step"] as const) {
    expect(
      (await checkBroken(grader, exercise, () => undefined)).filter(
        ({ severity }) => severity === "error",
      ),
    ).toEqual([]);
  }
});

test("the messages are those of the golden file; npm run regenerate writes it", () => {
  expect(renderLies(found)).toBe(readFileSync(join(ROOT, LYING_PROGRAMS_REPORT), "utf8"));
});
