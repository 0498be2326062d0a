// The messages between the parent and the type checker's process. The parent is trusted, so its
// requests have types but are not validated. The process reads untrusted texts, so its answers are
// validated on arrival.

import { z } from "zod";
import {
  MAX_COMPLETIONS,
  MAX_DESCRIPTION_CHARACTERS,
  MAX_DETAIL_CHARACTERS,
  MAX_NAME_CHARACTERS,
  MAX_TYPE_MESSAGE_CHARACTERS,
  MAX_TYPE_PROBLEMS,
} from "./answer-limits.ts";

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

// ---- questions of an editor --------------------------------------------------------------------
/**
 * completion: the names that fit at the place. name: what the name there is. call: the signature of
 * the call around it.
 */
export const ASSIST_KINDS = ["completion", "name", "call"] as const;
export type AssistKind = (typeof ASSIST_KINDS)[number];

export interface AssistQuestion {
  type: "assist-code";
  about: AssistKind;
  source: string;
  syntax: TypesQuestion["syntax"];
  /** In UTF-16 units from the start of the text. */
  offset: number;
  /** Of this machine. TypeScript is stopped when it has used it, and answers null. */
  cpuTimeMs: number;
}

const offset = z.int().min(0).max(1e6);
const place = z.strictObject({ from: offset, to: offset });
const completion = z.strictObject({
  name: z.string().max(MAX_NAME_CHARACTERS),
  kind: z.enum([
    "function",
    "method",
    "property",
    "variable",
    "class",
    "interface",
    "type",
    "enum",
    "namespace",
  ]),
  /** It is declared nearby, or is a member of what stands before the dot. */
  isNear: z.boolean(),
  /** Its type; null for a type, or if the time was short. */
  detail: z.string().max(MAX_DETAIL_CHARACTERS).nullable(),
});
export type Completion = z.infer<typeof completion>;
export type CompletionKind = Completion["kind"];

const callDescription = z.strictObject({
  /** The signature. */
  text: z.string().max(MAX_DESCRIPTION_CHARACTERS),
  /** The place of the parameter in it; null if there is none there. */
  active: place.nullable(),
});
export type CallDescription = z.infer<typeof callDescription>;

/** null: there is nothing to say at that place, or it would have taken too long. */
export const assistAnswer = z
  .discriminatedUnion("about", [
    z.strictObject({
      about: z.literal("completion"),
      /** The start of what is typed already. */
      from: offset,
      options: z.array(completion).max(MAX_COMPLETIONS),
    }),
    place.extend({
      about: z.literal("name"),
      text: z.string().max(MAX_DESCRIPTION_CHARACTERS),
    }),
    callDescription.extend({ about: z.literal("call") }),
  ])
  .nullable();
export type AssistAnswer = z.infer<typeof assistAnswer>;

// ---- the answers of the process ----------------------------------------------------------------
const id = z.int().min(0);

export const typesAnswer = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("types-checked"),
    id,
    problems: z.array(typeProblem).max(MAX_TYPE_PROBLEMS),
  }),
  z.strictObject({ type: z.literal("code-assisted"), id, answer: assistAnswer }),
  /** The type checker gave up on the text, and its process should not be used again. */
  z.strictObject({ type: z.literal("gave-up"), id }),
]);
export type TypesAnswer = z.infer<typeof typesAnswer>;
