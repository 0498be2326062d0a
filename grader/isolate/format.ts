// Formats a value as one readable line: in reports ("expected [1, 2]"), and for console.log inside
// an isolate. Like the codec, it runs beside hostile code, so it uses its own references to the
// builtins, and its budget counts everything that it reads.

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
) as Record<"source" | "flags", { get: () => string }>;
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
 * Reading one character of a concatenated string makes V8 copy the whole string. For a longer
 * string, only its length is shown.
 */
export const GIANT = 1_000_000;

/**
 * `value` on one line of about `limit` characters at most. Longer text is cut and ends with "…".
 */
export function formatValue(value: unknown, limit: number): string {
  return new Formatter(limit).format(value);
}

/** Private methods are not looked up on a prototype, so a submission cannot patch them. */
class Formatter {
  #left: number;
  #open: Opened | undefined;
  #openCount = 0;

  constructor(limit: number) {
    this.#left = limit;
  }

  format(value: unknown): string {
    return this.#write(value);
  }

  #take(text: string): string {
    if (text.length > this.#left)
      text = `${apply(slice, text, [0, this.#left > 0 ? this.#left : 0])}…`;
    this.#left -= text.length;
    return text;
  }

  #write(item: unknown): string {
    switch (typeof item) {
      case "number":
        return this.#take(item === 0 && 1 / item < 0 ? "-0" : `${item}`);
      case "string":
        return this.#take(
          item.length > GIANT
            ? `<text of ${item.length} characters>`
            : stringify(item.length > this.#left ? apply(slice, item, [0, this.#left + 1]) : item),
        );
      case "bigint":
        return this.#take(item < 10n ** 60n && item > -(10n ** 60n) ? `${item}n` : "…n");
      case "object":
        break;
      case "boolean":
        return this.#take(item ? "true" : "false");
      default:
        return this.#take(typeof item);
    }
    if (item === null) return this.#take("null");
    if (item instanceof Opaque) return this.#take(`<${item.label}>`);
    for (let outer = this.#open; outer !== undefined; outer = outer.around)
      if (outer.item === item) return this.#take("<cycle>");
    if (this.#openCount >= MAX_DEPTH) return this.#take("…");
    this.#open = { item, around: this.#open };
    this.#openCount += 1;
    const text =
      isArray(item) || (isView(item) && "length" in item)
        ? this.#writeList(item as ArrayLike<unknown>)
        : this.#writeRecord(item);
    this.#open = this.#open.around;
    this.#openCount -= 1;
    return text;
  }

  #writeList(list: ArrayLike<unknown>): string {
    let text = this.#take("[");
    for (let i = 0; i < list.length; i++) {
      if (this.#left <= 0) return `${text}…`;
      text += (i === 0 ? "" : this.#take(", ")) + this.#write(list[i]);
    }
    return text + this.#take("]");
  }

  #writeRecord(item: object): string {
    const tag = apply(slice, apply(objectToString, item, []), [8, -1]);
    if (tag !== "Object" && tag !== "Error") return this.#writeBuiltIn(item, tag);
    if (tag === "Error") return this.#take(`${(item as Error).name}: ${(item as Error).message}`);
    const names = keys(item);
    let text = this.#take("{");
    for (let i = 0; i < names.length; i++) {
      if (this.#left <= 0) return `${text}…`;
      const name = names[i]!;
      const shown = apply(test, plainKey, [name]) ? name : stringify(name);
      text +=
        this.#take(i === 0 ? " " : ", ") +
        this.#take(`${shown}: `) +
        this.#write((item as Record<string, unknown>)[name]);
    }
    return text + this.#take(names.length === 0 ? "}" : " }");
  }

  /** Any object can claim any of these tags. */
  #writeBuiltIn(item: object, tag: string): string {
    try {
      if (tag === "Map")
        return this.#writeEntries(
          `Map(${apply(mapSize, item, [])}) {`,
          apply(mapEntries, item, []),
          mapNext,
          true,
        );
      if (tag === "Set")
        return this.#writeEntries(
          `Set(${apply(setSize, item, [])}) {`,
          apply(setValues, item, []),
          setNext,
          false,
        );
      if (tag === "Date")
        return this.#take(
          apply(getTime, item, []) - 0 === apply(getTime, item, [])
            ? apply(toISOString, item, [])
            : "Invalid Date",
        );
      if (tag === "RegExp")
        return this.#take(
          `/${apply(regExpSource.get, item, [])}/${apply(regExpFlags.get, item, [])}`,
        );
    } catch {
      // The object is not of the kind that its tag claims.
    }
    return this.#take(`<${tag}>`);
  }

  #writeEntries(head: string, entries: object, next: Next, isPairs: boolean): string {
    let text = this.#take(head);
    for (let i = 0; ; i++) {
      if (this.#left <= 0) return `${text}…`;
      const { done, value: entry } = apply(next, entries, []);
      if (done === true) return text + this.#take(i === 0 ? "}" : " }");
      text += this.#take(i === 0 ? " " : ", ");
      text += isPairs
        ? this.#write((entry as unknown[])[0]) +
          this.#take(" => ") +
          this.#write((entry as unknown[])[1])
        : this.#write(entry);
    }
  }
}
