// Takes the result of a job out of Redis. It may be missing, too large or invalid.

import type { Redis } from "ioredis";
import {
  type Keys,
  MAX_RESULT_BYTES,
  parseMessage,
  resultMessage,
  type WorkResult,
} from "./messages.ts";

/** undefined if there is none (yet); "invalid" if it is not a result of this job. Throws errors of Redis. */
export async function takeResult(
  redis: Redis,
  keys: Keys,
  job: string,
): Promise<WorkResult | "invalid" | undefined> {
  const key = keys.result(job);
  const bytes = await redis.strlen(key);
  if (bytes === 0) return undefined;
  if (bytes > MAX_RESULT_BYTES) {
    await redis.del(key);
    return "invalid";
  }
  const text = await redis.getdel(key);
  if (text === null) return undefined;
  const message = parseMessage(resultMessage, text, MAX_RESULT_BYTES);
  return message?.job === job ? message.result : "invalid";
}
