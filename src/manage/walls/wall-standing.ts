// Describes the state of the walls for an owner: which work, which are missing and why, whether
// grading waits for them, and which the owner may give up.

import { NOT_AVAILABLE, type Wall, WALLS } from "../../../grader/doors/walls.ts";
import type { GraderState } from "../../grading/grader-host.ts";
import type { WallMemory } from "../../grading/wall-memory.ts";

export interface WallStanding {
  /**
   * paused: grading waits until the missing walls are back. no-slots: no slot starts behind any
   * walls. fewer: grading runs with fewer walls.
   */
  kind: "starting" | "complete" | "fewer" | "paused" | "no-slots";
  walls: { wall: Wall; standing: boolean | undefined; reason: string | undefined }[];
  /** For `paused`: the walls that grading waits for. For `fewer`: all missing walls. */
  missing: Wall[];
  /** The value of GRADUS_REQUIRE_WALLS, if it is set. */
  setting: boolean | undefined;
  /** The walls that the owner may give up. */
  lowerable: Wall[];
}

export function describeWalls(
  state: GraderState,
  { required, remembered, setting }: Pick<WallMemory, "required" | "remembered" | "setting">,
): WallStanding {
  const report = state.kind === "starting" ? undefined : state.walls;
  const walls = WALLS.map((wall) => {
    const reason = report?.missing.find((one) => one.wall === wall)?.reason;
    return {
      wall,
      standing: report?.standing.includes(wall),
      reason: reason === NOT_AVAILABLE ? undefined : reason,
    };
  });
  const isMissing = (wall: Wall) => report?.standing.includes(wall) === false;
  const base = { walls, setting, lowerable: [] };
  if (state.kind === "starting") return { ...base, kind: "starting", missing: [] };
  if (report === undefined) return { ...base, kind: "no-slots", missing: [] };
  if (state.kind === "ready") {
    const missing = WALLS.filter(isMissing);
    return { ...base, kind: missing.length === 0 ? "complete" : "fewer", missing };
  }
  return {
    ...base,
    kind: "paused",
    missing: required.filter(isMissing),
    lowerable: setting === undefined ? remembered.filter(isMissing) : [],
  };
}
