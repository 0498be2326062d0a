// What the site grades with now: its own slots, Redis, the workers, and what waits. For the site
// owner's page, /readyz and the metrics.

import { nameEngine } from "../../../grader/index.ts";
import type { Wall } from "../../../grader/doors/walls.ts";
import type { GraderHost } from "../../grading/grader-host.ts";
import type { Graders } from "../../grading/graders.ts";
import type { Queue } from "../../grading/queue.ts";
import type { LiveTests } from "../../live-tests/live-tests.ts";
import type { WorkerFacts } from "../../workers/messages.ts";
import type { RedisState, RemoteGrader } from "../../workers/remote-grader.ts";

/** other-engine: it takes no jobs of this site until it runs the same version of Gradus. */
export type WorkerStatus = WorkerFacts["state"] | "other-engine";

export interface WorkerView extends Omit<WorkerFacts, "state"> {
  status: WorkerStatus;
  missingWalls: Wall[];
}

export interface GradingState {
  engine: string;
  ownSlots: number;
  /** Of this process and of the workers that take jobs. */
  slots: number;
  /** undefined if the site has no workers. */
  redis: RedisState | undefined;
  workers: WorkerView[];
  queue: { waiting: number; running: number; repeated: number; oldestWaitingMs: number };
  liveTests: { waiting: number; running: number };
}

export function describeGrading({
  host,
  graders,
  remote,
  queue,
  liveTests,
  required,
}: {
  host: GraderHost;
  graders: Graders;
  remote: RemoteGrader | undefined;
  queue: Queue;
  liveTests: Pick<LiveTests, "depth">;
  /** The walls that the site requires. */
  required: readonly Wall[];
}): GradingState {
  const engine = nameEngine();
  return {
    engine,
    ownSlots: host.isReady ? host.slots : 0,
    slots: graders.slots,
    redis: remote?.state,
    workers: (remote?.workers ?? []).map(({ state, ...worker }) => ({
      ...worker,
      status: worker.engine === engine ? state : "other-engine",
      missingWalls:
        worker.walls === undefined ? [] : required.filter((wall) => !worker.walls!.includes(wall)),
    })),
    queue: {
      ...queue.depth(),
      repeated: queue.repeated(),
      oldestWaitingMs: queue.oldestWaitingMs(),
    },
    liveTests: liveTests.depth,
  };
}
