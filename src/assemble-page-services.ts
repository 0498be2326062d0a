// The services of a web process that does not feed the queue. It reads and writes the same database.
// What only one process may have is asked for at the feeding process.

import type { Logger } from "pino";
import { createPlatformKeys } from "./lti/platform-keys.ts";
import { createAuth } from "./auth/better-auth.ts";
import { createKnownBrowsers } from "./auth/known-browsers.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { createStatementMaker } from "./catalogue/statements.ts";
import type { Config } from "./config.ts";
import type { Db } from "./db/open.ts";
import { readServerSecret } from "./db/server-secret.ts";
import { Queue } from "./grading/queue.ts";
import { createAddressReader } from "./http/address.ts";
import { StreamPlaces } from "./http/stream-places.ts";
import { DiskProbe } from "./operations/disk-probe.ts";
import { Metrics } from "./operations/metrics.ts";
import type { PageServices, Shared } from "./services.ts";
import { parseSiteAddress } from "./site-address.ts";
import { loadAssets } from "./ui/assets.ts";
import { FarLiveTests } from "./web-processes/far-live-tests.ts";
import { createFarAnswerer, createFarRenderer } from "./web-processes/far-statements.ts";
import { CatalogueFollower } from "./web-processes/follow-catalogue.ts";
import { FollowedProgress } from "./web-processes/followed-progress.ts";
import { gatherMetrics } from "./web-processes/gather-metrics.ts";
import { createSharedThrottle } from "./web-processes/shared-limits.ts";

/** Services that only the feeding process has. */
const AT_FEEDER = [
  "publisher",
  "host",
  "graders",
  "remote",
  "walls",
  "similarity",
  "referenceAnswers",
  "solutionMeasurements",
] as const;

export interface PageSite {
  services: PageServices;
  progress: FollowedProgress;
  exercises: CatalogueFollower;
}

/** Throws `PackError` if what is published cannot be read. */
export async function assemblePageServices(
  config: Config,
  log: Logger,
  db: Db,
  { link, channel }: Shared,
): Promise<PageSite> {
  await loadAssets();
  const site = parseSiteAddress(config.publicUrl);
  const statements = createStatementMaker(
    config.dataFolder,
    { renderStatements: createFarRenderer(link), answerKnobs: createFarAnswerer(link) },
    site,
  );
  const catalogue = new Catalogue(db, config.dataFolder, statements);
  const exercises = new CatalogueFollower(db, catalogue, log);
  await exercises.load();
  const queue = new Queue(db);
  const progress = new FollowedProgress(db, queue);
  channel.onProgress((id, groups) => progress.hear(id, groups));
  const secret = readServerSecret(db);
  const services: PageServices = {
    config,
    log,
    db,
    link,
    auth: createAuth(db, config, secret),
    knownBrowsers: createKnownBrowsers(db, config, secret),
    platformKeys: createPlatformKeys(),
    catalogue,
    queue,
    progress,
    isPaused: () => link.isPaused,
    metrics: new Metrics(undefined, () => gatherMetrics(link)),
    liveTests: new FarLiveTests(link),
    gradeQueue: { wake: () => channel.wake("queue") },
    shadow: { wake: () => channel.wake("regrades") },
    firstMailer: config.mail && { wake: () => channel.wake("mails") },
    gradeSender: { retryNow: () => channel.wake("scores") },
    addressOf: createAddressReader(config.trustedProxies),
    throttle: createSharedThrottle(channel, secret),
    streams: new StreamPlaces(),
    disk: new DiskProbe(db, config.dataFolder),
    ...makeStandIns(),
  };
  return { services, progress, exercises };
}

/** Requests that use them are forwarded (web-processes/forward.ts). */
function makeStandIns(): Pick<PageServices, (typeof AT_FEEDER)[number]> {
  const standIns = AT_FEEDER.map((name) => {
    const get = () => {
      throw new Error(`only the feeding process has the service ${name}`);
    };
    return [name, new Proxy({}, { get })];
  });
  return Object.fromEntries(standIns) as ReturnType<typeof makeStandIns>;
}
