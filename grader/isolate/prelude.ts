// The first code in every isolate, before any code of a pack or a submission.
//
// It makes random numbers and time repeatable, captures the console, and gives the host one
// function. A call of this function takes strings, and functions of the same isolate, and always
// returns one string: nothing is ever thrown to the host, and no object ever reaches it. The
// returned text is
//
//   {"s":"v","v":<encoded value>,"r":["fit","Map"],"c":"console text"}   a value
//   {"s":"t","e":{"name":…,"message":…,"line":…},"r":…,"c":…}   something was thrown
//   {"s":"p","r":["fit","Promise"],"c":…}   an export returned a promise, which nothing waits for
//   {"s":"o","c":…}   the output or the console exceeded its budget
//   {"s":"m","v":["name",…],"x":[["other","function"],…]}   missing exports, and existing ones
//   {"s":"x","e":{…}}   V8 does not accept the code
//   {"s":"l"}           the host has stopped a recorded case
//
// A recorded case has its calls too: "k":[…] (record-calls.ts).
//
// r: the first export that returned a value that is not data, and its kind (returned.ts).
//
// grader/slots/parent/build-slot-program.ts bundles it into one script, which runs once to create
// the snapshot from which every isolate starts (isolate.ts). The host must not import this file at
// run time.
//
// The loaded code and what it returned are variables of this file that almost every function uses,
// so they stay together in one long file.

import { NOW_MS, restartChance, seedChance } from "./chance-and-time.ts";
import { BUDGET_SPENT, decode, encode, MAX_DEPTH } from "./codec.ts";
import { beginOutput, sandboxConsole } from "./console.ts";
import { formatValue, GIANT } from "./format.ts";
import type { HostFunction } from "./host-function.ts";
import { isOutputSpent, readPrinted } from "./printed.ts";
import {
  type Describe,
  recordCall,
  recordResult,
  recordThrown,
  startRecording,
  stopRecording,
} from "./record-calls.ts";
import { isAsynchronous, mayBeMeant, findOddness } from "./returned.ts";
import { structuredClone } from "./structured-clone.ts";

const { parse, stringify } = JSON;
const { apply } = Reflect;
const { create, defineProperty, keys } = Object;
const { slice, indexOf } = String.prototype;
const { exec } = RegExp.prototype;
const toText = String;
const NativeTypeError = TypeError;
const NativeFunction = Function;

const world = globalThis as Record<string, unknown>;

// ---- globals besides the language --------------------------------------------------------------

const { then } = Promise.prototype;
const settled = Promise.resolve();

/**
 * The callback counts as part of the call that scheduled it. An error in it ends that call, like
 * any uncaught error.
 */
function queueMicrotask(callback: unknown): void {
  if (typeof callback !== "function")
    throw new NativeTypeError("queueMicrotask: the callback is not a function");
  void apply(then, settled, [() => void (callback as () => unknown)()]);
}

world["console"] = sandboxConsole;
world["structuredClone"] = structuredClone;
world["queueMicrotask"] = queueMicrotask;
// The same frozen clock as that of Date.
world["performance"] = { timeOrigin: NOW_MS, now: () => 0 };

// ---- modules and calls -------------------------------------------------------------------------
type Exports = Record<string, unknown>;

let driver: Exports | undefined;
let code: Exports = {};
let watched: Exports = {};
let isSubmission = false;
let outputBytes = 0;

/** Packs are bundled and submissions must not import anything, so every import is refused. */
function refuseImport(name: unknown): never {
  throw new NativeTypeError(`require("${apply(slice, toText(name), [0, 100])}") is not available`);
}

type ModuleFunction = (
  exports: Exports,
  require: (name: unknown) => never,
  module: { exports: Exports },
) => void;

/**
 * Compiles the code as a function. `Function` parses its body separately, so no text can close the
 * function and continue outside it, and V8's syntax error stays inside the isolate. The code's
 * first line is line 3 for V8.
 */
function compile(text: string, fileName: string): ModuleFunction {
  return new NativeFunction(
    "exports",
    "require",
    "module",
    `"use strict";${text}\n//# sourceURL=${fileName}`,
  ) as ModuleFunction;
}

