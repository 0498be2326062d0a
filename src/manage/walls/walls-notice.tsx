// The state of the walls in a sentence or two, for the site owner's page and the page of the walls.

import type { AppContext } from "../../http/environment.ts";
import { RETRY_MS } from "../../grading/grader-host.ts";
import type { WallStanding } from "./wall-standing.ts";

export function WallsNotice({
  c,
  standing: { kind, missing, setting },
}: {
  c: AppContext;
  standing: WallStanding;
}) {
  const t = c.get("t");
  const walls = listWalls(c, missing);
  switch (kind) {
    case "paused":
      return (
        <p class="notice bad" role="alert">
          {t("manage.walls.paused", { walls, seconds: RETRY_MS / 1000 })}
        </p>
      );
    case "no-slots":
      return (
        <p class="notice bad" role="alert">
          {t("manage.walls.noSlots")}
        </p>
      );
    case "fewer":
      return (
        <p class="notice warn" role="status">
          {t("manage.walls.fewer", { walls })} {setting === false && t("manage.walls.allowed")}
        </p>
      );
    case "complete":
      return (
        <p class="notice good" role="status">
          {t("manage.walls.complete")}
        </p>
      );
    default:
      return (
        <p class="notice" role="status">
          {t("manage.walls.unknown")}
        </p>
      );
  }
}

export function listWalls(c: AppContext, walls: WallStanding["missing"]): string {
  return new Intl.ListFormat(c.get("language")).format(
    walls.map((wall) => c.get("t")(`wall.${wall}`)),
  );
}
