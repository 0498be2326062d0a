// Writes a recorded call as code that can be pasted, with the earlier calls whose results it needs:
// predict(fit([[1]], [2]), [[6]]), or several lines if that is longer.

import { Described, isRecord, Reference, type Value } from "../../isolate/codec.ts";
import type { ExerciseManifest } from "../../pack/schema.ts";
import type { RecordedCall } from "../../slots/parent/case-outcome.ts";
import type { Code } from "../../report.ts";
import { type NameResult, writeCode, type WriteValue } from "./write-code.ts";

const LINE_CHARACTERS = 100;

/** `chosen`: an index of `calls`. */
export function writeCalls(
  calls: RecordedCall[],
  chosen: number,
  exports: ExerciseManifest["exports"],
): Code {
  const needed = findNeeded(calls, chosen);
  const nested = writeNested(calls, chosen, needed);
  if (
    nested?.whole !== undefined &&
    nested.whole !== null &&
    nested.whole.length <= LINE_CHARACTERS
  )
    return nested;
  const names = nameResults(calls, needed, exports);
  const writeLine = (i: number, write: WriteValue) => {
    const call = writeOne(calls[i]!, write);
    return names.has(i) ? `const ${names.get(i)} = ${call};` : `${call};`;
  };
  return writeCode(
    (write) => needed.map((i) => writeLine(i, write)).join("\n"),
    (call) => names.get(call) ?? "undefined",
  );
}

/** The names of described values in the calls that are shown. */
export function findDescribed(calls: RecordedCall[], chosen: number): string[] {
  const all = findNeeded(calls, chosen).flatMap((i) => calls[i]!.arguments);
  return [...new Set(all.flatMap((one) => (one instanceof Described ? [one.name] : [])))];
}

/** The calls that `chosen` needs, in order, itself included. */
function findNeeded(calls: RecordedCall[], chosen: number): number[] {
  const needed = new Set<number>();
  const add = (i: number) => {
    if (needed.has(i)) return;
    needed.add(i);
    for (const { call } of findReferences(calls[i]!.arguments)) if (call < i) add(call);
  };
  add(chosen);
  // A call may have changed an earlier result in place; it is unknown which one did.
  if ([...needed].some((i) => calls[i]!.isChanged)) for (let i = 0; i < chosen; i++) add(i);
  return [...needed].toSorted((a, b) => a - b);
}

function findReferences(value: Value): Reference[] {
  if (value instanceof Reference) return [value];
  if (Array.isArray(value)) return value.flatMap(findReferences);
  return isRecord(value) ? Object.values(value).flatMap(findReferences) : [];
}

/** undefined if a result is needed more than once, or a call is needed for its effect. */
function writeNested(calls: RecordedCall[], chosen: number, needed: number[]): Code | undefined {
  const uses = needed.flatMap((i) => findReferences(calls[i]!.arguments)).map(({ call }) => call);
  if (uses.length !== needed.length - 1 || new Set(uses).size !== uses.length) return undefined;
  const nameResult: NameResult = (call, write) => writeOne(calls[call]!, write);
  return writeCode((write) => writeOne(calls[chosen]!, write), nameResult);
}

function writeOne({ name, arguments: args }: RecordedCall, write: WriteValue): string {
  return `${name}(${args.map(write).join(", ")})`;
}

/**
 * A result that is an argument as a whole has the name of that parameter: `model` in
 * `predict(model, X)`. Others are called `result`.
 */
function nameResults(
  calls: RecordedCall[],
  needed: number[],
  exports: ExerciseManifest["exports"],
): Map<number, string> {
  const names = new Map<number, string>();
  const taken = new Set(exports.map(({ name }) => name));
  const add = (call: number, wanted: string) => {
    if (names.has(call)) return;
    let name = wanted;
    for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`;
    taken.add(name);
    names.set(call, name);
  };
  for (const i of needed) {
    const { name, arguments: args } = calls[i]!;
    const signature = exports.find((one) => one.name === name)?.signature ?? "";
    const parameters = readParameterNames(signature);
    for (const [k, argument] of args.entries())
      if (argument instanceof Reference && argument.path.length === 0)
        add(argument.call, parameters[k] ?? "result");
    for (const { call } of findReferences(args)) add(call, "result");
  }
  return names;
}

/** Of a signature such as "(model: Model, X: number[][]) => number[]". */
function readParameterNames(signature: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let isAtName = true;
  for (const [word] of signature.matchAll(/[A-Za-z_$][\w$]*|=>|\S/g)) {
    if (word === "(" || word === "{" || word === "[" || word === "<") depth += 1;
    if (word === ")" || word === "}" || word === "]" || word === ">") depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && word === ",") isAtName = true;
    else if (depth === 1 && isAtName && PARAMETER.test(word)) {
      names.push(word);
      isAtName = false;
    }
  }
  return names;
}

const PARAMETER = /^[A-Za-z_$][\w$]*$/;
