// GET   /manage/graders    what the site grades with: slots, Redis, workers, and what waits
//
// For the site owner.

import { Hono } from "hono";
import { requireSiteOwner } from "../../auth/require-site-owner.ts";
import type { GraderHost } from "../../grading/grader-host.ts";
import type { Graders } from "../../grading/graders.ts";
import type { Queue } from "../../grading/queue.ts";
import type { WallMemory } from "../../grading/wall-memory.ts";
import type { AppEnv } from "../../http/environment.ts";
import type { LiveTests } from "../../live-tests/live-tests.ts";
import type { RemoteGrader } from "../../workers/remote-grader.ts";
import { describeGrading } from "./grading-state.ts";
import { GradersPage } from "./graders-page.tsx";

export function gradersRoutes({
  walls,
  ...parts
}: {
  host: GraderHost;
  graders: Graders;
  remote: RemoteGrader | undefined;
  queue: Queue;
  liveTests: Pick<LiveTests, "depth">;
  walls: WallMemory;
}): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/manage/graders", (c) => {
    requireSiteOwner(c);
    return c.html(
      <GradersPage c={c} state={describeGrading({ ...parts, required: walls.required })} />,
    );
  });
}
