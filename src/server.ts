// Boot and shutdown: the lock, the database, the packs, the slots, the port; and all of it back
// down again.

import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serve, type ServerType } from "@hono/node-server";
import type { Logger } from "pino";
import { ENGINE_VERSION, type GraderOptions } from "../grader/index.ts";
import { offerFolder } from "../grader/cache-folder.ts";
import { createApp } from "./app.tsx";
import { createFirstMailer } from "./auth/mail.ts";
import { createAuth } from "./auth/better-auth.ts";
import { forgetGuestsDaily } from "./auth/forget-guests.ts";
import { createKnownBrowsers } from "./auth/known-browsers.ts";
import { offerOwnerLink } from "./auth/one-time-links.ts";
import { LiveTests } from "./live-tests/live-tests.ts";
import type { Config } from "./config.ts";
import { FirstMailer } from "./courses/first-links/first-mailer.ts";
import { refuseInterruptedRestore } from "./db/backup.ts";
import { lockDataFolder } from "./db/lock.ts";
import { DATABASE_FILE, openDatabase } from "./db/open.ts";
import { hiddenSeedSecret, serverSecret } from "./db/server-secret.ts";
import { removeUnfinished } from "./db/unfinished-backups.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { checkPacks } from "./catalogue/check-packs.ts";
import { Publisher, type PublishResult } from "./catalogue/publish.ts";
import { createStatementMaker } from "./catalogue/statements.ts";
import { createAddressReader } from "./http/address.ts";
import { siteAddress } from "./site-address.ts";
import { StreamPlaces } from "./http/stream-places.ts";
import { Throttle } from "./http/throttle.ts";
import { createLog, describeFault } from "./log.ts";
import { DiskProbe } from "./operations/disk-probe.ts";
import { Metrics } from "./operations/metrics.ts";
import { Shadow } from "./regrades/shadow.ts";
import type { Services } from "./services.ts";
import { SimilarityRuns } from "./similarity/similarity-runs.ts";
import { isUnderExam } from "./assignments/exams.ts";
import { GradeQueue } from "./grading/grade-queue.ts";
import { GraderHost, RETRY_MS } from "./grading/grader-host.ts";
import { ProgressBoard } from "./grading/progress.ts";
import { Queue } from "./grading/queue.ts";
import { WallMemory } from "./grading/wall-memory.ts";
import { loadAssets } from "./ui/assets.ts";
import { MINUTE_MS } from "./durations.ts";

export interface RunningServer {
  services: Services;
  /** Where it listens. */
  url: string;
  /** What the folder of packs came to. */
  published: PublishResult;
  /** Path of the page that makes the owner's account; undefined where the site has an owner. */
  setupPath: string | undefined;
  /**
   * Takes no more requests and no more jobs, finishes what runs for at most `graceMs`, and lets go
   * of everything. What was not finished is in line at the next start. A second call waits for the
   * first.
   */
  close: (graceMs?: number) => Promise<void>;
}

const GRACE_MS = 10_000;
/**
 * Until then the CPU is for whoever waits for the start, and for what waited in line; the first
 * editor that is opened starts it as well.
 */
const TYPE_CHECKER_AFTER_MS = 10_000;
/**
 * Longer than a reverse proxy keeps an idle connection, so that it is never the one to find it
 * closed.
 */
const KEEP_ALIVE_MS = 75_000;
/** For a whole request to come in: a megabyte over a bad line, but not a byte a second. */
const REQUEST_MS = MINUTE_MS;
/** For answers that are still being sent when everything else is done. */
const LAST_WORDS_MS = 1000;

export interface OpenSite {
  services: Services;
  published: PublishResult;
  /**
   * Once slots are up, or it is clear that they do not come up; until then, and without them,
   * nothing is graded.
   */
  slots: Promise<void>;
  /** Ends the slots now, and lets go of the data folder. */
  close: () => Promise<void>;
}

/**
 * Everything but the port: the data folder is this process's. Throws `LockedError`,
 * `NewerDatabaseError`, `PackError`, or a system error.
 */
export async function openSite(config: Config, log: Logger): Promise<OpenSite> {
  const lock = lockDataFolder(config.dataFolder);
  const undo: (() => void | Promise<unknown>)[] = [() => lock.release()];
  try {
    offerFolder(config.dataFolder);
    refuseInterruptedRestore(config.dataFolder);
    removeUnfinished(config.dataFolder);
    const db = openDatabase(join(config.dataFolder, DATABASE_FILE));
    undo.push(() => void db.$client.close());
    // Two for packs at least: one that is busy explaining a wrong answer must not hold up everybody
    // else's.
    const options: GraderOptions = {
      secret: hiddenSeedSecret(db),
      cpuFactor: config.cpuFactor,
      submissions: { size: config.slots, singleUse: config.singleUse },
      packs: { size: Math.max(2, Math.ceil(config.slots / 4)) },
      typeCheckerAfterMs: TYPE_CHECKER_AFTER_MS,
    };
    const walls = new WallMemory(db, config);
    const host = new GraderHost(log, options, RETRY_MS, walls);
    undo.push(() => host.close());
    const slots = host.open();
    const [published, services] = await assemble(config, log, db, host, walls);
    const close = async () => {
      for (const step of undo.toReversed()) await step();
    };
    return { services, published, slots, close };
  } catch (error) {
    for (const step of undo.toReversed()) await step();
    throw error;
  }
}

