// The port of the site: opening it, and closing it so that running requests end in order.

import type { AddressInfo } from "node:net";
import { serve, type ServerType } from "@hono/node-server";
import type { Config } from "./config.ts";
import { MINUTE_MS } from "./durations.ts";

/** Longer than a reverse proxy keeps an idle connection open, so that the proxy closes it first. */
const KEEP_ALIVE_MS = 75_000;
/** How long a whole request may take: enough for a megabyte over a slow line. */
const REQUEST_MS = MINUTE_MS;
/** How long answers may still be sent after everything else has ended. */
const LAST_WORDS_MS = 1000;

export interface OpenPort {
  url: string;
  /** Takes no more connections. */
  stop: () => void;
  /** Resolves when every connection is closed; what is still open after a moment is cut. */
  close: () => Promise<void>;
}

/** Throws a system error if the port is in use. */
export async function openPort(
  fetch: Parameters<typeof serve>[0]["fetch"],
  { port, host }: Pick<Config, "port" | "host">,
): Promise<OpenPort> {
  const server = await listen(fetch, port, host);
  const address = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  const stop = () => {
    closed ??= new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    stop,
    close: async () => {
      stop();
      const cut = setTimeout(
        () => "closeAllConnections" in server && server.closeAllConnections(),
        LAST_WORDS_MS,
      );
      await closed;
      clearTimeout(cut);
    },
  };
}

function listen(
  fetch: Parameters<typeof serve>[0]["fetch"],
  port: number,
  hostname: string,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch,
        port,
        hostname,
        serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS },
      },
      () => resolve(server),
    );
    server.once("error", reject);
  });
}
