// A value as one readable line: in reports ("expected [1, 2]"), and for console.log inside an
// isolate. Like the codec it runs beside hostile code, so it holds its own references to the
// builtins and never throws away a budget.

import { Opaque, type Opened } from "./codec.ts";

const { stringify } = JSON;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { keys, prototype: objectPrototype } = Object;
const { toString: objectToString } = objectPrototype;
const { apply } = Reflect;
const { slice } = String.prototype;
const { test } = RegExp.prototype;
const { toISOString, getTime } = Date.prototype;
const { source: regExpSource, flags: regExpFlags } = Object.getOwnPropertyDescriptors(
  RegExp.prototype,
) as unknown as Record<"source" | "flags", { get: () => string }>;
const { entries: mapEntries } = Map.prototype;
const { values: setValues } = Set.prototype;
const { get: mapSize } = Object.getOwnPropertyDescriptor(Map.prototype, "size") as {
  get: () => number;
};
const { get: setSize } = Object.getOwnPropertyDescriptor(Set.prototype, "size") as {
  get: () => number;
};
type Next = () => IteratorResult<unknown, unknown>;
const mapNext = new Map().entries().next as Next;
const setNext = new Set().values().next as Next;
const plainKey = /^[A-Za-z_$][\w$]*$/;

const MAX_DEPTH = 6;

/**
 * Taking even one character of a text that was put together from pieces copies all of it; beyond
 * this only its length is told.
 */
export const GIANT = 1_000_000;

/**
 * `value` on one line of at most about `limit` characters; what does not fit is cut and ends in
 * "…".
 */
export function formatValue(value: unknown, limit: number): string {
  let left = limit;
  let open: Opened | undefined;
  let openCount = 0;

  function take(text: string): string {
    if (text.length > left) text = `${apply(slice, text, [0, left > 0 ? left : 0])}…`;
    left -= text.length;
    return text;
  }

  function write(item: unknown): string {
    switch (typeof item) {
      case "number":
        return take(item === 0 && 1 / item < 0 ? "-0" : `${item}`);
      case "string":
        return take(
          item.length > GIANT
            ? `<text of ${item.length} characters>`
            : stringify(item.length > left ? apply(slice, item, [0, left + 1]) : item),
        );
      case "bigint":
        return take(item < 10n ** 60n && item > -(10n ** 60n) ? `${item}n` : "…n");
      case "object":
        break;
      case "boolean":
        return take(item ? "true" : "false");
      default:
        return take(typeof item);
    }
    if (item === null) return take("null");
    if (item instanceof Opaque) return take(`<${item.label}>`);
    for (let outer = open; outer !== undefined; outer = outer.around)
      if (outer.item === item) return take("<cycle>");
    if (openCount >= MAX_DEPTH) return take("…");
    open = { item, around: open };
    openCount += 1;
    const text =
      isArray(item) || (isView(item) && "length" in item)
        ? writeList(item as ArrayLike<unknown>)
        : writeRecord(item);
    open = open.around;
    openCount -= 1;
    return text;
  }

  function writeList(list: ArrayLike<unknown>): string {
    let text = take("[");
    for (let i = 0; i < list.length; i++) {
      if (left <= 0) return `${text}…`;
      text += (i === 0 ? "" : take(", ")) + write(list[i]);
    }
    return text + take("]");
  }

  function writeRecord(item: object): string {
    const tag = apply(slice, apply(objectToString, item, []), [8, -1]);
    if (tag !== "Object" && tag !== "Error") return writeBuiltIn(item, tag);
    if (tag === "Error") return take(`${(item as Error).name}: ${(item as Error).message}`);
    const names = keys(item);
    let text = take("{");
    for (let i = 0; i < names.length; i++) {
      if (left <= 0) return `${text}…`;
      const name = names[i]!;
      const shown = apply(test, plainKey, [name]) ? name : stringify(name);
      text +=
        take(i === 0 ? " " : ", ") +
        take(`${shown}: `) +
        write((item as Record<string, unknown>)[name]);
    }
    return text + take(names.length === 0 ? "}" : " }");
  }

  /** Anything may call itself by any of these tags. */
  function writeBuiltIn(item: object, tag: string): string {
    try {
      if (tag === "Map")
        return writeEntries(
          `Map(${apply(mapSize, item, [])}) {`,
          apply(mapEntries, item, []),
          mapNext,
          true,
        );
      if (tag === "Set")
        return writeEntries(
          `Set(${apply(setSize, item, [])}) {`,
          apply(setValues, item, []),
          setNext,
          false,
        );
      if (tag === "Date")
        return take(
          apply(getTime, item, []) - 0 === apply(getTime, item, [])
            ? apply(toISOString, item, [])
            : "Invalid Date",
        );
      if (tag === "RegExp")
        return take(`/${apply(regExpSource.get, item, [])}/${apply(regExpFlags.get, item, [])}`);
    } catch {
      // It is not what it says it is.
    }
    return take(`<${tag}>`);
  }

  function writeEntries(head: string, entries: object, next: Next, isPairs: boolean): string {
    let text = take(head);
    for (let i = 0; ; i++) {
      if (left <= 0) return `${text}…`;
      const { done, value: entry } = apply(next, entries, []);
      if (done === true) return text + take(i === 0 ? "}" : " }");
      text += take(i === 0 ? " " : ", ");
      text += isPairs
        ? write((entry as unknown[])[0]) + take(" => ") + write((entry as unknown[])[1])
        : write(entry);
    }
  }

  return write(value);
}
