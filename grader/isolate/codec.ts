// One text format for all values that enter or leave an isolate.
//
// The text is JSON. A value that JSON cannot represent is an object with one key that starts with
// "$":
//
//   {"$n":"NaN"}      NaN, Infinity, -Infinity, -0         {"$u":0}           undefined
//   {"$i":"123"}      a BigInt                             {"$x":"Promise"}   something that is not data
//   {"$o":[["k",v]]}  an object with a key starting with "$"
//
// In the arguments of recorded calls (record-calls.ts) there are two more:
//
//   {"$r":[0,"losses"]}  the field losses of what call 0 returned    {"$d":"name"}  a described value
//
// Typed arrays become lists of numbers, holes become undefined, a cycle becomes {"$x":"cycle"}.
//
// This module runs on both sides: inside an isolate beside code that may have patched every
// builtin, and outside on text written there. So it uses its own references to the builtins, saved
// before any submission is loaded, and does not trust the text it reads.

const { stringify, parse } = JSON;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { keys, hasOwn, prototype: objectPrototype } = Object;
const { toString: objectToString } = objectPrototype;
const { apply } = Reflect;
const { startsWith, slice } = String.prototype;
const toNumber = Number;
const toBigInt = BigInt;

/**
 * Decoded data. An `Opaque` stands for something that has no data form (a function, a promise, a
 * cycle).
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | { [key: string]: Value }
  | Opaque;

export class Opaque {
  readonly label: string;
  constructor(label: string) {
    this.label = label;
  }
}

/** In recorded arguments: what an earlier call returned, or a part of it. */
export class Reference extends Opaque {
  readonly call: number;
  readonly path: (string | number)[];
  constructor(call: number, path: (string | number)[]) {
    super("reference");
    this.call = call;
    this.path = path;
  }
}

/** In recorded arguments: a value that the driver describes under this name. */
export class Described extends Opaque {
  get name(): string {
    return this.label;
  }
}

/** A data object: neither a list nor opaque. */
export function isRecord(value: Value): value is { [key: string]: Value } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Opaque)
  );
}

export interface Budget {
  /** The number of characters. */
  bytes: number;
  /** The number of values; each array, object, element and hole counts once. */
  nodes: number;
  /** Levels of nesting. */
  depth: number;
}

/** Thrown by `decode` if the text does not have this format. */
export class CodecError extends Error {}

/**
 * `encode` throws this object if the value exceeds its budget. It is always the same object, so
 * callers compare identity.
 */
export const BUDGET_SPENT = new CodecError("over the budget");

export const MAX_DEPTH = 64;

/** The objects that are being encoded, innermost first. */
export interface Opened {
  item: unknown;
  around: Opened | undefined;
}

/** The text to write instead of an object or function; "" for none. */
export type Replace = (item: object) => string;

/**
 * Encodes `value`. Reads every property once. Getters and proxy traps run, so call it under a time
 * limit.
 */
export function encode(value: unknown, budget: Budget, replace?: Replace): string {
  return new Encoder(budget, replace).encode(value);
}

/** Private methods are not looked up on a prototype, so a submission cannot patch them. */
class Encoder {
  readonly #depth: number;
  readonly #replace: Replace | undefined;
  #bytesLeft: number;
  #nodesLeft: number;
  // A linked list instead of an array: writing into an array can run a setter that a submission put
  // on Array.prototype.
  #open: Opened | undefined;
  #openCount = 0;

  constructor({ bytes, nodes, depth }: Budget, replace: Replace | undefined) {
    this.#bytesLeft = bytes;
    this.#nodesLeft = nodes;
    this.#depth = depth;
    this.#replace = replace;
  }

  encode(value: unknown): string {
    return this.#write(value);
  }

  #spend(text: string): string {
    this.#bytesLeft -= text.length;
    if (this.#bytesLeft < 0) throw BUDGET_SPENT;
    return text;
  }

