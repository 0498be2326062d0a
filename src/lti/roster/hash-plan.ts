// Names a plan by what it does, so that staff confirm what they have seen and nothing else.

import { createHash } from "node:crypto";
import type { RosterPlan } from "./plan-members.ts";

export function hashPlan({ lines }: RosterPlan): string {
  const parts = lines.map(({ kind, subject, userId, role, section }) =>
    JSON.stringify([kind, subject, userId, role, section]),
  );
  return createHash("sha256").update(parts.toSorted().join("\n")).digest("hex");
}
