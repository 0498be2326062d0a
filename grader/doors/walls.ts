// The entry point for walls: the types of their state, and the errors if nothing starts.

export {
  NOT_AVAILABLE,
  SlotsUnavailableError,
  type WallReport,
  WallsMissingError,
} from "../walls/parent/start-behind-walls.ts";
export { type Wall, WALLS } from "../walls/parent/launch-plans.ts";