const LINES_BEFORE = 2;

function load(moduleFunction: ModuleFunction): Exports {
  const module = { exports: {} as Exports };
  moduleFunction(module.exports, refuseImport, module);
  return module.exports;
}

/**
 * The most exports that are listed if others are missing, and the most characters of each name.
 */
const EXPORTS_TOLD = 50;
const NAME_CHARACTERS = 80;

/**
 * As JSON text, like the missing exports: each name with the type of its value. A module that is
 * itself a function has the name "".
 */
function presentExports(): string {
  if (typeof code !== "object" || code === null) return `["",${stringify(typeof code)}]`;
  let present = "";
  const names = keys(code);
  for (let i = 0; i < names.length && i < EXPORTS_TOLD; i++) {
    const name = names[i]!;
    if (name.length > NAME_CHARACTERS) continue;
    let type = "undefined";
    try {
      type = typeof code[name];
    } catch {
      // A getter that throws.
    }
    present += `${present === "" ? "" : ","}[${stringify(name)},"${type}"]`;
  }
  return present;
}

/** JSON text, concatenated by hand, because a submission could tamper with an array. */
function missingExports(names: string): string {
  let missing = "";
  let from = 0;
  while (from < names.length) {
    let to = apply(indexOf, names, [",", from]);
    if (to < 0) to = names.length;
    const name = apply(slice, names, [from, to]);
    if (code === null || code === undefined || typeof code[name] !== "function")
      missing += `${missing === "" ? "" : ","}${stringify(name)}`;
    from = to + 1;
  }
  return missing;
}

/**
 * Inputs come from the parent and are valid. Most contain no tag, so they need no decoding beyond
 * JSON.parse.
 */
function readInput(text: string): unknown {
  return apply(indexOf, text, ['"$', 0]) < 0 ? parse(text) : decode(text);
}

/**
 * The export that returned a value that is not data in this call, and its kind. If there are
 * several: the first, but one whose kind may be intended only if there is no other.
 */
let returnedBy = "";
let returned = "";
let lastCalled = "";
/** Thrown into the driver if the submission returned a promise or the like. */
const ASYNCHRONOUS = new NativeTypeError("the submission is asynchronous");

function noteReturned(name: string, oddness: string): void {
  if (returned !== "" && (mayBeMeant(oddness) || !mayBeMeant(returned))) return;
  returnedBy = name;
  returned = oddness;
}

/**
 * The submission as the driver sees it: the exports that the manifest names are wrapped, so that
 * their results are inspected. All other exports are inherited unchanged.
 */
function watchExports(names: string): Exports {
  const all = create(code) as Exports;
  let from = 0;
  while (from < names.length) {
    let to = apply(indexOf, names, [",", from]);
    if (to < 0) to = names.length;
    const name = apply(slice, names, [from, to]);
    const value = (...args: unknown[]): unknown => {
      recordCall(name, args);
      let result: unknown;
      try {
        // Read at each call, because an export is a live binding.
        result = apply(code[name] as () => unknown, code, args);
      } catch (thrown) {
        recordThrown();
        throw thrown;
      }
      recordResult(result);
      lastCalled = name;
      const oddness = findOddness(result);
      if (oddness !== "") noteReturned(name, oddness);
      if (isAsynchronous(returned)) throw ASYNCHRONOUS;
      return result;
    };
    defineProperty(all, name, {
      __proto__: null,
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    } as PropertyDescriptor);
    from = to + 1;
  }
  return all;
}

function callCode(input: unknown, firstExport: string): unknown {
  if (driver !== undefined)
    return (driver["default"] as (code: Exports, input: unknown) => unknown)(watched, input);
  return (watched[firstExport] as (input: unknown) => unknown)(input);
}

// ---- results -----------------------------------------------------------------------------------
function withConsole(): string {
  const printed = readPrinted();
  return printed === "" ? "}" : `,"c":${stringify(printed)}}`;
}

function withReturned(): string {
  return returned === "" ? "" : `,"r":[${stringify(returnedBy)},${stringify(returned)}]`;
}

