// What the results of a self-test mean: the parent uses no process in which an attack got through.

import type { AttackResult } from "../between/process-messages.ts";
import type { LaunchPlan } from "./launch-plans.ts";
import { SlotsUnavailableError } from "./start-behind-walls.ts";

/** Every attack from both threads, less two. */
const LEAST_RESULTS = 20;

/** Throws `SlotsUnavailableError`. */
export function checkSelfTest(results: AttackResult[], { walls }: Pick<LaunchPlan, "walls">): void {
  // An attack that only a missing wall would have stopped is reported as that wall, and is no hole
  // in those that stand.
  const through = results.filter(({ contained, wall }) => !contained && walls.includes(wall));
  if (through.length === 0 && results.length >= LEAST_RESULTS) return;
  throw new SlotsUnavailableError(
    `the self-test got through: ${through.map(({ attack, detail }) => `${attack}: ${detail}`).join("; ")}`,
  );
}
