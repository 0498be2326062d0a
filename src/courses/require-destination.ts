// The assignment that a submission sent now goes to, or the words in which it is refused.

import type { Language } from "../../grader/index.ts";
import { RefusedError, TooManyRequestsError } from "../http/errors.tsx";
import { formatDate } from "../ui/format.ts";
import type { Work } from "./assignments.ts";
import { destinationOf } from "./destination.ts";

/** null: to try something out. Throws `RefusedError` where no attempt is left, `TooManyRequestsError` where it is too soon. */
export function requireDestination(work: Work | null, language: Language, timeZone: string, nowMs = Date.now()): string | null {
  const destination = destinationOf(work, nowMs);
  if (destination.kind === "assignment") return destination.id;
  if (destination.kind === "practice") return null;
  if (destination.why === "overLimit") throw new RefusedError("attempts-used", { key: "submission.usedUp", params: { count: destination.limit } });
  throw new TooManyRequestsError((destination.untilMs - nowMs) / 1000, { key: "submission.tooSoon", params: { time: formatDate(new Date(destination.untilMs), language, timeZone) } });
}
