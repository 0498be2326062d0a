// How the walls stand, as shown to an owner: what stands, what is missing and why, whether grading
// waits for it, and what could be lowered.

import { NOT_AVAILABLE, type Wall, WALLS } from "../../../grader/doors/walls.ts";
import type { GraderState } from "../../grading/grader-host.ts";
import type { WallMemory } from "../../grading/wall-memory.ts";

export interface WallStanding {
  /**
   * paused: nothing is graded before what is missing is back. no-slots: nothing comes up behind any
   * walls. fewer: graded with what there is.
   */
  kind: "starting" | "complete" | "fewer" | "paused" | "no-slots";
  walls: { wall: Wall; standing: boolean | undefined; reason: string | undefined }[];
  /** For `paused`: what grading waits for. For `fewer`: all that are missing. */
  missing: Wall[];
  /** What GRADUS_REQUIRE_WALLS says, if anything. */
  setting: boolean | undefined;
  /** What the owner may choose to do without. */
  lowerable: Wall[];
}

export function wallStanding(
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
