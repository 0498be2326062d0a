// The only function that the prelude gives to the host.

export type Operation = "begin" | "driver" | "code" | "case" | "record" | "calls" | "invoke";

/**
 * begin(seed, output bytes); driver(text); code(text, file name, "export,names"); case(encoded
 * input, first export); record(the same), with its calls written down; calls(""): the calls of a
 * recorded case that the host has stopped; invoke(export name, encoded arguments). Always returns
 * text (see prelude.ts), never throws.
 */
export type HostFunction = (
  operation: Operation,
  first: string,
  second?: string,
  third?: string,
) => string;

/** The name under which the prelude is stored in the snapshot until the host takes it. */
export const HOST_NAME = "gradusHost";

/**
 * The first script in every isolate: removes the host's function from the global object, and
 * everything that a submission must not have. WebAssembly escapes the limits on time and memory,
 * shared memory can be used as a timer, and Temporal reads the real time. (They cannot be removed
 * from the snapshot, because V8 adds them again.)
 */
export const CLAIM_HOST = `(() => {
  const host = globalThis.${HOST_NAME};
  for (const name of ["${HOST_NAME}", "WebAssembly", "SharedArrayBuffer", "Atomics", "Temporal"])
    delete globalThis[name];
  return host;
})()`;

/**
 * Calls the host's functions once or twice in a temporary context, so that the snapshot contains
 * their compiled code.
 */
export const WARM_UP = `for (let i = 0; i < 2; i++) {
  const host = globalThis.${HOST_NAME};
  host("begin", "1", "10000");
  const f = '(x) => ({ a: [x, 1.5, [2, 3]], s: "s", u: undefined, n: NaN, b: true, k: null })';
  const t = '() => { console.log("x", [1, { b: 2 }]); throw new Error("x"); }';
  host("code", "exports.f = " + f + "; exports.t = " + t + ";", "submission.js", "f,t");
  host("case", '[1, 2, { "a": 1.25 }]', "f");
  host("case", '{ "$n": "NaN" }', "f");
  host("case", "1", "t");
}`;
