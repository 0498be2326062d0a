// Server-sent events of one submission: whole snapshots, so that a reader who comes late or again
// has missed nothing; a heartbeat, so that proxies keep the line open; closed once the report is
// there.

import { streamSSE } from "hono/streaming";
import type { AppContext } from "../http/environment.ts";
import { TooManyRequestsError } from "../http/errors.ts";
import { describeFault } from "../log.ts";
import type { AddressReader } from "../http/address.ts";
import type { Logger } from "pino";
import type { ProgressBoard } from "../grading/progress.ts";
import type { StreamPlaces } from "../http/stream-places.ts";
import type { SubmissionServices } from "./submission-services.ts";
import type { SubmissionView } from "../grading/queries.ts";
import { statusFragment } from "./status.tsx";

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2000;
/** After which a reader may try again; meanwhile it asks for the state instead. */
const RETRY_SECONDS = 30;
/** Many changes at once are one to a reader. */
const QUIET_MS = 50;

/** For the page: what its status shows, drawn. */
export function streamStatus(
  services: SubmissionServices,
  c: AppContext,
  submission: SubmissionView,
): Response {
  return streamSnapshots(services, c, submission.id, async () => {
    const { state, html } = await statusFragment(services, c, submission);
    return { state, data: JSON.stringify({ html }) };
  });
}

/**
 * `read`: how it stands now; sent where it differs from what was sent last. Throws 429 if this
 * reader has too many open.
 */
export function streamSnapshots(
  {
    progress,
    log,
    streams,
    addressOf,
  }: { progress: ProgressBoard; log: Logger; streams: StreamPlaces; addressOf: AddressReader },
  c: AppContext,
  submissionId: string,
  read: () => Promise<{ state: "waiting" | "running" | "done"; data: string }>,
): Response {
  // Nobody would read the stream, nor leave it.
  if (c.req.method === "HEAD") return c.body(null, 200, { "content-type": "text/event-stream" });
  const leave = streams.take(c.get("viewer"), addressOf(c));
  if (leave === undefined)
    throw new TooManyRequestsError(RETRY_SECONDS, { key: "submission.tooManyStreams", params: {} });
  c.header("x-accel-buffering", "no");
  return streamSSE(c, async (stream) => {
    let wake: () => void = () => undefined;
    let changed = true;
    const stop = progress.listen(submissionId, () => {
      changed = true;
      wake();
    });
    stream.onAbort(() => wake());
    let shown = "";
    try {
      while (!stream.aborted && !stream.closed) {
        // Not an end: the browser asks again by itself, and there is another server by then.
        if (progress.isClosed)
          return void (await stream.write(`: the server is ending\nretry: ${RECONNECT_MS}\n\n`));
        if (changed) {
          changed = false;
          const { state, data } = await read();
          if (data !== shown) await stream.writeSSE({ event: state, data });
          shown = data;
          if (state === "done") return;
          await stream.sleep(QUIET_MS);
          continue;
        }
        const heard = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(false), HEARTBEAT_MS);
          wake = () => {
            clearTimeout(timer);
            resolve(true);
          };
        });
        if (!heard) await stream.write(": still here\n\n");
      }
    } catch (error) {
      // The reader asks again; what went wrong is none of theirs.
      log.error(
        { requestId: c.get("requestId"), submissionId, error: describeFault(error) },
        "an event stream failed",
      );
    } finally {
      stop();
      leave();
    }
  });
}
