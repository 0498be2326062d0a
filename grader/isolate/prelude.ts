// What runs first in every isolate, before any code of a pack or a submission.
//
// It makes chance and time repeatable, captures the console, and leaves the host one function.
// Every call of it takes strings and functions of this same isolate, and returns one string,
// whatever happens inside: nothing is ever thrown to the host, and no object ever reaches it. The
// text it returns is
//
//   {"s":"v","v":<encoded value>,"r":["fit","Map"],"c":"console text"}   a value
//   {"s":"t","e":{"name":…,"message":…,"line":…},"r":…,"c":…}            something was thrown
//   {"s":"p","r":["fit","Promise"],"c":…}                                an export returned something that would have to be waited for
//   {"s":"o","c":…}                                                      the output or the console went over its budget
//   {"s":"m","v":["name",…],"x":[["other","function"],…]}                exports that are missing, and those that are there
//   {"s":"x","e":{…}}                                                    V8 does not accept the code
//
// r: the first export that returned something which is no data, and what that was (returned.ts).
//
// Bundled into one script by grader/slots/parent/build-slot-program.ts, and run once, into the
// snapshot from which every isolate starts (isolate.ts); nothing here may be imported by the host at
// run time.

import { NOW_MS, restartChance, seedChance } from "./chance-and-time.ts";
import { BUDGET_SPENT, decode, encode, MAX_DEPTH } from "./codec.ts";
import { beginOutput, sandboxConsole } from "./console.ts";
import { formatValue, GIANT } from "./format.ts";
import type { HostFunction } from "./host-function.ts";
import { isOutputSpent, printedText } from "./printed.ts";
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

// ---- what a program finds besides the language
// -----------------------------------------------------

const { then } = Promise.prototype;
const settled = Promise.resolve();

/**
 * What it does counts as part of the call that asked for it; what it throws ends that call like any
 * error that nothing catches.
 */
function queueMicrotask(callback: unknown): void {
  if (typeof callback !== "function")
    throw new NativeTypeError("queueMicrotask: the callback is not a function");
  void apply(then, settled, [() => void (callback as () => unknown)()]);
}

world["console"] = sandboxConsole;
world["structuredClone"] = structuredClone;
world["queueMicrotask"] = queueMicrotask;
// The same clock as that of Date: it stands still.
world["performance"] = { timeOrigin: NOW_MS, now: () => 0 };

// ---- modules and calls
// -----------------------------------------------------------------------------

type Exports = Record<string, unknown>;

let driver: Exports | undefined;
let code: Exports = {};
let watched: Exports = {};
let isSubmission = false;
let outputBytes = 0;

/** Packs are bundled and submissions may import nothing, so every import is refused. */
function refuseImport(name: unknown): never {
  throw new NativeTypeError(`require("${apply(slice, toText(name), [0, 100])}") is not available`);
}

type ModuleFunction = (
  exports: Exports,
  require: (name: unknown) => never,
  module: { exports: Exports },
) => void;

/**
 * The code as a function. `Function` takes its body as a whole, so no text can close the function
 * and go on outside of it, and V8's complaint stays in here. Its first line is the third of what V8
 * counts.
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

/** Exports that are listed if others are missing, and as much of each name. */
const EXPORTS_TOLD = 50;
const NAME_CHARACTERS = 80;

/**
 * As JSON text, like the missing ones: each name with the type of what it names. A module that is
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

/** As JSON text, put together by hand: a list could be tampered with on its way there. */
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
 * Inputs come from the parent and are what they should be; most hold no tag, and are spared the
 * walk.
 */
function readInput(text: string): unknown {
  return apply(indexOf, text, ['"$', 0]) < 0 ? parse(text) : decode(text);
}

/**
 * The export that returned what is no data in this call, and what that was; with several, the
 * first, but one that may be meant so gives way.
 */
let returnedBy = "";
let returned = "";
let lastCalled = "";
/** Thrown at a driver whose submission would have to be waited for. */
const ASYNCHRONOUS = new NativeTypeError("the submission is asynchronous");

function noteReturned(name: string, oddness: string): void {
  if (returned !== "" && (mayBeMeant(oddness) || !mayBeMeant(returned))) return;
  returnedBy = name;
  returned = oddness;
}

/**
 * What a driver gets of a submission: each export that it may rely on, watched. Anything else is
 * found behind it, as it is.
 */
function watchExports(names: string): Exports {
  const all = create(code) as Exports;
  let from = 0;
  while (from < names.length) {
    let to = apply(indexOf, names, [",", from]);
    if (to < 0) to = names.length;
    const name = apply(slice, names, [from, to]);
    const value = (...args: unknown[]): unknown => {
      // Looked up at each call: an export is a live binding.
      const result = apply(code[name] as () => unknown, code, args);
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

// ---- results
// ---------------------------------------------------------------------------------------

function withConsole(): string {
  const printed = printedText();
  return printed === "" ? "}" : `,"c":${stringify(printed)}}`;
}

function withReturned(): string {
  return returned === "" ? "" : `,"r":[${stringify(returnedBy)},${stringify(returned)}]`;
}

function budget() {
  return { bytes: outputBytes, nodes: outputBytes, depth: MAX_DEPTH };
}

/**
 * Describes a thrown value without trusting any of it; whatever goes wrong on the way is left out.
 */
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

/** Runs `work`; its value, or what stopped it, as text. */
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
  // The driver may return anything.
  if (isAsynchronous(returned)) text = `{"s":"p"${withReturned()}`;
  if (isOutputSpent()) text = '{"s":"o"';
  return text + withConsole();
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
    case "invoke":
      // Pack code only: any export, with a list of arguments.
      return answer(() =>
        apply(code[first] as () => unknown, undefined, decode(second as string) as unknown[]),
      );
  }
};

export default host;
