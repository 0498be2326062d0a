// What runs first in every isolate, before any code of a pack or a submission.
//
// It makes chance and time repeatable, captures the console, and leaves the host one function. Every call of it takes strings and functions of this same
// isolate, and returns one string, whatever happens inside: nothing is ever thrown to the host, and no
// object ever reaches it. The text it returns is
//
//   {"s":"v","v":<encoded value>,"c":"console text"}      a value
//   {"s":"t","e":{"name":…,"message":…,"line":…},"c":…}   something was thrown
//   {"s":"o","c":…}                                       the output or the console went over its budget
//   {"s":"m","v":["name",…]}                              exports that are missing
//   {"s":"x","e":{…}}                                     V8 does not accept the code
//
// Bundled into one script by grader/slots/build.ts, and run once, into the snapshot from which every isolate starts
// (isolate.ts); nothing here may be imported by the host at run time.

import { BUDGET_SPENT, decode, encode, MAX_DEPTH } from "./codec.ts";
import { formatValue, GIANT } from "./format.ts";
import type { HostFunction } from "./host-function.ts";

const { parse, stringify } = JSON;
const { apply, construct } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { slice, indexOf } = String.prototype;
const { exec } = RegExp.prototype;
const toText = String;
const NativeTypeError = TypeError;
const NativeFunction = Function;

const world = globalThis as Record<string, unknown>;

// ---- chance and time -------------------------------------------------------------------------------

let seed = 1;
let randomState = 1;

/** Marsaglia's xorshift in 32 bits: not good, but the same for everyone. */
function nextRandom(): number {
  randomState ^= randomState << 13;
  randomState ^= randomState >>> 17;
  randomState ^= randomState << 5;
  return (randomState >>> 0) / 4294967296;
}
Math.random = function random() {
  return nextRandom();
};

const NativeDate = Date;
const NOW_MS = NativeDate.UTC(2024, 0, 1);
const FrozenDate = function Date(this: unknown, ...args: unknown[]) {
  if (new.target === undefined) return apply(NativeDate.prototype.toString, new NativeDate(NOW_MS), []);
  return construct(NativeDate, args.length === 0 ? [NOW_MS] : args, new.target);
};
FrozenDate.prototype = NativeDate.prototype;
FrozenDate.now = () => NOW_MS;
FrozenDate.UTC = NativeDate.UTC;
FrozenDate.parse = NativeDate.parse;
defineProperty(NativeDate.prototype, "constructor", { value: FrozenDate, writable: true, configurable: true });
world["Date"] = FrozenDate;

// Intl would read the real clock where it is given no date.
const formatter = Intl.DateTimeFormat.prototype;
const nativeFormat = getOwnPropertyDescriptor(formatter, "format")!.get!;
const nativeParts = formatter.formatToParts;
defineProperty(formatter, "format", {
  configurable: true,
  get(this: Intl.DateTimeFormat) {
    const format = apply(nativeFormat, this, []) as (date: unknown) => string;
    return (date: unknown) => format(date === undefined ? NOW_MS : date);
  },
});
formatter.formatToParts = function formatToParts(date) {
  return apply(nativeParts, this, [date === undefined ? NOW_MS : date]);
};

// ---- console ---------------------------------------------------------------------------------------

/** As much of the console as a report keeps for one case. */
const CONSOLE_KEPT = 4096;

let consoleText = "";
let consoleBytesLeft = 0;
let consoleSpent = false;

function print(...args: unknown[]): void {
  if (consoleSpent) return;
  let line = "";
  // The line break; an empty line costs something too.
  consoleBytesLeft -= 1;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    const text = typeof arg === "string" ? arg : formatValue(arg, 2000);
    consoleBytesLeft -= text.length + 1;
    if (consoleBytesLeft < 0) break;
    line += (i === 0 ? "" : " ") + text;
  }
  if (consoleBytesLeft < 0) {
    consoleSpent = true;
    return;
  }
  if (consoleText.length < CONSOLE_KEPT) consoleText += `${apply(slice, line, [0, CONSOLE_KEPT])}\n`;
}
world["console"] = { log: print, info: print, warn: print, error: print, debug: print, table: print, trace: print, dir: print };

// ---- modules and calls -----------------------------------------------------------------------------

type Exports = Record<string, unknown>;

let driver: Exports | undefined;
let code: Exports = {};
let outputBytes = 0;

/** Packs are bundled and submissions may import nothing, so whatever asks is told so. */
function refuseImport(name: unknown): never {
  throw new NativeTypeError(`import "${toText(name)}": nothing can be imported here`);
}

type ModuleFunction = (exports: Exports, require: (name: unknown) => never, module: { exports: Exports }) => void;

