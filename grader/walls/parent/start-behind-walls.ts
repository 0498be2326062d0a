// Starts a process behind the strongest walls that come up here. Which walls must not be missing is
// for the caller to say: the site has seen them stand and grades with nothing less; the command
// line takes what there is. Weaker plans are tried anyway, so that the operator reads exactly
// what is missing; no code of a submission or a pack runs in that process.

import { type LaunchPlan, type Wall, WALLS } from "./launch-plans.ts";

export interface WallReport {
  standing: Wall[];
  missing: { wall: Wall; reason: string }[];
}

/**
 * Asked each time that a process is started or gets work: the site learns what must stand while it
 * runs.
 */
export type RequiredWalls = () => readonly Wall[];

/**
 * No slot comes up, or one failed its self-test. Grading is impossible; it is never an error of
 * the student.
 */
export class SlotsUnavailableError extends Error {}

/** Slots come up, but not behind every wall that must stand. */
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
  /** Rejects if the process does not come up. */
  ready: () => Promise<void>;
  kill: () => Promise<void>;
}

export interface Started<P> {
  process: P;
  plan: LaunchPlan;
  walls: WallReport;
}

/**
 * `plans`: strongest first. `what`: for the error, "no slot". Throws `SlotsUnavailableError`, or
 * what `start` throws.
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

/** `reasons`: why plans with a wall did not come up. */
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

/** No plan with the wall could even be tried: its program is not installed. */
export const NOT_AVAILABLE = "not available here";
