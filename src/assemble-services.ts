// Makes the services of a site, in the order in which they need each other, and publishes the packs.

import type { Logger } from "pino";
import { chooseSeeds, reportUngradable } from "../grader/index.ts";
import { createFirstMailer, createInvitationMailer } from "./auth/mail.ts";
import { createAuth } from "./auth/better-auth.ts";
import { createKnownBrowsers } from "./auth/known-browsers.ts";
import { NoticeLoop } from "./inbox/notice-loop.ts";
import { GradeSender } from "./lti/grades/grade-sender.ts";
import { createPlatformKeys } from "./lti/platform-keys.ts";
import { LiveTests } from "./live-tests/live-tests.ts";
import { LiveTestScheduler } from "./live-tests/scheduler.ts";
import type { Config } from "./config.ts";
import { FirstMailer } from "./courses/first-links/first-mailer.ts";
import { readHiddenSeedSecret, readServerSecret, readSiteId } from "./db/server-secret.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { checkPacks } from "./catalogue/check-packs.ts";
import { formatName, Publisher } from "./catalogue/publish.ts";
import type { PublishResult } from "./catalogue/publish-state.ts";
import { createStatementMaker } from "./catalogue/statements.ts";
import { createAddressReader } from "./http/address.ts";
import { parseSiteAddress } from "./site-address.ts";
import { StreamPlaces } from "./http/stream-places.ts";
import { Throttle } from "./http/throttle.ts";
import { describeErrorForLog } from "./log.ts";
import { DiskProbe } from "./operations/disk-probe.ts";
import { Metrics } from "./operations/metrics.ts";
import { ReferenceAnswers } from "./reference-answers/reference-answers.ts";
import { Shadow } from "./regrades/grade-for-regrades.ts";
import type { Services, Shared } from "./services.ts";
import { SolutionMeasurements } from "./solutions/measure-solutions.ts";
import { SimilarityRuns } from "./similarity/similarity-runs.ts";
import { isUnderExam } from "./assignments/exams.ts";
import { GradeQueue } from "./grading/grade-queue.ts";
import type { GradeTask } from "./grading/graders.ts";
import { GraderHost } from "./grading/grader-host.ts";
import { ProgressBoard } from "./grading/progress.ts";
import { Queue } from "./grading/queue.ts";
import { WallMemory } from "./grading/wall-memory.ts";
import { AllGraders } from "./workers/all-graders.ts";
import { checkChanged } from "./workers/check-at-workers.ts";
import { RemoteGrader } from "./workers/remote-grader.ts";
import { loadAssets } from "./ui/assets.ts";
import { gatherMetrics } from "./web-processes/gather-metrics.ts";
import { createSharedThrottle } from "./web-processes/shared-limits.ts";

/**
 * Creates all services: everything except the port and the slots. `shared`: if other web processes
 * show what this one does.
 */
