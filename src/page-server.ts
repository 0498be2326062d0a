// One of several web processes, other than the one that feeds the queue (server.ts): the database,
// the connection to Redis, and the port, which it shares with the others.

import { join } from "node:path";
import type { Logger } from "pino";
import { offerFolder } from "../grader/cache-folder.ts";
import { createApp } from "./app.tsx";
import { assemblePageServices } from "./assemble-page-services.ts";
import type { Config, RedisSettings } from "./config.ts";
import { DATABASE_FILE, openDatabase } from "./db/open.ts";
import { openPort } from "./listen.ts";
import { followDatabase } from "./web-processes/follow-database.ts";
import { answerMetrics } from "./web-processes/gather-metrics.ts";
import type { ProcessLink } from "./web-processes/process-link.ts";
import { SiteChannel } from "./web-processes/site-channel.ts";

export interface PageServer {
  url: string;
  /** Takes no more requests, and ends when the feeding process has ended. */
  close: () => Promise<void>;
}

/** Throws `PackError`, or a system error. The feeding process has started before. */
export async function startPageServer(
  config: Config & { redis: RedisSettings },
  log: Logger,
  link: ProcessLink,
): Promise<PageServer> {
  offerFolder(config.dataFolder);
  const db = openDatabase(join(config.dataFolder, DATABASE_FILE));
  const channel = new SiteChannel(config.redis, log);
  const undo = [() => void db.$client.close(), () => channel.close()];
  const undoAll = () => {
    for (const step of undo.toReversed()) step();
  };
  try {
    const shared = { link, channel };
    const { services, progress, exercises } = await assemblePageServices(config, log, db, shared);
    answerMetrics(link, services.metrics.registry);
    undo.push(
      followDatabase(db, log, () => {
        progress.look();
        exercises.look();
      }),
    );
    const port = await openPort(createApp(services).fetch, config);
    log.info({ url: port.url }, "listening");
    return {
      url: port.url,
      close: async () => {
        port.stop();
        // Streams show the results of gradings that the feeding process finishes.
        await link.ending;
        progress.look();
        progress.close();
        await port.close();
        undoAll();
        log.info("stopped");
      },
    };
  } catch (error) {
    undoAll();
    throw error;
  }
}
