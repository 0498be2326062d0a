// What the parent and the process that renders statements say to each other. Parent to process is
// trusted and only typed; what comes back has been in one process with a stranger's text, so it is
// checked on arrival.

import { z } from "zod";
import type { StatementTargets } from "./render-statement.ts";
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
  }),
  z.strictObject({ type: z.literal("failed"), id: z.int().min(0), detail: z.string().max(500) }),
]);
export type StatementAnswer = z.infer<typeof statementAnswer>;