export async function assembleServices(
  config: Config,
  log: Logger,
  db: Services["db"],
  host: GraderHost,
  walls = new WallMemory(db, config),
  shared?: Shared,
): Promise<[PublishResult, Services]> {
  await loadAssets();
  const site = parseSiteAddress(config.publicUrl);
  const statements = createStatementMaker(
    config.dataFolder,
    {
      renderStatements: (texts) => host.renderStatements(texts),
      answerKnobs: (exercise, block) => host.answerKnobs(exercise, block),
    },
    site,
  );
  const catalogue = new Catalogue(db, config.dataFolder, statements);
  const publisher = new Publisher({
    db,
    catalogue,
    statements,
    folder: config.packsFolder,
    check: (changed) =>
      checkChanged(
        {
          remote,
          hasSlots: config.slots > 0,
          checkHere: (all) => checkPacks(config.packsFolder, all.map(formatName), walls.required),
        },
        changed,
      ),
    onError: (error) => log.error({ error: describeErrorForLog(error) }, "publishing failed"),
  });
  const published = await publisher.publishAtStart();
  host.onReady(() => {
    if (catalogue.hasUnrendered)
      void catalogue
        .reload()
        .catch((error: unknown) =>
          log.error({ error: describeErrorForLog(error) }, "statements could not be rendered"),
        );
  });
  const queue = new Queue(db);
  // Before any job is claimed: earlier claims belong to a server that has ended.
  const requeued = queue.releaseAll();
  if (requeued > 0) log.info({ requeued }, "unfinished jobs were queued again");
  const progress = new ProgressBoard(shared?.channel.tellProgress);
  const remote =
    config.redis &&
    new RemoteGrader({
      redis: config.redis,
      siteId: readSiteId(db),
      requiredWalls: () => walls.required,
      log,
      load: ({ hash, pack }) => catalogue.loadVersion(hash, pack),
    });
  const seedSecret = readHiddenSeedSecret(db);
  const graders = new AllGraders({ host, remote, secret: seedSecret });
  const reportLost = (task: GradeTask) =>
    reportUngradable(task, chooseSeeds(seedSecret, task), { code: "judge.worker", params: {} });
  const liveTests = new LiveTests({
    config,
    graders,
    queue,
    onBegin: () => gradeQueue.makeRoom(),
    onEnd: () => {
      gradeQueue.wake();
      shadow.wake();
    },
  });
  const referenceAnswers = new ReferenceAnswers({
    host,
    line: new LiveTestScheduler({ budget: liveTests.budget, limit: () => 1 }),
    log,
  });
  const solutionMeasurements = new SolutionMeasurements({
    graders,
    host,
    line: { run: (request) => liveTests.runBeside(request) },
    log,
  });
  const metrics = new Metrics(
    { queue, host, graders, remote, liveTests, db },
    shared && (() => gatherMetrics(shared.link)),
  );
  const gradeQueue = new GradeQueue({
    queue,
    graders,
    catalogue,
    progress,
    log,
    isUnderExam: (exercise) => isUnderExam(db, exercise),
    reportLost,
    others: () => liveTests.depth.running + shadow.running,
    onShort: (count) => shadow.giveWay(count),
    onGraded: (report, job) => metrics.countGraded(report, job),
    // A graded submission may belong to an assignment that is being regraded.
    onIdle: () => shadow.wake(),
  });
  const shadow = new Shadow({
    db,
    queue,
    gradeQueue,
    graders,
    catalogue,
    log,
    isUnderExam: (exercise) => isUnderExam(db, exercise),
    reportLost,
    liveTests: () => liveTests.depth.running,
  });
  const similarity = new SimilarityRuns({ db, catalogue, host, log });
  const secret = readServerSecret(db);
  const firstMailer =
    config.mail &&
    new FirstMailer({
      db,
      log,
      send: config.ssoOnly
        ? createInvitationMailer(config.mail, config)
        : createFirstMailer(config.mail),
      site,
    });
  const auth = createAuth(db, config, secret);
  return [
    published,
    {
      config,
      log,
      db,
      auth,
      knownBrowsers: createKnownBrowsers(db, config, secret),
      platformKeys: createPlatformKeys(),
      catalogue,
      publisher,
      host,
      graders,
      remote,
      walls,
      queue,
      gradeQueue,
      firstMailer,
      gradeSender: new GradeSender({ db, log, site }),
      noticeLoop: new NoticeLoop({ db, log, site, config }),
      shadow,
      progress,
      isPaused: () => !graders.isReady && host.state.kind !== "starting",
      metrics,
      liveTests,
      referenceAnswers,
      solutionMeasurements,
      similarity,
      addressOf: createAddressReader(config.trustedProxies),
      throttle:
        shared === undefined ? new Throttle() : createSharedThrottle(shared.channel, secret),
      streams: new StreamPlaces(),
      disk: new DiskProbe(db, config.dataFolder),
    },
  ];
}