  #write(item: unknown): string {
    if (--this.#nodesLeft < 0) throw BUDGET_SPENT;
    switch (typeof item) {
      case "number":
        return this.#spend(writeNumber(item));
      case "string":
        // A string may be far longer than the budget, so check its length before escaping it.
        if (item.length > this.#bytesLeft) throw BUDGET_SPENT;
        return this.#spend(stringify(item));
      case "boolean":
        return this.#spend(item ? "true" : "false");
      case "undefined":
        return this.#spend('{"$u":0}');
      case "bigint":
        return this.#spend(writeBigInt(item, this.#bytesLeft));
      case "object":
        return item === null ? this.#spend("null") : this.#writeObject(item);
      default: {
        const text = this.#replace?.(item as object) ?? "";
        return this.#spend(text === "" ? `{"$x":"${typeof item}"}` : text);
      }
    }
  }

  #writeObject(item: object): string {
    const other = this.#replace?.(item) ?? "";
    if (other !== "") return this.#spend(other);
    for (let outer = this.#open; outer !== undefined; outer = outer.around)
      if (outer.item === item) return this.#spend('{"$x":"cycle"}');
    if (this.#openCount >= this.#depth) throw BUDGET_SPENT;
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
    const length = toNumber(list.length);
    if (!(length <= this.#nodesLeft)) throw BUDGET_SPENT;
    let text = this.#spend("[");
    for (let i = 0; i < length; i++) {
      const item = list[i];
      let piece: string;
      // Most results are lists of ordinary numbers, and this code never runs long enough to be
      // optimized.
      if (typeof item === "number" && item - item === 0 && item !== 0) {
        this.#nodesLeft -= 1;
        piece = `${item}`;
        this.#bytesLeft -= piece.length;
      } else piece = this.#write(item);
      this.#bytesLeft -= 1;
      if (this.#bytesLeft < 0 || this.#nodesLeft < 0) throw BUDGET_SPENT;
      text += i === 0 ? piece : `,${piece}`;
    }
    return text + this.#spend("]");
  }

  #writeRecord(item: object): string {
    const tag = apply(slice, apply(objectToString, item, []), [8, -1]);
    if (tag !== "Object") return this.#spend(`{"$x":${stringify(apply(slice, tag, [0, 40]))}}`);
    const names = keys(item);
    if (names.length > this.#nodesLeft) throw BUDGET_SPENT;
    let escaped = false;
    for (let i = 0; i < names.length; i++) if (apply(startsWith, names[i], ["$"])) escaped = true;
    let text = this.#spend(escaped ? '{"$o":[' : "{");
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      if (name.length > this.#bytesLeft) throw BUDGET_SPENT;
      const field = (item as Record<string, unknown>)[name];
      text +=
        this.#spend(i === 0 ? "" : ",") +
        this.#spend(escaped ? `[${stringify(name)},` : `${stringify(name)}:`) +
        this.#write(field) +
        (escaped ? this.#spend("]") : "");
    }
    return text + this.#spend(escaped ? "]}" : "}");
  }
}

function writeNumber(value: number): string {
  if (value !== value) return '{"$n":"NaN"}';
  if (value - value !== 0) return value > 0 ? '{"$n":"Infinity"}' : '{"$n":"-Infinity"}';
  return value === 0 && 1 / value < 0 ? '{"$n":"-0"}' : `${value}`;
}

/**
 * Converting a BigInt to text takes time quadratic in its digits, so its size is checked first.
 */
function writeBigInt(value: bigint, bytesLeft: number): string {
  const limit = 1n << toBigInt(bytesLeft < 20_000 ? bytesLeft * 3 : 60_000);
  if (value > limit || value < -limit) throw BUDGET_SPENT;
  return `{"$i":"${value}"}`;
}

/**
 * Decodes a text that `encode` wrote. Throws `CodecError` for any other text, and for nesting
 * beyond `depth`.
 */
export function decode(text: string, depth: number = MAX_DEPTH + 8): Value {
  let tree: unknown;
  try {
    tree = parse(text);
  } catch {
    throw new CodecError("not JSON");
  }
  return revive(tree, depth);
}

/**
 * Decodes the result of `JSON.parse` for such a text, and modifies it. Throws as `decode` does.
 */
export function revive(node: unknown, depth: number = MAX_DEPTH + 8): Value {
  if (typeof node !== "object" || node === null) return node as Value;
  if (depth === 0) throw new CodecError("depth");
  if (isArray(node)) {
    for (let i = 0; i < node.length; i++) {
      const item: unknown = node[i];
      if (typeof item === "object" && item !== null) node[i] = revive(item, depth - 1);
    }
    return node as Value[];
  }
  const record = node as Record<string, unknown>;
  const names = keys(record);
  if (names.length === 1 && apply(startsWith, names[0], ["$"]))
    return reviveTag(names[0]!, record[names[0]!], depth);
  for (let i = 0; i < names.length; i++) {
    const item = record[names[i]!];
    if (typeof item === "object" && item !== null) record[names[i]!] = revive(item, depth - 1);
  }
  return record as { [key: string]: Value };
}

/** Parsing an integer takes time quadratic in its digits. */
const MAX_INTEGER_DIGITS = 100_000;

const SPECIAL_NUMBERS: Record<string, number> = { NaN, Infinity, "-Infinity": -Infinity, "-0": -0 };

function reviveTag(tag: string, content: unknown, depth: number): Value {
  if (tag === "$u") return undefined;
  if (tag === "$n" && typeof content === "string" && hasOwn(SPECIAL_NUMBERS, content))
    return SPECIAL_NUMBERS[content]!;
  if (tag === "$i" && typeof content === "string" && content.length < MAX_INTEGER_DIGITS) {
    try {
      return toBigInt(content);
    } catch {
      throw new CodecError("not a BigInt");
    }
  }
  if (tag === "$x" && typeof content === "string") return new Opaque(content);
  if (tag === "$d" && typeof content === "string") return new Described(content);
  if (tag === "$r" && isArray(content)) {
    const [call, ...path] = content as unknown[];
    if (!isCount(call) || !path.every((key) => typeof key === "string" || isCount(key)))
      throw new CodecError("not a reference");
    return new Reference(call, path);
  }
  if (tag === "$o" && isArray(content)) {
    // Without a prototype, so that the key __proto__ is an ordinary key.
    const record: { [key: string]: Value } = { __proto__: null };
    for (let i = 0; i < content.length; i++) {
      const pair: unknown = content[i];
      if (!isArray(pair) || typeof pair[0] !== "string") throw new CodecError("not a pair");
      record[pair[0]] = revive(pair[1], depth - 1);
    }
    return record;
  }
  throw new CodecError("unknown tag");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value % 1 === 0;
}