/**
 * The code as a function. `Function` takes its body as a whole, so no text can close the function and go on outside of it, and V8's
 * complaint stays in here. Its first line is the third of what V8 counts.
 */
function compile(text: string, fileName: string): ModuleFunction {
  return new NativeFunction("exports", "require", "module", `"use strict";${text}\n//# sourceURL=${fileName}`) as ModuleFunction;
}

const LINES_BEFORE = 2;

function load(moduleFunction: ModuleFunction): Exports {
  const module = { exports: {} as Exports };
  moduleFunction(module.exports, refuseImport, module);
  return module.exports;
}

/** As JSON text, put together by hand: a list could be tampered with on its way there. */
function missingExports(names: string): string {
  let missing = "";
  let from = 0;
  while (from < names.length) {
    let to = apply(indexOf, names, [",", from]);
    if (to < 0) to = names.length;
    const name = apply(slice, names, [from, to]);
    if (typeof code[name] !== "function") missing += `${missing === "" ? "" : ","}${stringify(name)}`;
    from = to + 1;
  }
  return missing;
}

/** Inputs come from the parent and are what they should be; most hold no tag, and are spared the walk. */
function readInput(text: string): unknown {
  return apply(indexOf, text, ['"$', 0]) < 0 ? parse(text) : decode(text);
}

function callCode(input: unknown, firstExport: string): unknown {
  if (driver !== undefined) return (driver["default"] as (code: Exports, input: unknown) => unknown)(code, input);
  return (code[firstExport] as (input: unknown) => unknown)(input);
}

// ---- results ---------------------------------------------------------------------------------------

function withConsole(): string {
  return consoleText === "" ? "}" : `,"c":${stringify(consoleText)}}`;
}

function budget() {
  return { bytes: outputBytes, nodes: outputBytes, depth: MAX_DEPTH };
}

/** Describes a thrown value without trusting any of it; whatever goes wrong on the way is left out. */
function describeThrown(thrown: unknown): string {
  let name = "";
  let message = "";
  let line = 0;
  try {
    if (typeof thrown === "object" && thrown !== null && "message" in thrown) {
      const error = thrown as Error;
      name = head(error.name, 80);
      message = head(error.message, 1000);
      line = lineOf(head(error.stack, 4000));
    } else {
      message = formatValue(thrown, 1000);
    }
  } catch {
    name = "";
    message = "";
  }
  return `{"name":${stringify(name)},"message":${stringify(message)},"line":${line}}`;
}

const position = /(?:submission|reference|driver|generator|checker)\.[tj]s:(\d+)/;

function head(value: unknown, characters: number): string {
  const text = toText(value);
  if (text.length > GIANT) return `<text of ${text.length} characters>`;
  return apply(slice, text, [0, characters]);
}

function lineOf(stack: string): number {
  const match = apply(exec, position, [stack]);
  const line = match === null ? 0 : +match[1]! - LINES_BEFORE;
  return line > 0 && line < 1_000_000 ? line : 0;
}

/** Runs `work`; its value, or what stopped it, as text. */
function answer(work: () => unknown): string {
  consoleText = "";
  consoleBytesLeft = outputBytes;
  consoleSpent = false;
  let text: string;
  try {
    text = `{"s":"v","v":${encode(work(), budget())}`;
  } catch (thrown) {
    text = thrown === BUDGET_SPENT ? '{"s":"o"' : `{"s":"t","e":${describeThrown(thrown)}`;
  }
  if (consoleSpent) text = '{"s":"o"';
  return text + withConsole();
}

const host: HostFunction = (operation, first, second, third) => {
  switch (operation) {
    case "begin":
      // Zero would stay zero for ever.
      seed = ((+first >>> 0) + 0x9e3779b9) >>> 0 || 1;
      randomState = seed;
      outputBytes = +(second as string);
      return "";
    case "driver":
      return answer(() => {
        driver = load(compile(first, "driver.ts"));
        if (typeof driver["default"] !== "function") throw new NativeTypeError("the driver has no default export that is a function");
        return null;
      });
    case "code": {
      let moduleFunction: ModuleFunction;
      try {
        moduleFunction = compile(first, second!);
      } catch (problem) {
        return `{"s":"x","e":${describeThrown(problem)}}`;
      }
      let missing = "";
      const text = answer(() => {
        code = load(moduleFunction);
        missing = missingExports(third!);
        return null;
      });
      return missing === "" ? text : `{"s":"m","v":[${missing}]}`;
    }
    case "case":
      // Every case sees the same chance, whichever cases came before it.
      randomState = seed;
      return answer(() => callCode(readInput(first), second as string));
    case "invoke":
      // Pack code only: any export, with a list of arguments.
      return answer(() => apply(code[first] as () => unknown, undefined, decode(second as string) as unknown[]));
  }
};

export default host;
