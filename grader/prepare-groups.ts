// What each group of a submission will run: its cases, their order, and the seed of `Math.random`.

import { shuffleOrder } from "./case-order.ts";
import type { Seeds } from "./grade-request.ts";
import type { PackPrograms } from "./pack-programs.ts";
import type { Group } from "./pack/cases.ts";
import type { Exercise } from "./pack/exercise.ts";
import { deriveCaseSeed, deriveChanceSeed } from "./seeds.ts";
import type { Batch } from "./slots/parent/case-run.ts";
import type { TestCase } from "./test-case.ts";

export interface PreparedGroup {
  group: Group;
  /** In the order of the report. */
  cases: TestCase[];
  /** In which they run: indices of `cases`. */
  order: number[];
  batch: Batch;
}

/** `orderSeed`: shuffles the cases with this seed instead of the group's own. */
export async function prepareGroups(
  programs: PackPrograms,
  exercise: Exercise,
  groups: Group[],
  seeds: Seeds,
  orderSeed: number | undefined,
): Promise<PreparedGroup[]> {
  const visible = { isolate: 0, cases: seeds.visible, chance: seeds.visible };
  // Hidden groups run in an isolate of their own, with other random numbers, so that a program
  // cannot use in one kind of group what it learnt in the other.
  const hidden = {
    isolate: 1,
    cases: deriveCaseSeed(seeds.hidden),
    chance: deriveChanceSeed(seeds.hidden),
  };
  return Promise.all(
    groups.map(async (group) => {
      const own = group.visible ? visible : hidden;
      const cases = await programs.prepareCases(exercise, group, own.cases);
      const order = shuffleOrder(cases.length, orderSeed ?? own.chance, group.manifest.id);
      const batch = {
        isolate: own.isolate,
        seed: own.chance,
        cases: order.map((i) => cases[i]!.inputText),
      };
      return { group, cases, order, batch };
    }),
  );
}
