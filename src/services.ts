// All services that routes and pages use, created once at the start (server.ts) and passed to each
// feature. Of several web processes, one has all services; the others have stand-ins for those that
// only one may have (assemble-page-services.ts).

import type { Logger } from "pino";
import type { Auth } from "./auth/better-auth.ts";
import type { GradeSender } from "./lti/grades/grade-sender.ts";
import type { PlatformKeys } from "./lti/platform-keys.ts";
import type { KnownBrowsers } from "./auth/known-browsers.ts";
import type { LiveTests } from "./live-tests/live-tests.ts";
import type { Config } from "./config.ts";
import type { FirstMailer } from "./courses/first-links/first-mailer.ts";
import type { Db } from "./db/open.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Publisher } from "./catalogue/publish.ts";
import type { AddressReader } from "./http/address.ts";
import type { StreamPlaces } from "./http/stream-places.ts";
import type { Throttle } from "./http/throttle.ts";
import type { DiskProbe } from "./operations/disk-probe.ts";
import type { Metrics } from "./operations/metrics.ts";
import type { Shadow } from "./regrades/grade-for-regrades.ts";
import type { SimilarityRuns } from "./similarity/similarity-runs.ts";
import type { GradeQueue } from "./grading/grade-queue.ts";
import type { Graders } from "./grading/graders.ts";
import type { SolutionMeasurements } from "./solutions/measure-solutions.ts";
import type { ReferenceAnswers } from "./reference-answers/reference-answers.ts";
import type { RemoteGrader } from "./workers/remote-grader.ts";
import type { GraderHost } from "./grading/grader-host.ts";
import type { ProgressBoard, ShownProgress } from "./grading/progress.ts";
import type { Queue } from "./grading/queue.ts";
import type { NoticeLoop } from "./inbox/notice-loop.ts";
import type { ProcessLink } from "./web-processes/process-link.ts";
import type { SiteChannel } from "./web-processes/site-channel.ts";
import type { WallMemory } from "./grading/wall-memory.ts";

export interface Services {
  config: Config;
  log: Logger;
  db: Db;
  disk: DiskProbe;
  auth: Auth;
  knownBrowsers: KnownBrowsers;
  /** The keys of learning platforms. */
  platformKeys: PlatformKeys;
  catalogue: Catalogue;
  publisher: Publisher;
  host: GraderHost;
  /** The slots of `host` and of the workers. */
  graders: Graders;
  /** undefined without Redis. */
  remote: RemoteGrader | undefined;
  walls: WallMemory;
  queue: Queue;
  gradeQueue: GradeQueue;
  /** undefined if there is no mail server. */
  firstMailer: FirstMailer | undefined;
  /** Sends scores to learning platforms. */
  gradeSender: GradeSender;
  /** Scans for notices that time brings, and mails them. */
  noticeLoop: NoticeLoop;
  shadow: Shadow;
  progress: ProgressBoard;
  /** Whether nothing can be graded at the moment. */
  isPaused: () => boolean;
  metrics: Metrics;
  liveTests: LiveTests;
  referenceAnswers: ReferenceAnswers;
  solutionMeasurements: SolutionMeasurements;
  similarity: SimilarityRuns;
  addressOf: AddressReader;
  throttle: Throttle;
  streams: StreamPlaces;
}

/** What connects several web processes. */
export interface Shared {
  link: ProcessLink;
  channel: SiteChannel;
}

type Wakeable = "gradeQueue" | "shadow" | "firstMailer" | "gradeSender" | "noticeLoop";

/** What routes and pages use, in every web process. */
export interface PageServices extends Omit<Services, Wakeable | "progress" | "liveTests"> {
  gradeQueue: Pick<GradeQueue, "wake">;
  firstMailer: Pick<FirstMailer, "wake"> | undefined;
  gradeSender: Pick<GradeSender, "retryNow">;
  shadow: Pick<Shadow, "wake">;
  progress: ShownProgress;
  liveTests: Pick<LiveTests, "depth" | "runTests" | "checkTypes" | "assistCode">;
  /** Set in a process that does not feed the queue. */
  link?: ProcessLink;
}
