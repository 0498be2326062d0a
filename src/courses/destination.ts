// What a submission sent now would be for: the assignment, or nothing but oneself (before it opens, after it closed, where the course is over), or it is refused, since tries
// without end would tell what hidden tests are made of.

import { dueAtMsFor } from "../gradebook/rules.ts";
import type { Work } from "./assignments.ts";

export type Destination = { kind: "assignment"; id: string } | { kind: "practice" } | { kind: "refused"; why: "overLimit"; limit: number } | { kind: "refused"; why: "tooSoon"; untilMs: number };

export function destinationOf(work: Work | null, nowMs = Date.now()): Destination {
  if (work === null) return { kind: "practice" };
  const { admission, assignment, extension } = work;
  if (assignment.course.archivedAt !== null) return { kind: "practice" };
  switch (admission.kind) {
    case "counts":
      return { kind: "assignment", id: assignment.id };
    case "early":
    case "late":
      return { kind: "practice" };
    case "tooSoon":
      return { kind: "refused", why: "tooSoon", untilMs: admission.untilMs };
    case "overLimit": {
      const dueAtMs = dueAtMsFor(assignment.rules, extension);
      return dueAtMs !== null && nowMs > dueAtMs ? { kind: "practice" } : { kind: "refused", why: "overLimit", limit: admission.limit };
    }
  }
}
