// Reads server-sent events from an answer's body: the complete data of each event. Lines and events
// have a maximum length.

import { setTimeout as sleep } from "node:timers/promises";

export class StreamTooLongError extends Error {}

/**
 * Ends when the stream ends, or when nothing (not even a heartbeat) has arrived for `quietMs`.
 * Throws the errors of reading.
 */
export async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  maxEventBytes: number,
  quietMs: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const chunks = body[Symbol.asyncIterator]();
  let text = "";
  try {
    for (;;) {
      const next = await withinMs(chunks.next(), quietMs);
      if (next === undefined || next.done === true) return;
      text += decoder.decode(next.value, { stream: true });
      const events = text.split(/\r?\n\r?\n/);
      text = events.pop()!;
      if (text.length > maxEventBytes) throw new StreamTooLongError();
      for (const event of events) {
        const data = event
          .split(/\r?\n/)
          .filter((line) => line.startsWith("data:"))
          .map((line) => line.slice("data:".length).replace(/^ /, ""));
        if (data.length > 0) yield data.join("\n");
      }
    }
  } finally {
    // A pending read settles when the connection is closed.
    void Promise.resolve(chunks.return?.()).catch(() => undefined);
  }
}

async function withinMs<T>(promise: Promise<T>, wallTimeMs: number): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, sleep(wallTimeMs, undefined, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
