// The connection to Redis, which carries jobs to workers and reports back. Anyone who can write to
// it can make grades and read hidden tests, so a Redis on another machine needs a password and TLS.

import { readFileSync } from "node:fs";
import { Redis, type RedisOptions } from "ioredis";
import type { RedisSettings } from "../config.ts";
import { isLoopback } from "../ip-address.ts";

/** What protects Redis and is missing. */
export type Exposure = "no-password" | "no-tls";

const LONGEST_RECONNECT_MS = 2000;
/** A connection that is silent for so long is opened again. */
const KEEP_ALIVE_MS = 10_000;
const CONNECT_MS = 5000;

/**
 * Connects in the background, and again whenever the connection is lost.
 *
 * `patient`: commands wait for the connection. Otherwise they fail while there is none, so that a
 * request does not hang. Throws errors of `node:fs` if a file of `tls` cannot be read.
 */
export function connectRedis(
  { url, tls }: RedisSettings,
  name: string,
  { patient }: { patient: boolean },
): Redis {
  const options: RedisOptions = {
    connectionName: name,
    // BullMQ requires this of connections that block.
    maxRetriesPerRequest: patient ? null : 1,
    enableOfflineQueue: patient,
    connectTimeout: CONNECT_MS,
    keepAlive: KEEP_ALIVE_MS,
    retryStrategy: (tries) => Math.min(100 * 2 ** tries, LONGEST_RECONNECT_MS),
    ...(new URL(url).protocol === "rediss:" && { tls: readCertificates(tls) }),
  };
  const redis = new Redis(url, options);
  // An event without a listener would end the process. The owner reports the state.
  redis.on("error", () => undefined);
  return redis;
}

/**
 * Calls `onAway` when the connection is lost or cannot be made, and `onConnected` when it is there:
 * once for each change, however many tries there are in between. Returns a function that ends this;
 * call it before `disconnect`.
 */
export function watchConnection(
  redis: Redis,
  {
    onAway,
    onConnected = () => undefined,
  }: { onAway: (error: unknown) => void; onConnected?: () => void },
): () => void {
  let isAway = false;
  let cause: unknown;
  // The error comes before the end of the connection, and the end does not name it.
  const noteCause = (error: unknown) => (cause = error);
  const noteEnd = () => {
    // A connection that simply ends is made again; why that fails is known a moment later.
    if (isAway || cause === undefined) return;
    isAway = true;
    onAway(cause);
  };
  const noteReady = () => {
    isAway = false;
    cause = undefined;
    onConnected();
  };
  redis.on("error", noteCause).on("close", noteEnd).on("ready", noteReady);
  return () => void redis.off("error", noteCause).off("close", noteEnd).off("ready", noteReady);
}

/** A command was not even sent. The cause is what `watchConnection` reports. */
export function isUnsent(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.message.startsWith("Stream isn't writeable") ||
      error.message === "Connection is closed.")
  );
}

/** Redis has answered with an error: it is full, or wants another password. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError";
}

function readCertificates({ ca, cert, key }: RedisSettings["tls"]) {
  return {
    ...(ca !== undefined && { ca: readFileSync(ca) }),
    ...(cert !== undefined && { cert: readFileSync(cert) }),
    ...(key !== undefined && { key: readFileSync(key) }),
  };
}

/** Empty if Redis is on this machine. */
export function listExposures(url: string): Exposure[] {
  const { protocol, hostname, password } = new URL(url);
  if (isLoopback(hostname)) return [];
  return [
    ...(password === "" ? (["no-password"] as const) : []),
    ...(protocol === "rediss:" ? [] : (["no-tls"] as const)),
  ];
}

/** For the log: the address without user name and password. */
export function hidePassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
