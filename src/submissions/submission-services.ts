// The services that the submission pages use.

import type { AddressReader } from "../http/address.ts";
import type { Auth } from "../auth/better-auth.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import type { GradeQueue } from "../grading/grade-queue.ts";
import type { Logger } from "pino";
import type { ShownProgress } from "../grading/progress.ts";
import type { Queue } from "../grading/queue.ts";
import type { StreamPlaces } from "../http/stream-places.ts";
import type { Throttle } from "../http/throttle.ts";

export interface SubmissionServices {
  log: Logger;
  db: Db;
  config: Pick<Config, "practiceSolutions">;
  auth: Auth;
  catalogue: Catalogue;
  queue: Queue;
  gradeQueue: Pick<GradeQueue, "wake">;
  progress: ShownProgress;
  /** Whether nothing can be graded at the moment. */
  isPaused: () => boolean;
  throttle: Throttle;
  streams: StreamPlaces;
  addressOf: AddressReader;
}
