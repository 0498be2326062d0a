// Why a program of a pack failed, as data: a code, and text that a message quotes. The wording is in
// src/i18n.

import type { CompileProblem } from "../protocol/compile-problem.ts";
import type { CaseOutcome } from "./case-outcome.ts";

type FailureCode =
  /** `detail`: the error. */
  | "threw"
  | "wrong-answer"
  | "time-limit-exceeded"
  | "memory-limit-exceeded"
  | "output-limit-exceeded"
  | "crash"
  | "asynchronous"
  | "not-run"
  /** The process ended; `detail`: the system's reason. */
  | "lost"
  | "no-answer"
  | "stopped"
  /** `detail`: the returned value, which is not valid. */
  | "returned"
  | "no-cases"
  /** `detail`: a generated case without an input. */
  | "no-input"
  /** `detail`: the compiler's message, or its code. */
  | "compile"
  /** `detail`: the names of missing exports. */
  | "exports"
  | "instrumented";

export type Failure = {
  why: FailureCode;
  /** "" for most codes. */
  detail: string;
};

const CODES = {
  time: "time-limit-exceeded",
  memory: "memory-limit-exceeded",
  output: "output-limit-exceeded",
  crash: "crash",
  asynchronous: "asynchronous",
  "not-run": "not-run",
} as const;

export function describeCompileProblem({ code, detail, names }: CompileProblem): Failure {
  if (code === "missing-exports") return { why: "exports", detail: names.join(", ") };
  return { why: "compile", detail: detail === "" ? code : detail };
}

/** Call it for an outcome that is not a valid value. */
export function describeOutcome(outcome: CaseOutcome): Failure {
  if (outcome.kind === "value") return { why: "returned", detail: "" };
  if (outcome.kind !== "threw") return { why: CODES[outcome.kind], detail: "" };
  const { name, message, line } = outcome.thrown;
  return { why: "threw", detail: `${name}: ${message}${line > 0 ? ` (line ${line})` : ""}` };
}
