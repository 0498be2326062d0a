// The messages between the parent and the type checker's process. The parent is trusted, so its
// requests have types but are not validated. The process reads untrusted texts, so its answers are
// validated on arrival.

import { z } from "zod";
import { MAX_TYPE_MESSAGE_CHARACTERS, MAX_TYPE_PROBLEMS } from "./problem-limits.ts";

export interface TypesQuestion {
  type: "check-types";
  source: string;
  /** For JavaScript, only syntax errors are reported. */
  syntax: "typescript" | "javascript";
  /** The language of the messages. */
  language: "zh-CN" | "en";
}

const position = z.int().min(1).max(1e6);
/**
 * Lines and columns count from 1, columns in UTF-16 units, as in editors. The end is exclusive.
 */
const typeProblem = z.strictObject({
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
  /** TypeScript's error number. */
  code: z.int().min(0).max(1e6),
  severity: z.enum(["error", "warning"]),
  /** In the requested language. */
  message: z.string().max(MAX_TYPE_MESSAGE_CHARACTERS),
});
export type TypeProblem = z.infer<typeof typeProblem>;

/** null: the type checker gave up on the text, and its process should not be used again. */
export const typesAnswer = z.strictObject({
  type: z.literal("types-checked"),
  id: z.int().min(0),
  problems: z.array(typeProblem).max(MAX_TYPE_PROBLEMS).nullable(),
});
export type TypesAnswer = z.infer<typeof typesAnswer>;
