// `structuredClone` inside an isolate, because V8 itself has none: the algorithm of the HTML
// standard (section 2.7, "Safe passing of structured data") for all types in a sandbox. It uses
// this isolate's own builtins, saved before any submission was loaded, and runs under the limits of
// its caller. Whether an object is a Map, a Date and so on is decided by its internal slots, not by
// its properties. Two things differ from Node: a proxy is copied as the object that it looks like,
// and so is a Map or Date that claims to be a plain object.
//
// One walker in one long file: each kind of object is recognised and copied by the same few builtins.

const { apply } = Reflect;
const { isArray } = Array;
const {
  keys,
  hasOwn,
  defineProperty,
  getOwnPropertyDescriptor,
  prototype: objectPrototype,
} = Object;
const { toString: objectToString } = objectPrototype;
const { slice } = String.prototype;
const toText = String;
const NativeObject = Object;
const NativeError = Error;
const NativeTypeError = TypeError;
const NativeArray = Array;
const NativeArrayBuffer = ArrayBuffer;
const NativeDataView = DataView;
const NativeDate = Date;
const NativeMap = Map;
const NativeRegExp = RegExp;
const NativeSet = Set;
const NativeUint8Array = Uint8Array;

type Getter<T> = (this: unknown) => T;

function findGetter<T>(prototype: object, name: PropertyKey): Getter<T> {
  return getOwnPropertyDescriptor(prototype, name)!.get as Getter<T>;
}

const { get: mapGet, set: mapSet, entries: mapEntries } = Map.prototype;
const { add: setAdd, values: setValues } = Set.prototype;
const mapSize = findGetter<number>(Map.prototype, "size");
const setSize = findGetter<number>(Set.prototype, "size");
type Next = () => IteratorResult<unknown, unknown>;
const mapNext = new Map().entries().next as Next;
const setNext = new Set().values().next as Next;
const { getTime } = Date.prototype;
const { valueOf: booleanValue } = Boolean.prototype;
const { valueOf: numberValue } = Number.prototype;
const { valueOf: stringValue } = String.prototype;
const { valueOf: bigintValue } = BigInt.prototype;
const { valueOf: symbolValue } = Symbol.prototype;
const { has: weakMapHas } = WeakMap.prototype;
const { has: weakSetHas } = WeakSet.prototype;
const regExpSource = findGetter<string>(RegExp.prototype, "source");
const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object;
const typedArrayName = findGetter<string | undefined>(typedArrayPrototype, Symbol.toStringTag);
const typedArrayBuffer = findGetter<ArrayBuffer>(typedArrayPrototype, "buffer");
const typedArrayOffset = findGetter<number>(typedArrayPrototype, "byteOffset");
const typedArrayLength = findGetter<number>(typedArrayPrototype, "length");
const typedArraySet = Uint8Array.prototype.set;
const viewBuffer = findGetter<ArrayBuffer>(DataView.prototype, "buffer");
const viewOffset = findGetter<number>(DataView.prototype, "byteOffset");
const viewLength = findGetter<number>(DataView.prototype, "byteLength");
const bufferLength = findGetter<number>(ArrayBuffer.prototype, "byteLength");
const bufferMaxLength = findGetter<number>(ArrayBuffer.prototype, "maxByteLength");
const bufferIsResizable = findGetter<boolean>(ArrayBuffer.prototype, "resizable");
const bufferIsDetached = findGetter<boolean>(ArrayBuffer.prototype, "detached");
const detachBuffer = ArrayBuffer.prototype.transfer;
const regExpFlags: [getter: Getter<boolean>, flag: string][] = (
  [
    ["hasIndices", "d"],
    ["global", "g"],
    ["ignoreCase", "i"],
    ["multiline", "m"],
    ["dotAll", "s"],
    ["unicode", "u"],
    ["unicodeSets", "v"],
    ["sticky", "y"],
  ] as const
).map(([name, flag]) => [findGetter<boolean>(RegExp.prototype, name), flag]);

type ViewConstructor = new (
  buffer: ArrayBuffer,
  byteOffset: number,
  length: number,
) => ArrayBufferView;

/**
 * Without a prototype, like every lookup object here, so that additions to Object.prototype have no
 * effect.
 */
function store<T>(entries: { [name: string]: T }): { [name: string]: T | undefined } {
  return { __proto__: null, ...entries } as never;
}

const VIEWS = store<ViewConstructor>({
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
});
const ERRORS = store<ErrorConstructor>({
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
});
/**
 * Kinds of objects that only their tag reveals. An object that only pretends to be one of them is
 * refused too.
 */
const REFUSED =
  /^(?:Promise|WeakRef|FinalizationRegistry|Generator|AsyncGenerator|Arguments|Symbol|Intl\..*|.* Iterator|Iterator Helper)$/;
const { test } = RegExp.prototype;

/**
 * The `error.name` of browsers and Node, where the error is a DOMException; here it is an Error.
 */
