// What an exported function has returned, where that is nothing that a driver can use: asked inside
// the isolate, before the driver reads fields of it. Only a name leaves it, and only words hang on
// the name: a student who forges one reads a wrong explanation, and nothing else happens.

const { apply } = Reflect;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { getPrototypeOf, prototype: objectPrototype } = Object;
const { toString: objectToString } = objectPrototype;
const { slice } = String.prototype;

/** "" for what is data, and for what will not be looked at. */
export function findOddness(value: unknown): string {
  try {
    return readOddness(value);
  } catch {
    return "";
  }
}

function readOddness(value: unknown): string {
  if (typeof value === "function" || typeof value === "symbol" || value === undefined)
    return typeof value;
  if (typeof value !== "object" || value === null || isArray(value) || isView(value)) return "";
  const tag = apply(slice, apply(objectToString, value, []), [8, -1]);
  if (tag !== "Object") return apply(slice, tag, [0, 40]);
  const { then, toJSON } = value as { then?: unknown; toJSON?: unknown };
  if (typeof then === "function") return "thenable";
  if (typeof toJSON === "function") return "toJSON";
  const prototype: unknown = getPrototypeOf(value);
  return prototype === objectPrototype || prototype === null ? "" : "instance";
}

/** Nobody waits for these: they end the call, whatever a driver would make of them. */
export function isAsynchronous(oddness: string): boolean {
  return oddness === "Promise" || oddness === "AsyncGenerator" || oddness === "thenable";
}

/**
 * Some exercises hand these from one function to the next, and most others have no use for them.
 */
export function mayBeMeant(oddness: string): boolean {
  return (
    oddness === "undefined" ||
    oddness === "function" ||
    oddness === "instance" ||
    oddness === "unusable"
  );
}
