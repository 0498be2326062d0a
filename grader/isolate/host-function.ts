// The one function that the prelude leaves to the host.

export type Operation = "begin" | "driver" | "code" | "case" | "invoke";

/**
 * begin(seed, output bytes); driver(text); code(text, file name, "export,names"); case(encoded
 * input, first export); invoke(export name, encoded arguments). Always returns text (see
 * prelude.ts), never throws.
 */
export type HostFunction = (
  operation: Operation,
  first: string,
  second?: string,
  third?: string,
) => string;

/** Where the prelude waits in the snapshot until its isolate's host takes it. */
export const HOST_NAME = "gradusHost";

/**
 * The first script in every isolate: takes the host's function out of reach, and with it what a
 * submission must not have. Compiled code escapes the limits on time and memory, shared memory
 * makes timers, Temporal knows the real time. (A snapshot cannot be without them: V8 puts them
 * back.)
 */
export const CLAIM_HOST = `(() => {
  const host = globalThis.${HOST_NAME};
  for (const name of ["${HOST_NAME}", "WebAssembly", "SharedArrayBuffer", "Atomics", "Temporal"]) delete globalThis[name];
  return host;
})()`;

/**
 * Calls the host's functions once or twice in a context that is thrown away, so that the snapshot
 * holds them compiled.
 */
export const WARM_UP = `for (let i = 0; i < 2; i++) {
  const host = globalThis.${HOST_NAME};
  host("begin", "1", "10000");
  host("code", 'exports.f = (x) => ({ a: [x, 1.5, [2, 3]], s: "s", u: undefined, n: NaN, b: true, k: null }); exports.t = () => { console.log("x", [1, { b: 2 }]); throw new Error("x"); };', "submission.js", "f,t");
  host("case", '[1, 2, { "a": 1.25 }]', "f");
  host("case", '{ "$n": "NaN" }', "f");
  host("case", "1", "t");
}`;
