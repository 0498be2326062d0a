// When a score that could not be sent is tried again, and when a platform's other scores wait with
// it.

import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../durations.ts";
import type { ServiceError } from "../call-service.ts";

/** The delay after the first try, the second …: for seven days. */
const RETRY_AFTER_MS: readonly number[] = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  ...Array.from({ length: 28 }, () => 6 * HOUR_MS),
];
/** Staff may wait at the page. */
const MAX_PAUSE_MS = 30 * MINUTE_MS;
const MAX_RETRY_AFTER_MS = DAY_MS;
/**
 * A platform that has a later score is asked again a few times: its clock may be ahead of ours.
 */
const MAX_TRIES_WHEN_LATER = 4;

/** null: it is not tried again. `tries`: those before. */
export function chooseRetry(failure: ServiceError, tries: number): number | null {
  const { code, isTemporary, retryAfterMs } = failure;
  const isTried =
    isTemporary || code === "token" || (code === "409" && tries + 1 < MAX_TRIES_WHEN_LATER);
  const usual = RETRY_AFTER_MS[tries];
  if (!isTried || usual === undefined) return null;
  return retryAfterMs === null ? usual : Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
}

/** The platform as a whole does not answer, or will refuse every request. */
export function isOfPlatform({ code, isTemporary }: ServiceError): boolean {
  return (
    code === "token" ||
    (isTemporary && ["unreachable", "403", "429", "502", "503", "504"].includes(code))
  );
}

/** How long it is left alone. `failures`: those before, in a row. */
export function choosePause({ retryAfterMs }: ServiceError, failures: number): number {
  const usual = Math.min(RETRY_AFTER_MS[failures] ?? MAX_PAUSE_MS, MAX_PAUSE_MS);
  return retryAfterMs === null ? usual : Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
}
