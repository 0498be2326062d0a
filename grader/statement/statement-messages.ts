// The messages between the parent and the process that renders statements. The parent is trusted,
// so its messages have types but are not validated. The process reads untrusted texts, so its
// answers are validated on arrival.

import { z } from "zod";
import type { StatementTargets } from "./render-statement.ts";
import { MAX_KNOBS_CHARACTERS } from "./find-knobs.ts";
import { MAX_HTML_CHARACTERS } from "./html-limit.ts";

export interface StatementQuestion {
  text: string;
  targets: StatementTargets;
}

export const statementAnswer = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("rendered"),
    id: z.int().min(0),
    html: z.string().max(MAX_HTML_CHARACTERS),
    knobs: z.string().max(MAX_KNOBS_CHARACTERS).nullable(),
  }),
  z.strictObject({ type: z.literal("failed"), id: z.int().min(0), detail: z.string().max(500) }),
]);
export type StatementAnswer = z.infer<typeof statementAnswer>;
