// Evaluates the results of a self-test: the parent does not use a process in which an attack
// succeeded.

import type { AttackResult } from "../protocol/process-messages.ts";
import type { LaunchPlan } from "./launch-plans.ts";
import { SlotsUnavailableError } from "./start-behind-walls.ts";

/** The number of attacks from both threads, minus two. */
const LEAST_RESULTS = 20;

/** Throws `SlotsUnavailableError`. */
export function checkSelfTest(results: AttackResult[], { walls }: Pick<LaunchPlan, "walls">): void {
  // An attack that only a missing wall would stop is not a hole in the other walls: that wall is
  // reported as missing.
  const through = results.filter(({ contained, wall }) => !contained && walls.includes(wall));
  if (through.length === 0 && results.length >= LEAST_RESULTS) return;
  throw new SlotsUnavailableError(
    `the self-test got through: ${through.map(({ attack, detail }) => `${attack}: ${detail}`).join("; ")}`,
  );
}
