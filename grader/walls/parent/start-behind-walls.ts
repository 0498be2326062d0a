// Starts a process behind the strongest walls that work here. The caller decides which walls are
// required: the site requires those that have worked before, the command line none. Weaker plans
// are tried even if a required wall is missing, so that the operator learns exactly what is
// missing; no code of a submission or a pack runs in such a process.

import { type LaunchPlan, type Wall, WALLS } from "./launch-plans.ts";

export interface WallReport {
  standing: Wall[];
  missing: { wall: Wall; reason: string }[];
}

/**
 * Called each time a process starts or gets work, because the site may learn of required walls
 * while it runs.
 */
export type RequiredWalls = () => readonly Wall[];

/**
 * No slot starts, or one failed its self-test. Grading is impossible, which is never the student's
 * error.
 */
export class SlotsUnavailableError extends Error {}

/** Slots start, but a required wall is missing. */
export class WallsMissingError extends SlotsUnavailableError {
  readonly walls: WallReport;
  constructor(walls: WallReport, required: readonly Wall[]) {
    const missing = walls.missing.filter(({ wall }) => required.includes(wall));
    super(
      `required walls are missing: ${missing.map(({ wall, reason }) => `${wall} (${reason})`).join("; ")}`,
    );
    this.walls = walls;
  }
}

interface Startable {
  /** Rejects if the process does not start. */
  ready: () => Promise<void>;
  kill: () => Promise<void>;
}

export interface Started<P> {
  process: P;
  plan: LaunchPlan;
  walls: WallReport;
}

/**
 * `plans`: strongest first. `what`: for the error, such as "no slot". Throws
 * `SlotsUnavailableError`, and the errors of `start`.
 */
export async function startBehindWalls<P extends Startable>(
  what: string,
  plans: LaunchPlan[],
  required: readonly Wall[],
  start: (plan: LaunchPlan) => P,
): Promise<Started<P>> {
  const reasons = new Map<Wall, string>();
  const all = new Set<string>();
  for (const plan of plans) {
    const process = start(plan);
    try {
      await process.ready();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      all.add(reason);
      for (const wall of plan.walls) if (!reasons.has(wall)) reasons.set(wall, reason);
      await process.kill();
      continue;
    }
    const walls = reportWalls(plan, reasons);
    if (hasWalls(plan, required)) return { process, plan, walls };
    await process.kill();
    throw new WallsMissingError(walls, required);
  }
  throw new SlotsUnavailableError(`${what} comes up: ${[...all].join("; ")}`);
}

export function hasWalls({ walls }: Pick<LaunchPlan, "walls">, required: readonly Wall[]): boolean {
  return required.every((wall) => walls.includes(wall));
}

/** `reasons`: why plans with a wall did not start. */
export function reportWalls(
  { walls }: Pick<LaunchPlan, "walls">,
  reasons: ReadonlyMap<Wall, string> = new Map(),
): WallReport {
  const missing = WALLS.filter((wall) => !walls.includes(wall));
  return {
    standing: walls,
    missing: missing.map((wall) => ({ wall, reason: reasons.get(wall) ?? NOT_AVAILABLE })),
  };
}

/** There was no plan with this wall to try: its program is not installed. */
export const NOT_AVAILABLE = "not available here";
