// Waits for a submission to be graded: through the server's events, and by polling if those do not
// arrive.

import { setTimeout as sleep } from "node:timers/promises";
import { type SubmissionAnswer, submissionAnswer } from "../../api/schemas.ts";
import { UsageError } from "../usage-error.ts";
import { MAX_ANSWER_BYTES, formatPlace, describeReason, type ServerClient } from "./client.ts";
import { readEvents, StreamTooLongError } from "./event-stream.ts";
import { OddAnswerError, ServerError, ServerGoneError } from "./server-errors.ts";

export type GradedSubmission = Extract<SubmissionAnswer, { state: "done" }>;

/** The server sends three heartbeats in this time. */
const QUIET_MS = 45_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;
/** A server that restarts is back within this time. */
const PATIENCE_MS = 90_000;

export interface FollowOptions {
  onSnapshot: (snapshot: SubmissionAnswer) => void;
  /** The connection is lost. Waiting continues when the server answers again. */
  onBroken: () => void;
  patienceMs?: number;
}

/**
 * Throws `ServerGoneError` after too long a time without an answer, and the server's own errors.
 */
export async function followSubmission(
  client: ServerClient,
  id: string,
  { onSnapshot, onBroken, patienceMs = PATIENCE_MS }: FollowOptions,
): Promise<GradedSubmission> {
  let heardMs = performance.now();
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    try {
      for await (const snapshot of snapshots(client, id)) {
        heardMs = performance.now();
        pauseMs = FIRST_PAUSE_MS;
        onSnapshot(snapshot);
        if (snapshot.state === "done") return snapshot;
      }
      // The stream was cut off, or something in between holds it back: poll instead.
      const now = await client.get(`/api/v1/submissions/${id}`, submissionAnswer);
      heardMs = performance.now();
      onSnapshot(now);
      if (now.state === "done") return now;
    } catch (error) {
      if (!(error instanceof ServerGoneError) || performance.now() - heardMs > patienceMs)
        throw error;
      onBroken();
    }
    await sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

async function* snapshots(client: ServerClient, id: string): AsyncGenerator<SubmissionAnswer> {
  const { url } = client.server;
  const closing = new AbortController();
  const connecting = setTimeout(
    () => closing.abort(new DOMException("timeout", "TimeoutError")),
    QUIET_MS,
  );
  try {
    const response = await client.open(
      `/api/v1/submissions/${id}/events`,
      "text/event-stream",
      closing.signal,
    );
    clearTimeout(connecting);
    for await (const data of readEvents(
      (response.body ?? []) as AsyncIterable<Uint8Array>,
      MAX_ANSWER_BYTES,
      QUIET_MS,
    ))
      yield parseSnapshot(data, url);
  } catch (error) {
    // This user has too many open streams. Polling still works.
    if (error instanceof ServerError && error.status === 429) return;
    if (error instanceof StreamTooLongError)
      throw new OddAnswerError(url, `> ${MAX_ANSWER_BYTES / 1024} KiB`);
    throw error instanceof UsageError ? error : new ServerGoneError(url, describeReason(error));
  } finally {
    clearTimeout(connecting);
    closing.abort();
  }
}

function parseSnapshot(data: string, url: string): SubmissionAnswer {
  let tree: unknown;
  try {
    tree = JSON.parse(data);
  } catch {
    throw new OddAnswerError(url, "JSON");
  }
  const parsed = submissionAnswer.safeParse(tree);
  if (parsed.success) return parsed.data;
  throw new OddAnswerError(url, formatPlace(parsed.error));
}
