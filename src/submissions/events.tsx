// Server-sent events of one submission. Each event is a complete snapshot, so a reader who connects
// late or again misses nothing. A heartbeat keeps the connection open through proxies. The stream
// ends when the report is ready.

import { streamSSE } from "hono/streaming";
import type { AppContext } from "../http/environment.ts";
import { TooManyRequestsError } from "../http/errors.ts";
import { describeErrorForLog } from "../log.ts";
import type { AddressReader } from "../http/address.ts";
import type { Logger } from "pino";
import type { ShownProgress } from "../grading/progress.ts";
import type { StreamPlaces } from "../http/stream-places.ts";
import type { SubmissionServices } from "./submission-services.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import type { StatusProps } from "./status-view.tsx";
import { readStatusProps, renderStatusFragment } from "./status.tsx";

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2000;
/** A refused reader may try again after this time; meanwhile it polls. */
const RETRY_SECONDS = 30;
/** Groups that finish within this time are sent together. */
const QUIET_MS = 50;

/** For the page: the HTML of its status. */
export function streamStatus(
  services: SubmissionServices,
  c: AppContext,
  submission: SubmissionView,
): Response {
  let last: StatusProps | undefined;
  return streamSnapshots(services, c, submission.id, async () => {
    last = await readStatusProps(services, c, submission, { last });
    const { state, html } = renderStatusFragment(last);
    return { state, data: JSON.stringify({ html }) };
  });
}

/**
 * `read`: returns the current state, which is sent if it differs from the last one. Throws 429 if
 * this reader has too many open streams.
 */
export function streamSnapshots(
  {
    progress,
    log,
    streams,
    addressOf,
  }: { progress: ShownProgress; log: Logger; streams: StreamPlaces; addressOf: AddressReader },
  c: AppContext,
  submissionId: string,
  read: () => Promise<{ state: "waiting" | "running" | "done"; data: string }>,
): Response {
  // The client would neither read the stream nor close it.
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
    // The page already shows that it is being graded, and most are graded within this time. The
    // report is not delayed.
    const waitForMore = () =>
      new Promise<void>((resolve) => {
        const isOver = () =>
          stream.aborted || progress.isClosed || !progress.isRunning(submissionId);
        if (isOver()) return resolve();
        const timer = setTimeout(resolve, QUIET_MS);
        wake = () => {
          if (!isOver()) return;
          clearTimeout(timer);
          resolve();
        };
      });
    let shown = "";
    try {
      while (!stream.aborted && !stream.closed) {
        // The server is stopping: the browser reconnects by itself, and then reaches the new
        // server.
        if (progress.isClosed)
          return void (await stream.write(`: the server is ending\nretry: ${RECONNECT_MS}\n\n`));
        if (changed) {
          await waitForMore();
          if (stream.aborted || progress.isClosed) continue;
          changed = false;
          const { state, data } = await read();
          if (data !== shown) await stream.writeSSE({ event: state, data });
          shown = data;
          if (state === "done") return;
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
      // The reader reconnects; the error does not concern them.
      log.error(
        { requestId: c.get("requestId"), submissionId, error: describeErrorForLog(error) },
        "an event stream failed",
      );
    } finally {
      stop();
      leave();
    }
  });
}
