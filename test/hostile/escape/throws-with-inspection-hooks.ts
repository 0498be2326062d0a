// escape: run-time-error | Throws an object with the hooks by which Node prints things, and a message that is no text.
const hook = () => {
  throw new Error("escaped: a hook was called");
};
export function total(): number {
  throw {
    [Symbol.for("nodejs.util.inspect.custom")]: hook,
    [Symbol.for("nodejs.util.promisify.custom")]: hook,
    [Symbol.toPrimitive]: hook,
    inspect: hook,
    toJSON: hook,
    message: { toString: hook },
    name: Symbol("name"),
    stack: 1n,
  };
}