function withCalls(recorded: string): string {
  return recorded === "" ? "" : `,"k":${recorded}`;
}

function budget() {
  return { bytes: outputBytes, nodes: outputBytes, depth: MAX_DEPTH };
}

/** Describes a thrown value without trusting it. Parts that cannot be read are left out. */
function describeThrown(thrown: unknown): string {
  let name = "";
  let message = "";
  let line = 0;
  try {
    if (typeof thrown === "object" && thrown !== null && "message" in thrown) {
      const error = thrown as Error;
      name = head(error.name, 80);
      message = head(error.message, 1000);
      const stack = head(error.stack, 4000);
      line = findLine(stack);
      if (line === 0 && lastCalled !== "" && apply(exec, inDriver, [stack]) !== null)
        noteReturned(lastCalled, "unusable");
    } else {
      message = formatValue(thrown, 1000);
    }
  } catch {
    name = "";
    message = "";
  }
  return `{"name":${stringify(name)},"message":${stringify(message)},"line":${line}}`;
}

const inSubmission = /\bsubmission\.[tj]s:(\d+)/;
const inPack = /\b(?:reference|driver|generator|checker)\.[tj]s:(\d+)/;
const inDriver = /\bdriver\.ts:\d/;

function head(value: unknown, characters: number): string {
  const text = toText(value);
  if (text.length > GIANT) return `<text of ${text.length} characters>`;
  return apply(slice, text, [0, characters]);
}

function findLine(stack: string): number {
  const match = apply(exec, isSubmission ? inSubmission : inPack, [stack]);
  const line = match === null ? 0 : +match[1]! - LINES_BEFORE;
  return line > 0 && line < 1_000_000 ? line : 0;
}

/** Runs `work`, and returns its value, or what stopped it, as text. */
function answer(work: () => unknown): string {
  beginOutput(outputBytes);
  returnedBy = "";
  returned = "";
  lastCalled = "";
  let text: string;
  try {
    text = `{"s":"v","v":${encode(work(), budget())}${withReturned()}`;
  } catch (thrown) {
    text =
      thrown === BUDGET_SPENT
        ? '{"s":"o"'
        : `{"s":"t","e":${describeThrown(thrown)}${withReturned()}`;
  }
  // The driver may return any value.
  if (isAsynchronous(returned)) text = `{"s":"p"${withReturned()}`;
  if (isOutputSpent()) text = '{"s":"o"';
  return text + withCalls(stopRecording()) + withConsole();
}

const host: HostFunction = (operation, first, second, third) => {
  switch (operation) {
    case "begin":
      seedChance(+first);
      outputBytes = +(second as string);
      return "";
    case "driver":
      return answer(() => {
        driver = load(compile(first, "driver.ts"));
        if (typeof driver["default"] !== "function")
          throw new NativeTypeError("the driver has no default export that is a function");
        return null;
      });
    case "code": {
      let moduleFunction: ModuleFunction;
      isSubmission = apply(indexOf, second!, ["submission."]) === 0;
      try {
        moduleFunction = compile(first, second!);
      } catch (problem) {
        return `{"s":"x","e":${describeThrown(problem)}}`;
      }
      let missing = "";
      const text = answer(() => {
        code = load(moduleFunction);
        missing = missingExports(third!);
        if (missing === "" && third !== "") watched = watchExports(third!);
        return null;
      });
      return missing === "" ? text : `{"s":"m","v":[${missing}],"x":[${presentExports()}]}`;
    }
    case "case":
      restartChance();
      return answer(() => callCode(readInput(first), second as string));
    case "record":
      restartChance();
      return answer(() => {
        startRecording(driver?.["describe"] as Describe | undefined);
        return callCode(readInput(first), second as string);
      });
    case "calls":
      return `{"s":"l"${withCalls(stopRecording())}}`;
    case "invoke":
      // Pack code only: any export, with a list of arguments.
      return answer(() =>
        apply(code[first] as () => unknown, undefined, decode(second as string) as unknown[]),
      );
  }
};

export default host;
