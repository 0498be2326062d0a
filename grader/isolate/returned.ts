// Detects a result of an exported function that a driver cannot use. Runs inside the isolate,
// before the driver reads fields of the result. Only a label leaves the isolate, and it only
// selects a text: a student who forges a label reads a wrong explanation, and nothing else happens.

const { apply } = Reflect;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { getPrototypeOf, prototype: objectPrototype } = Object;
const { toString: objectToString } = objectPrototype;
const { slice } = String.prototype;

/** "" for data, and for a value that cannot be inspected. */
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

/** Nothing waits for these, so they end the call, whatever the driver would do with them. */
export function isAsynchronous(oddness: string): boolean {
  return oddness === "Promise" || oddness === "AsyncGenerator" || oddness === "thenable";
}

/**
 * Some exercises pass these from one function to another. In most exercises they are a mistake.
 */
export function mayBeMeant(oddness: string): boolean {
  return (
    oddness === "undefined" ||
    oddness === "function" ||
    oddness === "instance" ||
    oddness === "unusable"
  );
}
