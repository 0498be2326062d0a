// The console inside an isolate, with all methods that browsers and Node have. It runs beside
// hostile code, so it uses its own references to the builtins, and stops at the first piece that
// exceeds the budget. The clock is frozen, so every timer shows 0 ms.

import { printTable } from "./console-table.ts";
import { formatValue, GIANT } from "./format.ts";
import { beginPrinting, indentBy, isOutputSpent, addLine, take } from "./printed.ts";

const { apply } = Reflect;
const { slice, indexOf } = String.prototype;
const toText = String;
const toNumber = Number;
const { trunc } = Math;

const VALUE_CHARACTERS = 2000;
const LABEL_CHARACTERS = 200;

type Store<T> = { [key: string]: T | undefined };

let counts: Store<number> = { __proto__: null } as never;
let timers: Store<boolean> = { __proto__: null } as never;

/** Counters and timers are reset before each call of a program, like the printed text. */
export function beginOutput(bytes: number): void {
  beginPrinting(bytes);
  counts = { __proto__: null } as never;
  timers = { __proto__: null } as never;
}

function writeText(value: unknown): string {
  return typeof value === "string" ? value : formatValue(value, VALUE_CHARACTERS);
}

/**
 * The values on one line, separated by spaces. The first may contain placeholders. Reads nothing
 * beyond the budget.
 */
function print(values: unknown[], lead = ""): void {
  if (isOutputSpent()) return;
  // The line break, so that an empty line also uses the budget.
  if (!take(lead.length + 1)) return;
  let line = lead;
  let next = 0;
  const first = values[0];
  if (
    values.length > 1 &&
    typeof first === "string" &&
    first.length < GIANT &&
    apply(indexOf, first, ["%"]) >= 0
  ) {
    const filled = fillIn(first, values);
    line += lead === "" ? filled.line : ` ${filled.line}`;
    next = filled.next;
  }
  for (; next < values.length; next++) {
    const piece = writeText(values[next]);
    if (!take(piece.length + 1)) return;
    line += line === "" && next === 0 ? piece : ` ${piece}`;
  }
  addLine(line);
}

/**
 * Fills the placeholders of `template` with the values, as Node does. `next`: the index of the
 * first value without a placeholder.
 */
function fillIn(template: string, values: unknown[]): { line: string; next: number } {
  let line = "";
  let next = 1;
  let from = 0;
  while (from < template.length && !isOutputSpent()) {
    const at = apply(indexOf, template, ["%", from]);
    if (at < 0 || at + 1 >= template.length) break;
    const sign = template[at + 1]!;
    let piece: string | undefined;
    if (sign === "%") piece = "%";
    else if (next < values.length) piece = filled(sign, values[next]);
    if (piece !== undefined && sign !== "%") next += 1;
    piece = apply(slice, template, [from, at]) + (piece ?? `%${sign}`);
    if (!take(piece.length)) break;
    line += piece;
    from = at + 2;
  }
  const rest = apply(slice, template, [from]);
  take(rest.length);
  return { line: line + rest, next };
}

function filled(sign: string, value: unknown): string | undefined {
  switch (sign) {
    case "s":
      return writeText(value);
    case "d":
    case "f":
    case "i": {
      if (typeof value === "bigint") return formatValue(value, VALUE_CHARACTERS);
      const isNumber = typeof value === "number" || typeof value === "string";
      const number = isNumber ? toNumber(value) : NaN;
      return `${sign === "i" ? trunc(number) : number}`;
    }
    case "o":
    case "O":
    case "j":
      return formatValue(value, VALUE_CHARACTERS);
    case "c":
      return "";
    default:
      return undefined;
  }
}

function readLabel(label: unknown): string {
  const whole = label === undefined ? "default" : toText(label);
  return whole.length > GIANT ? "…" : apply(slice, whole, [0, LABEL_CHARACTERS]);
}

const log = (...values: unknown[]): void => print(values);
const group = (...values: unknown[]): void => {
  if (values.length > 0) print(values);
  indentBy(1);
};
const dir = (value: unknown): void =>
  print([typeof value === "string" ? formatValue(value, VALUE_CHARACTERS) : value]);
const nothing = (): void => undefined;

function tellTime(label: unknown, values: unknown[], ends: boolean): void {
  const name = readLabel(label);
  if (timers[name] !== true) return print([`Timer '${name}' does not exist`]);
  if (ends) timers[name] = undefined;
  print(values, `${name}: 0ms`);
}

export const sandboxConsole = {
  log,
  info: log,
  warn: log,
  error: log,
  debug: log,
  dir,
  dirxml: log,
  table: (data?: unknown, columns?: unknown): void => {
    if (!isOutputSpent() && !printTable(data, columns)) print([data]);
  },
  trace: (...values: unknown[]): void => print(values, values.length > 0 ? "Trace:" : "Trace"),
  assert: (condition?: unknown, ...values: unknown[]): void => {
    if (!condition) print(values, values.length > 0 ? "Assertion failed:" : "Assertion failed");
  },
  group,
  groupCollapsed: group,
  groupEnd: (): void => {
    indentBy(-1);
  },
  count: (label?: unknown): void => {
    const name = readLabel(label);
    const count = (counts[name] ?? 0) + 1;
    counts[name] = count;
    print([], `${name}: ${count}`);
  },
  countReset: (label?: unknown): void => {
    counts[readLabel(label)] = 0;
  },
  time: (label?: unknown): void => {
    timers[readLabel(label)] = true;
  },
  timeLog: (label?: unknown, ...values: unknown[]): void => tellTime(label, values, false),
  timeEnd: (label?: unknown): void => tellTime(label, [], true),
  timeStamp: nothing,
  clear: nothing,
  profile: nothing,
  profileEnd: nothing,
};
