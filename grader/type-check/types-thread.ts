// The thread that finds type errors, in a process of its own behind walls. TypeScript does not
// execute the code, but a text can keep it busy forever or make it use up all memory, so the parent
// limits time and memory.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type typescript from "typescript-js";
import type { Numbered, SelfTest, SelfTested } from "../walls/protocol/process-messages.ts";
import { attack } from "../walls/inside/attack-walls.ts";
import { type Outgoing, Progress } from "../walls/inside/thread-link.ts";
import { createSourceCheck, type Library, type Messages } from "./check-source.ts";
import type { TypeProblem, TypesAnswer, TypesQuestion } from "./type-messages.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as unknown;
const load = createRequire(import.meta.url);
const checkSource = createSourceCheck(
  load("./typescript.cjs") as typeof typescript,
  read("library.json") as Library[],
  read("messages.json") as Messages,
);

// All files are read. Each thread must drop its own permissions.
for (const right of ["fs.read", "worker"]) process.permission?.drop(right);

// The first check compiles most of TypeScript's code, so it runs before the process is ready. If it
// reports an error here, it would do so for every text.
const found = checkSource({
  source:
    'export const f = (xs: number[]): string => { console.log(xs); return xs.map((x) => x + 1).join(" "); };\n',
  syntax: "typescript",
  language: "en",
});
if (found.length > 0) throw new Error(`the declarations do not fit: ${found[0]!.message}`);

const port = parentPort!;
const progress = new Int32Array((workerData as { progress: SharedArrayBuffer }).progress);

function send(message: TypesAnswer | SelfTested, kind: Outgoing["kind"] = "other"): void {
  progress[Progress.job] = 0;
  port.postMessage({ kind, texts: [JSON.stringify(message)] } satisfies Outgoing);
}

port.on("message", (text: string) => {
  const question = JSON.parse(text) as Numbered<TypesQuestion | SelfTest>;
  const { id } = question;
  // From here on, the main thread sends heartbeats.
  progress[Progress.job] = id;
  if (question.type === "self-test")
    void attack("worker").then((results) =>
      send({ type: "self-tested", id, results }, "self-tested"),
    );
  else send({ type: "types-checked", id, problems: findProblems(question) });
});
port.postMessage({ kind: "ready", texts: [JSON.stringify({ type: "ready" })] } satisfies Outgoing);

function findProblems(question: TypesQuestion): TypeProblem[] | null {
  try {
    return checkSource(question);
  } catch {
    // Usually the text is nested so deeply that the stack overflowed. TypeScript may be in an
    // inconsistent state, so the parent starts another process. The error may contain a part of the
    // text, so it is not passed on.
    return null;
  }
}
