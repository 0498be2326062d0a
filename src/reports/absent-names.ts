// Recognizes, in V8's error message, names that a program may expect and the sandbox does not have.
// A submission can throw the same message, so only advice depends on it.

import type { WordKey } from "../i18n/index.ts";

const GROUPS: Record<string, string> = {
  timers: `setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate
    requestAnimationFrame cancelAnimationFrame requestIdleCallback scheduler`,
  "text-coding": "TextEncoder TextDecoder TextEncoderStream TextDecoderStream",
  network: "fetch XMLHttpRequest WebSocket EventSource Request Response Headers FormData",
  process: "process Deno Bun fs path os __dirname __filename",
  modules: "require module exports importScripts",
  buffer: "Buffer Blob File FileReader",
  url: "URL URLSearchParams URLPattern",
  crypto: "crypto Crypto SubtleCrypto",
  page: `window document navigator location history localStorage sessionStorage indexedDB self
    Image Audio Element HTMLElement Node`,
  dialogs: "alert prompt confirm readline",
  threads:
    "Worker SharedWorker MessageChannel MessagePort BroadcastChannel postMessage SharedArrayBuffer Atomics",
  binary: "WebAssembly",
  dates: "Temporal",
  events:
    "AbortController AbortSignal Event EventTarget CustomEvent addEventListener removeEventListener dispatchEvent",
  base64: "atob btoa",
  global: "global",
  exception: "DOMException",
};

const ABSENT = new Map(
  Object.entries(GROUPS).flatMap(([group, names]) =>
    names.split(/\s+/).map((name) => [name, `absent.${group}` as WordKey] as const),
  ),
);

/** The reason why a name does not exist, as a text key and its parameter. */
export function findAbsentName(
  name: string,
  message: string,
): { key: WordKey; params: { name: string } } | undefined {
  const unknown =
    name === "ReferenceError" ? /^(\w+) is not defined$/.exec(message)?.[1] : undefined;
  if (unknown !== undefined) return adviceOn(unknown);
  if (name !== "TypeError") return undefined;
  const [, object, member] =
    /^(globalThis|console|performance)\.(\w{1,40}) is not a (?:function|constructor)$/.exec(
      message,
    ) ?? [];
  if (member === undefined)
    return message.startsWith("require(")
      ? { key: "absent.modules", params: { name: "require" } }
      : undefined;
  return object === "globalThis"
    ? adviceOn(member)
    : {
        key: object === "console" ? "absent.console" : "absent.performance",
        params: { name: member },
      };
}

function adviceOn(name: string): { key: WordKey; params: { name: string } } | undefined {
  const key = ABSENT.get(name);
  return key === undefined ? undefined : { key, params: { name } };
}
