// Something else has written into the keys of BullMQ, so that its commands fail or no job comes out.
// The rows of `jobs` in the database are the truth, so everything in the queue may be deleted: its
// jobs are handed out again.

import type { Redis } from "ioredis";
import type { Keys } from "./messages.ts";
import { isRefusal } from "./redis.ts";

/** Keys that one SCAN looks at. */
const SCAN_COUNT = 1000;

/** A key exists, but with another type or content than its name promises. */
export function isDamage(error: unknown): boolean {
  return (
    isRefusal(error) && /^(WRONGTYPE|ERR (hash )?value is not) /.test((error as Error).message)
  );
}

/** Also deletes the list of workers, which they renew. Throws errors of Redis. */
export async function emptyQueue(
  redis: Redis,
  keys: Keys,
  queue: { name: string; prefix: string },
): Promise<void> {
  const start = `${queue.prefix}:${queue.name}:`;
  const match = `${start.replaceAll(/[*?[\]\\]/g, String.raw`\$&`)}*`;
  for (let cursor = "0"; ;) {
    const [next, found] = await redis.scan(cursor, "MATCH", match, "COUNT", SCAN_COUNT);
    if (found.length > 0) await redis.unlink(found);
    if (next === "0") break;
    cursor = next;
  }
  await redis.del(keys.workers);
}
