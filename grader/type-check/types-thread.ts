// The thread that finds type errors and answers an editor's questions, in a process of its own behind
// walls. TypeScript does not execute the code, but a text can keep it busy forever or make it use up
// all memory, so the parent limits time and memory.

import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type typescript from "typescript-js";
import type { Numbered, SelfTest, SelfTested } from "../walls/protocol/process-messages.ts";
import { attack } from "../walls/inside/attack-walls.ts";
import { type Outgoing, Progress } from "../walls/inside/thread-link.ts";
import { createCodeAssist } from "./assist-code.ts";
import { createSourceCheck, type Messages } from "./check-source.ts";
import { type Library, openDeclarations } from "./declarations.ts";
import { forgetLastMatch } from "./forget-text.ts";
import type { AssistQuestion, TypesAnswer, TypesQuestion } from "./type-messages.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as unknown;
// Not for the bundler: start-cached.ts loads it.
const load = require;
const ts = load("./typescript.cjs") as typeof typescript;
const declarations = openDeclarations(ts, read("library.json") as Library[]);
const checkSource = createSourceCheck(ts, declarations, read("messages.json") as Messages);
const assistCode = createCodeAssist(ts, declarations);

// All files are read. Each thread must drop its own permissions.
for (const right of ["fs.read", "worker"]) process.permission?.drop(right);

// The first questions compile most of TypeScript's code, so they are asked before the process is
// ready. If there is an error here, there would be one for every text.
const FIRST =
  'export const f = (xs: number[]): string => { console.log(xs); return xs.map((x) => x + 1).join(" "); };\n';
const found = checkSource({ source: FIRST, syntax: "typescript", language: "en" });
if (found.length > 0) throw new Error(`the declarations do not fit: ${found[0]!.message}`);
const offset = FIRST.lastIndexOf("join") + "join(".length;
for (const [about, place] of [
  ["completion", offset - "join(".length],
  ["name", offset - "join".length],
  ["call", offset],
] as const) {
  const question = { about, source: FIRST, syntax: "typescript", offset: place } as const;
  if (assistCode({ ...question, cpuTimeMs: Infinity }) === null)
    throw new Error(`the first question about a ${about} has no answer`);
}

const port = parentPort!;
const progress = new Int32Array((workerData as { progress: SharedArrayBuffer }).progress);

function send(message: TypesAnswer | SelfTested, kind: Outgoing["kind"] = "other"): void {
  progress[Progress.job] = 0;
  port.postMessage({ kind, texts: [JSON.stringify(message)] } satisfies Outgoing);
}

port.on("message", (text: string) => {
  const question = JSON.parse(text) as Numbered<TypesQuestion | AssistQuestion | SelfTest>;
  const { id } = question;
  // From here on, the main thread sends heartbeats.
  progress[Progress.job] = id;
  if (question.type === "self-test")
    void attack("worker").then((results) =>
      send({ type: "self-tested", id, results }, "self-tested"),
    );
  else {
    const answered = answer(question);
    forgetLastMatch();
    send(answered);
  }
});
port.postMessage({ kind: "ready", texts: [JSON.stringify({ type: "ready" })] } satisfies Outgoing);

function answer(question: Numbered<TypesQuestion | AssistQuestion>): TypesAnswer {
  const { id } = question;
  const isUnwanted = () => progress[Progress.unwanted] === id;
  try {
    return question.type === "check-types"
      ? { type: "types-checked", id, problems: checkSource(question) }
      : { type: "code-assisted", id, answer: assistCode(question, isUnwanted) };
  } catch {
    // Usually the text is nested so deeply that the stack overflowed. TypeScript may be in an
    // inconsistent state, so the parent starts another process. The error may contain a part of the
    // text, so it is not passed on.
    return { type: "gave-up", id };
  }
}