function cannotClone(message: string): Error {
  const error = new NativeError(message);
  define(error, "name", "DataCloneError", false);
  define(error, "code", 25, false);
  return error;
}

function define(object: object, name: PropertyKey, value: unknown, enumerable: boolean): void {
  defineProperty(object, name, {
    __proto__: null,
    value,
    enumerable,
    writable: true,
    configurable: true,
  } as PropertyDescriptor);
}

/** Whether `getter` accepts `value` as its own kind. */
function isKind(
  getter: (this: unknown, ...args: never[]) => unknown,
  value: object,
  args: unknown[] = [],
): boolean {
  try {
    apply(getter, value, args);
    return true;
  } catch {
    return false;
  }
}

interface Transferred {
  from: ArrayBuffer;
  to: ArrayBuffer;
  next: Transferred | undefined;
}

class Cloner {
  /** Copies by their originals: an object that occurs twice is copied once, and a cycle ends. */
  readonly #copies = new NativeMap<object, unknown>();

  clone(value: unknown): unknown {
    switch (typeof value) {
      case "function":
        throw cannotClone("a function could not be cloned.");
      case "symbol":
        throw cannotClone(`${apply(slice, toText(value), [0, 100])} could not be cloned.`);
      case "object":
        break;
      default:
        return value;
    }
    if (value === null) return null;
    const known = apply(mapGet, this.#copies, [value]);
    return known ?? this.#cloneObject(value);
  }

  remember<T extends object>(original: object, copy: T): T {
    apply(mapSet, this.#copies, [original, copy]);
    return copy;
  }

  #cloneObject(value: object): object {
    if (isArray(value)) return this.#cloneArray(value as unknown[]);
    const tag = apply(slice, apply(objectToString, value, []), [8, -1]);
    if (tag === "Object") return this.#copyFields(value, this.remember(value, {}));
    if (isKind(mapSize, value)) return this.#cloneMap(value);
    if (isKind(setSize, value)) return this.#cloneSet(value);
    if (isKind(bufferLength, value)) return this.#cloneBuffer(value as ArrayBuffer);
    const viewName = apply(typedArrayName, value, []);
    if (viewName !== undefined) return this.#cloneTypedArray(value, viewName);
    if (isKind(viewLength, value))
      return this.remember(
        value,
        new NativeDataView(
          this.#bufferOf(apply(viewBuffer, value, [])),
          apply(viewOffset, value, []),
          apply(viewLength, value, []),
        ),
      );
    if (isKind(getTime, value))
      return this.remember(value, new NativeDate(apply(getTime, value, [])));
    // Error.isError would be exact, but does not exist yet when the snapshot is created.
    if (tag === "Error") return this.#cloneError(value as Error);
    const boxed = primitiveIn(value);
    if (boxed !== undefined) return this.remember(value, NativeObject(boxed) as object);
    if (value !== NativeRegExp.prototype && isKind(regExpSource, value))
      return this.remember(
        value,
        new NativeRegExp(apply(regExpSource, value, []), readFlags(value)),
      );
    const isWeak =
      isKind(weakMapHas, value, [value]) ||
      isKind(weakSetHas, value, [value]) ||
      isKind(symbolValue, value);
    if (isWeak || apply(test, REFUSED, [tag]))
      throw cannotClone(`#<${apply(slice, tag, [0, 100])}> could not be cloned.`);
    return this.#copyFields(value, this.remember(value, {}));
  }

  /** Own enumerable string keys; each value is read when its turn comes. */
  #copyFields<T extends object>(value: object, copy: T): T {
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      if (!hasOwn(value, name)) continue;
      const field = this.clone((value as Record<string, unknown>)[name]);
      if (name === "__proto__") define(copy, name, field, true);
      else (copy as Record<string, unknown>)[name] = field;
    }
    return copy;
  }

  #cloneArray(value: unknown[]): unknown[] {
    // Holes stay holes.
    return this.#copyFields(value, this.remember(value, new NativeArray<unknown>(value.length)));
  }

  #cloneMap(value: object): object {
    const copy = this.remember(value, new NativeMap<unknown, unknown>());
    // The present contents: a getter may change the object during the copy.
    const pending = new NativeMap<unknown, unknown>();
    const entries = apply(mapEntries, value, []) as object;
    for (
      let step = apply(mapNext, entries, []);
      step.done !== true;
      step = apply(mapNext, entries, [])
    ) {
      const pair = step.value as unknown[];
      apply(mapSet, pending, [pair[0], pair[1]]);
    }
    const listed = apply(mapEntries, pending, []) as object;
    for (
      let step = apply(mapNext, listed, []);
      step.done !== true;
      step = apply(mapNext, listed, [])
    ) {
      const pair = step.value as unknown[];
      const key = this.clone(pair[0]);
      apply(mapSet, copy, [key, this.clone(pair[1])]);
    }
    return copy;
  }

  #cloneSet(value: object): object {
    const copy = this.remember(value, new NativeSet());
    const pending = new NativeSet();
    const items = apply(setValues, value, []) as object;
    for (let step = apply(setNext, items, []); step.done !== true; step = apply(setNext, items, []))
      apply(setAdd, pending, [step.value]);
    const listed = apply(setValues, pending, []) as object;
    for (
      let step = apply(setNext, listed, []);
      step.done !== true;
      step = apply(setNext, listed, [])
    )
      apply(setAdd, copy, [this.clone(step.value)]);
    return copy;
  }

  #cloneBuffer(value: ArrayBuffer): ArrayBuffer {
    const copy = emptyBufferLike(value);
    copyBytes(value, copy);
    return this.remember(value, copy);
  }

  #bufferOf(buffer: ArrayBuffer): ArrayBuffer {
    return (
      (apply(mapGet, this.#copies, [buffer]) as ArrayBuffer | undefined) ??
      this.#cloneBuffer(buffer)
    );
  }

  #cloneTypedArray(value: object, name: string): object {
    // Does not exist yet either.
    const View = name === "Float16Array" ? (Float16Array as ViewConstructor) : VIEWS[name];
    if (View === undefined) throw cannotClone(`#<${name}> could not be cloned.`);
    const buffer = this.#bufferOf(apply(typedArrayBuffer, value, []));
    return this.remember(
      value,
      new View(buffer, apply(typedArrayOffset, value, []), apply(typedArrayLength, value, [])),
    );
  }

  #cloneError(value: Error): Error {
    const name = toText(value.name);
    const copy = this.remember(value, new (ERRORS[name] ?? NativeError)());
    const message = getOwnPropertyDescriptor(value, "message");
    if (message !== undefined && "value" in message)
      define(copy, "message", toText(message.value), false);
    const { stack } = value;
    if (typeof stack === "string") define(copy, "stack", stack, false);
    if (hasOwn(value, "cause")) define(copy, "cause", this.clone(value.cause), false);
    return copy;
  }
}

