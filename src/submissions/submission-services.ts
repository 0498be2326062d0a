// The services that the submission pages use.

import type { AddressReader } from "../http/address.ts";
import type { Auth } from "../auth/better-auth.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import type { GradeQueue } from "../grading/grade-queue.ts";
import type { Graders } from "../grading/graders.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import type { Logger } from "pino";
import type { ProgressBoard } from "../grading/progress.ts";
import type { Queue } from "../grading/queue.ts";
import type { StreamPlaces } from "../http/stream-places.ts";
import type { Throttle } from "../http/throttle.ts";

export interface SubmissionServices {
  log: Logger;
  db: Db;
  auth: Auth;
  catalogue: Catalogue;
  host: GraderHost;
  graders: Graders;
  queue: Queue;
  gradeQueue: GradeQueue;
  progress: ProgressBoard;
  throttle: Throttle;
  streams: StreamPlaces;
  addressOf: AddressReader;
}
