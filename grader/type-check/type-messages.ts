// What the parent and the process that holds the type checker say to each other. The parent is
// trusted, so questions are only typed; what comes back has been in one process with a stranger's
// text and is checked on arrival.

import { z } from "zod";
import { MAX_TYPE_MESSAGE_CHARACTERS, MAX_TYPE_PROBLEMS } from "./problem-limits.ts";

export interface TypesQuestion {
  type: "check-types";
  source: string;
  /** In JavaScript only syntax errors are found. */
  syntax: "typescript" | "javascript";
  /** Of the messages. */
  language: "zh-CN" | "en";
}

const position = z.int().min(1).max(1e6);
/**
 * Lines and columns count from 1, columns in UTF-16 units, as editors do; the end is the first
 * place behind.
 */
const typeProblem = z.strictObject({
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
  /** TypeScript's number for it. */
  code: z.int().min(0).max(1e6),
  severity: z.enum(["error", "warning"]),
  /** In the language that was asked for. */
  message: z.string().max(MAX_TYPE_MESSAGE_CHARACTERS),
});
export type TypeProblem = z.infer<typeof typeProblem>;

/** null: the type checker gave up on the text, and its process should not be asked again. */
export const typesAnswer = z.strictObject({
  type: z.literal("types-checked"),
  id: z.int().min(0),
  problems: z.array(typeProblem).max(MAX_TYPE_PROBLEMS).nullable(),
});
export type TypesAnswer = z.infer<typeof typesAnswer>;
