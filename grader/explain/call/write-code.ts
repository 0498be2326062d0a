// Writes a value as JavaScript: whole, so that it can be pasted, or with long lists and texts folded,
// so that it can be read. A folded list says how many elements it has more: [1, 2, 3, … +97].

import type { Code } from "../../report.ts";
import { Described, Opaque, Reference, type Value } from "../../isolate/codec.ts";

export type WriteValue = (value: Value) => string;
/** The expression that stands for what an earlier call returned. */
export type NameResult = (call: number, write: WriteValue) => string;

const MAX_CODE = 20_000;
const FOLDED_CHARACTERS = 300;
/** How many elements of a list are shown, and how many characters of a text are ten times that. */
const FOLDS = [24, 12, 6, 3, 2, 1];

/** `compose` puts the code together; it gets a function that writes one value of it. */
export function writeCode(
  compose: (write: WriteValue) => string,
  nameResult: NameResult = () => "undefined",
): Code {
  const all = compose(bindWriter(nameResult, Infinity));
  const whole = all.length > MAX_CODE ? null : all;
  if (all.length <= FOLDED_CHARACTERS) return { whole, folded: all };
  let folded = all;
  for (const fold of FOLDS) {
    folded = compose(bindWriter(nameResult, fold));
    if (folded.length <= FOLDED_CHARACTERS) break;
  }
  return { whole, folded };
}

/** `fold`: how many elements of a list are shown. */
function bindWriter(nameResult: NameResult, fold: number): WriteValue {
  return function write(value) {
    switch (typeof value) {
      case "number":
        return Object.is(value, -0) ? "-0" : String(value);
      case "bigint":
        return `${value}n`;
      case "string":
        return writeText(value, fold * 10);
      case "object":
        break;
      default:
        return String(value);
    }
    if (value === null) return "null";
    if (value instanceof Reference)
      return `${nameResult(value.call, write)}${writePath(value.path)}`;
    if (value instanceof Described) return value.name;
    // It has no data form, so no code can stand for it.
    if (value instanceof Opaque) return `<${value.label}>`;
    return Array.isArray(value) ? writeList(value, write, fold) : writeRecord(value, write);
  };
}

function writeText(text: string, fold: number): string {
  if (text.length <= fold + 10) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, fold)).slice(0, -1)}… +${text.length - fold}"`;
}

function writeList(list: Value[], write: WriteValue, fold: number): string {
  // A fold that hides only one element saves nothing.
  const shown = list.length > fold + 1 ? list.slice(0, fold) : list;
  const items = shown.map(write);
  if (shown.length < list.length) items.push(`… +${list.length - shown.length}`);
  return `[${items.join(", ")}]`;
}

function writeRecord(record: { [key: string]: Value }, write: WriteValue): string {
  const fields = Object.entries(record).map(([key, value]) => `${writeKey(key)}: ${write(value)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

function writeKey(key: string): string {
  // In a literal, __proto__ would set the prototype.
  if (key === "__proto__") return '["__proto__"]';
  return PLAIN_NAME.test(key) ? key : JSON.stringify(key);
}

function writePath(path: (string | number)[]): string {
  return path
    .map((key) =>
      typeof key === "string" && PLAIN_NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join("");
}
