// Writes down the calls of a submission's exports during one case, so that a report can show them
// as code. Runs inside the isolate, beside code that may have patched every builtin.
//
// An argument is written before the call, because a submission may change it in place, and a result
// right after it. An argument that an earlier call returned, or a part of it, is written as a
// reference to that call. Only text leaves the isolate:
//
//   [{"f":"fit","a":[<encoded>,…],"r":<encoded>},{"f":"predict","a":[{"$r":[0]},…],"t":1},…]
//
// r: the result. t: it threw, or was stopped. m: an earlier result was changed in place since it was returned.

import { BUDGET_SPENT, encode, MAX_DEPTH } from "./codec.ts";

const { stringify } = JSON;
const { isArray } = Array;
const { keys } = Object;
const { apply } = Reflect;
const { toString: objectToString } = Object.prototype;
const { slice } = String.prototype;
const NativeMap = Map;
const { get: mapGet, set: mapSet } = Map.prototype;

/** Of all calls together. With more, none is shown. */
const MAX_BYTES = 256 * 1024;
const MAX_RESULT_BYTES = 64 * 1024;
const MAX_NODES = 50_000;
/** How many values of all results are looked at, to find them again in later arguments. */
const MAX_PARTS = 10_000;
const MAX_LEVELS = 4;

/** Names an argument that has no data form, or is too long to read. Part of a pack's driver. */
export type Describe = (value: unknown) => unknown;

let isRecording = false;
let describe: Describe | undefined;
let text = "";
let count = 0;
let bytesLeft = 0;
let isOver = false;
/** Calls may be nested if a driver's callback calls an export. Only outer ones are recorded. */
let depth = 0;
let partsLeft = 0;
/** What each call returned, by its number, and the text of that at the time. */
let results: Map<unknown, { value: unknown; text: string }> = new NativeMap();
/** Where an object was returned. */
let parts: Map<unknown, Part> = new NativeMap();

interface Part {
  call: number;
  /** The number of the call, then the keys, as JSON: `0,"weights",3`. */
  path: string;
}

export function startRecording(describeBy: Describe | undefined): void {
  isRecording = true;
  describe = describeBy;
  text = "";
  count = 0;
  bytesLeft = MAX_BYTES;
  isOver = false;
  depth = 0;
  partsLeft = MAX_PARTS;
  results = new NativeMap();
  parts = new NativeMap();
}

/** The recorded calls as JSON text; "" if nothing was recorded, or too much. */
export function stopRecording(): string {
  if (!isRecording) return "";
  isRecording = false;
  // The host has stopped it.
  if (depth > 0) add(',"t":1}');
  return isOver ? "" : `[${text}]`;
}

/** Call before an export is called; afterwards call `recordResult` or `recordThrown`. */
export function recordCall(name: string, args: unknown[]): void {
  if (!isRecording || (depth += 1) > 1) return;
  let isChanged = false;
  let written = "";
  for (let i = 0; i < args.length; i++) {
    const item = args[i];
    const replace = (value: object): string => {
      const part = apply(mapGet, parts, [value]) as Part | undefined;
      // Only whole arguments are described.
      if (part === undefined) return value === item ? describeValue(value) : "";
      const result = apply(mapGet, results, [part.call]) as { value: unknown; text: string };
      if (writeResult(result.value) !== result.text) isChanged = true;
      return `{"$r":[${part.path}]}`;
    };
    written += `${i === 0 ? "" : ","}${writeValue(item, replace)}`;
  }
  add(
    `${count === 0 ? "" : ","}{"f":${stringify(name)},"a":[${written}]${isChanged ? ',"m":1' : ""}`,
  );
}

/** Call with what the export returned, before anything else reads it. */
export function recordResult(result: unknown): void {
  if (!isRecording || (depth -= 1) > 0) return;
  const text = writeResult(result);
  add(`,"r":${text}}`);
  try {
    if (!isOver && isObject(result)) {
      apply(mapSet, results, [count, { value: result, text }]);
      rememberParts({ call: count, path: `${count}` }, result, 0);
    }
  } catch {
    isOver = true;
  }
  count += 1;
}

export function recordThrown(): void {
  if (!isRecording || (depth -= 1) > 0) return;
  add(',"t":1}');
  count += 1;
}

function add(more: string): void {
  bytesLeft -= more.length;
  if (bytesLeft < 0) isOver = true;
  if (!isOver) text += more;
}

/** An argument that cannot be read, or is too large, ends the recording. */
function writeValue(value: unknown, replace?: (item: object) => string): string {
  if (isOver) return "null";
  try {
    return encode(value, { bytes: bytesLeft, nodes: MAX_NODES, depth: MAX_DEPTH }, replace);
  } catch {
    isOver = true;
    return "null";
  }
}

/** A result that is too large to be shown is left out. */
function writeResult(value: unknown): string {
  if (isOver) return "null";
  const bytes = bytesLeft < MAX_RESULT_BYTES ? bytesLeft : MAX_RESULT_BYTES;
  try {
    return encode(value, { bytes, nodes: MAX_NODES, depth: MAX_DEPTH });
  } catch (thrown) {
    if (thrown === BUDGET_SPENT) return '{"$x":"large"}';
    isOver = true;
    return "null";
  }
}

function describeValue(value: object): string {
  const name = describe?.(value);
  return typeof name === "string" && name !== "" ? `{"$d":${stringify(name)}}` : "";
}

/** If several calls returned an object, later arguments refer to the latest. */
function rememberParts(at: Part, value: object, level: number): void {
  apply(mapSet, parts, [value, at]);
  if (level >= MAX_LEVELS || typeof value === "function") return;
  if (isArray(value)) {
    for (let i = 0; i < value.length && --partsLeft >= 0; i++) {
      const item: unknown = value[i];
      if (isObject(item))
        rememberParts({ call: at.call, path: `${at.path},${i}` }, item, level + 1);
    }
  } else if (apply(slice, apply(objectToString, value, []), [8, -1]) === "Object") {
    const names = keys(value);
    for (let i = 0; i < names.length && --partsLeft >= 0; i++) {
      const field = (value as Record<string, unknown>)[names[i]!];
      if (isObject(field))
        rememberParts(
          { call: at.call, path: `${at.path},${stringify(names[i])}` },
          field,
          level + 1,
        );
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}
