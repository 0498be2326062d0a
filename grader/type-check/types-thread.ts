// The thread that looks for type errors, in a process of its own behind a slot's walls. TypeScript
// evaluates nothing of what it reads, but a text can keep it busy forever or make it use all
// memory: the parent watches the time and the size.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type typescript from "typescript-js";
import type { Numbered, SelfTest, SelfTested } from "../walls/between/process-messages.ts";
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

// Everything is read. Each thread gives up its rights for itself.
for (const right of ["fs.read", "worker"]) process.permission?.drop(right);

// Warm before it says that it is ready; and where it finds something wrong here, it would
// everywhere.
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
  // From here on the main thread says every now and then that the process is alive.
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
    // Nested so deeply that its stack ran out, as a rule. TypeScript may be left in the middle of
    // something: the parent takes another process. What was thrown may hold some of the text, and
    // goes nowhere.
    return null;
  }
}
