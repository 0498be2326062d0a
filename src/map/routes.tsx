// GET /map   all exercises of each pack, by what each recommends to do first

import { Hono } from "hono";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { type ExerciseProgress, selectProgress } from "../grading/select-progress.ts";
import type { AppEnv } from "../http/environment.ts";
import { MapPage } from "./map-page.tsx";

export function mapRoutes({ db, catalogue }: { db: Db; catalogue: Catalogue }): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/map", (c) => {
    const { userId } = c.get("viewer");
    const progress =
      userId === null ? new Map<string, ExerciseProgress>() : selectProgress(db, userId);
    return c.html(<MapPage c={c} packs={catalogue.packs} progress={progress} />);
  });
}