/** The number in a Number object, for example. */
function primitiveIn(value: object): unknown {
  if (isKind(booleanValue, value)) return apply(booleanValue, value, []);
  if (isKind(numberValue, value)) return apply(numberValue, value, []);
  if (isKind(stringValue, value)) return apply(stringValue, value, []);
  return isKind(bigintValue, value) ? apply(bigintValue, value, []) : undefined;
}

function readFlags(value: object): string {
  let flags = "";
  for (let i = 0; i < regExpFlags.length; i++)
    if (apply(regExpFlags[i]![0], value, [])) flags += regExpFlags[i]![1];
  return flags;
}

function emptyBufferLike(buffer: ArrayBuffer): ArrayBuffer {
  if (apply(bufferIsDetached, buffer, []))
    throw cannotClone("An ArrayBuffer is detached and could not be cloned.");
  const length = apply(bufferLength, buffer, []);
  if (!apply(bufferIsResizable, buffer, [])) return new NativeArrayBuffer(length);
  return new NativeArrayBuffer(length, {
    __proto__: null,
    maxByteLength: apply(bufferMaxLength, buffer, []),
  } as never);
}

function copyBytes(from: ArrayBuffer, to: ArrayBuffer): void {
  apply(typedArraySet, new NativeUint8Array(to), [new NativeUint8Array(from)]);
}

/** The buffers to transfer, each with its replacement. */
function readTransfer(options: unknown, cloner: Cloner): Transferred | undefined {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== "object" && typeof options !== "function")
    throw new NativeTypeError("structuredClone: the options are not an object");
  const list = (options as { transfer?: unknown }).transfer;
  if (list === undefined) return undefined;
  if (!isArray(list)) throw new NativeTypeError("structuredClone: transfer is not an array");
  let first: Transferred | undefined;
  for (let i = 0; i < list.length; i++) {
    const from: unknown = list[i];
    if (typeof from !== "object" || from === null || !isKind(bufferLength, from))
      throw cannotClone("Found invalid value in transferList.");
    for (let other = first; other !== undefined; other = other.next)
      if (other.from === from) throw cannotClone("Transfer list contains duplicate ArrayBuffer");
    first = {
      from: from as ArrayBuffer,
      to: cloner.remember(from, emptyBufferLike(from as ArrayBuffer)),
      next: first,
    };
  }
  return first;
}

/**
 * A deep copy of `value`. The buffers in `transfer` move to the copy and can no longer be used by
 * the original.
 */
export function structuredClone(value: unknown, options?: unknown): unknown {
  if (arguments.length === 0)
    throw new NativeTypeError("structuredClone: the value to copy is missing");
  const cloner = new Cloner();
  const transferred = readTransfer(options, cloner);
  const copy = cloner.clone(value);
  for (let one = transferred; one !== undefined; one = one.next) {
    copyBytes(one.from, one.to);
    apply(detachBuffer, one.from, []);
  }
  return copy;
}
