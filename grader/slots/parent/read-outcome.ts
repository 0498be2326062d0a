// Reads a slot's answer about one step. The program may have changed the text, so a text that does
// not have the prelude's format counts as the program's error.

import { revive } from "../../isolate/codec.ts";
import type { CompileProblem } from "../protocol/compile-problem.ts";
import { findReturnedKind, type Returned } from "../../returned-kind.ts";
import type { Outcome } from "../protocol/slot-messages.ts";
import type { CaseOutcome, RecordedCall, Thrown } from "./case-outcome.ts";

/**
 * Converts the prelude's text (see grader/isolate/prelude.ts) to an outcome. A text in any other
 * format counts as the program's error.
 */
export function readOutcome(outcome: Outcome, cpuFactor: number, exports: string[]): CaseOutcome {
  const cpuTimeMs = outcome.cpuTimeMs / cpuFactor;
  if ("limit" in outcome)
    return { kind: outcome.limit === "wall" ? "time" : outcome.limit, console: "", cpuTimeMs };
  try {
    const answer = JSON.parse(outcome.text) as {
      s?: unknown;
      v?: unknown;
      e?: Partial<Thrown>;
      r?: unknown;
      c?: unknown;
      k?: unknown;
    };
    const console = typeof answer.c === "string" ? answer.c : "";
    const returned = readReturned(answer.r, exports);
    const calls = answer.k === undefined ? undefined : readCalls(answer.k, exports);
    if (answer.s === "v")
      return { kind: "value", value: revive(answer.v), returned, calls, console, cpuTimeMs };
    if (answer.s === "o") return { kind: "output", calls, console, cpuTimeMs };
    if (answer.s === "l") return { kind: "time", calls, console, cpuTimeMs };
    if (answer.s === "p")
      return {
        kind: "asynchronous",
        returned: returned ?? { name: exports[0] ?? "", kind: "promise" },
        calls,
        console,
        cpuTimeMs,
      };
    const { name, message, line } = answer.e ?? {};
    return {
      kind: "threw",
      thrown: {
        name: asText(name),
        message: asText(message),
        line: Number.isInteger(line) && line! > 0 ? line! : 0,
      },
      returned,
      calls,
      console,
      cpuTimeMs,
    };
  } catch {
    return { kind: "crash", console: "", cpuTimeMs };
  }
}

/** undefined if the program has changed the text. */
function readCalls(list: unknown, exports: string[]): RecordedCall[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const calls: RecordedCall[] = [];
  for (const item of list as Partial<Record<"f" | "a" | "r" | "t" | "m", unknown>>[]) {
    const name = exports.find((one) => one === item.f);
    const args = revive(item.a);
    if (name === undefined || !Array.isArray(args)) return undefined;
    const result = "r" in item ? { value: revive(item.r) } : undefined;
    calls.push({ name, arguments: args, result, isChanged: item.m === 1 });
  }
  return calls;
}

/** Accepts only exports of the manifest, and labels that have a text. */
function readReturned(pair: unknown, exports: string[]): Returned | undefined {
  if (!Array.isArray(pair)) return undefined;
  const [name, label] = pair as unknown[];
  const kind = typeof label === "string" ? findReturnedKind(label) : undefined;
  return typeof name === "string" && exports.includes(name) && kind !== undefined
    ? { name, kind }
    : undefined;
}

/** Accepts only names of the manifest, because the program may have changed the text. */
export function findMissingExports(load: Outcome, wanted: string[]): string[] {
  if (!("text" in load) || !load.text.startsWith('{"s":"m"')) return [];
  try {
    const { v } = JSON.parse(load.text) as { v: unknown };
    const names = wanted.filter((name) => Array.isArray(v) && v.includes(name));
    return names.length > 0 ? names : wanted.slice(0, 1);
  } catch {
    return wanted.slice(0, 1);
  }
}

const MAX_EXPORTED = 50;

/** The existing exports. They only select a text. */
export function listPresentExports(load: Outcome): CompileProblem["exported"] {
  try {
    const { x } = JSON.parse("text" in load ? load.text : "{}") as { x?: unknown };
    const pairs: unknown[] = Array.isArray(x) ? x.slice(0, MAX_EXPORTED) : [];
    return pairs.flatMap((pair) => {
      const [name, type] = Array.isArray(pair) ? (pair as unknown[]) : [];
      return typeof name === "string" && typeof type === "string"
        ? [[name.slice(0, 100), type.slice(0, 20)]]
        : [];
    });
  } catch {
    return [];
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 1000) : "";
}