/** Throws as `openSite` does, or a system error where the port is taken. */
export async function startServer(
  config: Config,
  log: Logger = createLog(config),
): Promise<RunningServer> {
  const site = await openSite(config, log);
  const { services, published } = site;
  const { db, host } = services;
  try {
    const server = await listen(createApp(services).fetch, config);
    const { port } = server.address() as AddressInfo;
    const url = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
    log.info({ url, version: ENGINE_VERSION }, "listening");
    services.gradeQueue.wake();
    services.shadow.wake();
    services.firstMailer?.wake();
    const ownerSecret = offerOwnerLink(db);
    const stopForgetting = forgetGuestsDaily(db, log);
    const end = async (graceMs: number) => {
      stopForgetting();
      services.gradeQueue.stop();
      services.shadow.stop();
      services.firstMailer?.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.race([
        Promise.all([services.gradeQueue.settled(), services.shadow.settled()]),
        sleep(graceMs, undefined, { ref: false }),
      ]);
      await host.close();
      // What was not finished in time has lost its slot, and goes back in line.
      await Promise.all([
        services.gradeQueue.settled(),
        services.shadow.settled(),
        services.similarity.settled(),
        services.firstMailer?.settled(),
      ]);
      // Whoever waited for one of those has heard of it by now; streams would stay open for as long
      // as their readers like.
      services.progress.close();
      const cut = setTimeout(
        () => "closeAllConnections" in server && server.closeAllConnections(),
        LAST_WORDS_MS,
      );
      await closed;
      clearTimeout(cut);
      log.info({ waiting: services.queue.depth().waiting }, "stopped");
      await site.close();
    };
    let ending: Promise<void> | undefined;
    const close = (graceMs = GRACE_MS) => (ending ??= end(graceMs));
    return {
      services,
      url,
      published,
      setupPath: ownerSecret === undefined ? undefined : `/setup/${ownerSecret}`,
      close,
    };
  } catch (error) {
    await site.close();
    throw error;
  }
}

/** Everything but the port and the slots. */
export async function assemble(
  config: Config,
  log: Logger,
  db: Services["db"],
  host: GraderHost,
  walls = new WallMemory(db, config),
): Promise<[PublishResult, Services]> {
  await loadAssets();
  const site = siteAddress(config.publicUrl);
  const statements = createStatementMaker(
    config.dataFolder,
    (texts) => host.renderStatements(texts),
    site,
  );
  const catalogue = new Catalogue(db, config.dataFolder, statements);
  const publisher = new Publisher({
    db,
    catalogue,
    statements,
    folder: config.packsFolder,
    check: (folder, names) => checkPacks(folder, names, walls.required),
    onFault: (error) => log.error({ error: describeFault(error) }, "publishing failed"),
  });
  const published = await publisher.publishAtStart();
  host.onReady(() => {
    if (catalogue.hasUnrendered)
      void catalogue
        .reload()
        .catch((error: unknown) =>
          log.error({ error: describeFault(error) }, "statements could not be rendered"),
        );
  });
  const queue = new Queue(db);
  // Before anybody takes a job: whatever was claimed was claimed by a server that is gone.
  const requeued = queue.releaseAll();
  if (requeued > 0) log.info({ requeued }, "unfinished jobs were queued again");
  const progress = new ProgressBoard();
  const liveTests = new LiveTests({
    config,
    host,
    queue,
    onBegin: () => gradeQueue.makeRoom(),
    onEnd: () => {
      gradeQueue.wake();
      shadow.wake();
    },
  });
  const metrics = new Metrics({ queue, host, liveTests, db });
  const gradeQueue = new GradeQueue({
    queue,
    host,
    catalogue,
    progress,
    log,
    slots: config.slots,
    isUnderExam: (exercise) => isUnderExam(db, exercise),
    others: () => liveTests.depth.running + shadow.running,
    onShort: (count) => shadow.giveWay(count),
    onGraded: (report, job) => metrics.countGraded(report, job),
    // What was graded may have been sent for an assignment under regrade.
    onIdle: () => shadow.wake(),
  });
  const shadow = new Shadow({
    db,
    queue,
    gradeQueue,
    host,
    catalogue,
    log,
    slots: config.slots,
    isUnderExam: (exercise) => isUnderExam(db, exercise),
    liveTests: () => liveTests.depth.running,
  });
  const similarity = new SimilarityRuns({ db, catalogue, host, log });
  const secret = serverSecret(db);
  const firstMailer =
    config.mail && new FirstMailer({ db, log, send: createFirstMailer(config.mail), site });
  const auth = createAuth(db, config, secret);
  return [
    published,
    {
      config,
      log,
      db,
      auth,
      knownBrowsers: createKnownBrowsers(db, config, secret),
      catalogue,
      publisher,
      host,
      walls,
      queue,
      gradeQueue,
      firstMailer,
      shadow,
      progress,
      metrics,
      liveTests,
      similarity,
      addressOf: createAddressReader(config.trustedProxies),
      throttle: new Throttle(),
      streams: new StreamPlaces(),
      disk: new DiskProbe(db, config.dataFolder),
    },
  ];
}

function listen(
  fetch: Parameters<typeof serve>[0]["fetch"],
  { port, host }: Config,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch,
        port,
        hostname: host,
        serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS },
      },
      () => resolve(server),
    );
    server.once("error", reject);
  });
}
