// Starting and stopping the server: the lock, the database, the slots and the port. The services are made
// in assemble-services.ts. Of several web processes, this is the one that feeds the queue; the
// others are in page-server.ts.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type GraderOptions, nameEngine } from "../grader/index.ts";
import { offerFolder } from "../grader/cache-folder.ts";
import { createApp } from "./app.tsx";
import { forgetGuestsDaily } from "./auth/forget-guests.ts";
import { offerOwnerLink } from "./auth/one-time-links.ts";
import type { Config } from "./config.ts";
import { refuseInterruptedRestore } from "./db/backup.ts";
import { lockDataFolder } from "./db/lock.ts";
import { DATABASE_FILE, openDatabase } from "./db/open.ts";
import { readHiddenSeedSecret } from "./db/server-secret.ts";
import { removeUnfinished } from "./db/unfinished-backups.ts";
import type { PublishResult } from "./catalogue/publish-state.ts";
import { feedProcesses } from "./feed-processes.ts";
import { openPort } from "./listen.ts";
import { syncRostersNightly } from "./lti/roster/sync-nightly.ts";
import { createLog } from "./log.ts";
import type { Services, Shared } from "./services.ts";
import { GraderHost, RETRY_MS } from "./grading/grader-host.ts";
import { WallMemory } from "./grading/wall-memory.ts";
import { assembleServices } from "./assemble-services.ts";
import type { ProcessLink } from "./web-processes/process-link.ts";
import { SiteChannel } from "./web-processes/site-channel.ts";

export interface RunningServer {
  services: Services;
  /** The address it listens on. */
  url: string;
  /** The result of publishing the packs folder. */
  published: PublishResult;
  /** The path of the page that creates the owner's account; undefined if the site has an owner. */
  setupPath: string | undefined;
  /**
   * Stops taking requests and jobs, waits at most `graceMs` milliseconds for running jobs, and closes
   * everything. Unfinished jobs are in line at the next start. A second call waits for the first.
   */
  close: (graceMs?: number) => Promise<void>;
}

const GRACE_MS = 10_000;
/**
 * The type checker starts this long after the server, so that the start and waiting jobs have the CPU
 * first. Opening an editor starts it earlier.
 */
const TYPE_CHECKER_AFTER_MS = 10_000;
export interface OpenSite {
  services: Services;
  /** undefined if this is the only web process. */
  shared: Shared | undefined;
  published: PublishResult;
  /**
   * Resolves when slots are up, or when it is clear that they do not start. Without slots nothing is
   * graded.
   */
  slots: Promise<void>;
  /** Ends the slots and releases the data folder. */
  close: () => Promise<void>;
}

/**
 * Starts everything except the port, and locks the data folder. With `link`, this is one of several
 * web processes, and the process that started it has the lock. Throws `LockedError`,
 * `NewerDatabaseError`, `PackError`, or a system error.
 */
export async function openSite(config: Config, log: Logger, link?: ProcessLink): Promise<OpenSite> {
  const undo: (() => void | Promise<unknown>)[] = [];
  if (link === undefined) {
    const lock = lockDataFolder(config.dataFolder);
    undo.push(() => lock.release());
  }
  try {
    offerFolder(config.dataFolder);
    refuseInterruptedRestore(config.dataFolder);
    removeUnfinished(config.dataFolder);
    const db = openDatabase(join(config.dataFolder, DATABASE_FILE));
    undo.push(() => void db.$client.close());
    // At least two slots for packs: while one explains a wrong answer, the other serves the rest.
    const options: GraderOptions = {
      secret: readHiddenSeedSecret(db),
      cpuFactor: config.cpuFactor,
      submissions: { size: config.slots, singleUse: config.singleUse },
      packs: { size: Math.max(2, Math.ceil(config.slots / 4)) },
      typeCheckerAfterMs: TYPE_CHECKER_AFTER_MS,
    };
    const walls = new WallMemory(db, config);
    const host = new GraderHost(log, options, RETRY_MS, walls);
    undo.push(() => host.close());
    const slots = host.open();
    const shared =
      link === undefined || config.redis === undefined
        ? undefined
        : { link, channel: new SiteChannel(config.redis, log) };
    undo.push(() => shared?.channel.close());
    const [published, services] = await assembleServices(config, log, db, host, walls, shared);
    const close = async () => {
      for (const step of undo.toReversed()) await step();
    };
    return { services, shared, published, slots, close };
  } catch (error) {
    for (const step of undo.toReversed()) await step();
    throw error;
  }
}

/** Throws the errors of `openSite`, or a system error if the port is in use. */
export async function startServer(
  config: Config,
  log: Logger = createLog(config),
  link?: ProcessLink,
): Promise<RunningServer> {
  const site = await openSite(config, log, link);
  const { services, shared, published } = site;
  const { db, host } = services;
  try {
    const { fetch } = createApp(services);
    const port = await openPort(fetch, config);
    const { url } = port;
    log.info({ url, engine: nameEngine() }, "listening");
    services.remote?.start();
    services.gradeQueue.wake();
    services.shadow.wake();
    services.firstMailer?.wake();
    services.gradeSender.start();
    services.noticeLoop.start();
    const ownerSecret = offerOwnerLink(db);
    const stopForgetting = forgetGuestsDaily(db, log);
    const stopSyncing = syncRostersNightly(db, log, config.timeZone);
    const stopFeeding = shared && feedProcesses(services, shared, fetch);
    const end = async (graceMs: number) => {
      stopForgetting();
      stopSyncing();
      stopFeeding?.();
      services.gradeQueue.stop();
      services.shadow.stop();
      services.firstMailer?.stop();
      services.gradeSender.stop();
      services.noticeLoop.stop();
      port.stop();
      await Promise.race([
        Promise.all([
          services.gradeQueue.settled(),
          services.shadow.settled(),
          // A platform may be slow; what is not finished is sent after the next start.
          services.gradeSender.settled(),
        ]),
        sleep(graceMs, undefined, { ref: false }),
      ]);
      await Promise.all([host.close(), services.remote?.close()]);
      // A job that did not end in time has lost its slot and goes back in line.
      await Promise.all([
        services.gradeQueue.settled(),
        services.shadow.settled(),
        services.similarity.settled(),
        services.firstMailer?.settled(),
        services.noticeLoop.settled(),
      ]);
      // Clients have their results by now. Streams would stay open as long as their readers do.
      services.progress.close();
      await port.close();
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
    // Its connections would keep the process alive.
    await services.remote?.close();
    await site.close();
    throw error;
  }
}
