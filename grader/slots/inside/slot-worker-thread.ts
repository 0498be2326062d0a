// A slot's worker thread: runs the isolates. It may hang in one forever, so it makes no decisions
// and owns no resources.

import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { compileSubmission } from "./compile.ts";
import { makeSnapshot, useSnapshot } from "./isolate.ts";
import { invokeBundle } from "./run-pack-code.ts";
import { runProgram } from "./run-program.ts";
import type { TellPlace } from "./run-steps.ts";
import { measureCpu } from "./yardstick.ts";
import type { SlotMessage } from "../protocol/slot-messages.ts";
import { measureProcessCpuMs } from "../../walls/inside/process-cpu.ts";
import { type SentJob, TextReceiver } from "../protocol/sent-texts.ts";
import { COMPILING } from "../protocol/agreed-numbers.ts";
import { type Outgoing, Progress } from "../../walls/inside/thread-link.ts";
import { attack } from "../../walls/inside/attack-walls.ts";
import { isPreparing, openPrepared } from "../../walls/inside/prepared-file.ts";
import { FIRST } from "./first-submission.ts";

useSnapshot(
  openPrepared("prelude.snapshot", import.meta.url, () =>
    makeSnapshot(readFileSync(new URL("./prelude.js", import.meta.url), "utf8")),
  ),
);
// Then the compiled code of the parsers is stored, too.
if (isPreparing()) compileSubmission(FIRST, "typescript");

// isolated-vm is loaded and the snapshot is read, so this thread needs no more files, addons or
// threads. It drops these permissions permanently. (Each thread must do so: dropping affects only
// the calling thread.)
for (const right of ["fs.read", "addon", "worker"]) process.permission?.drop(right);

const port = parentPort!;
const texts = new TextReceiver();
const progress = new Int32Array((workerData as { progress: SharedArrayBuffer }).progress);
// Messages are sent as text, because the main thread only forwards them, and text is the cheapest
// to transfer. Short jobs are sent in one message; a longer job sends its groups one by one, so
// that the reader sees each.
let held: string[] = [];
let heldSinceMs = 0;
const HELD_MS = 20;

function send(message: SlotMessage, kind: Outgoing["kind"] = "other"): void {
  held.push(JSON.stringify(message));
  if (message.type === "batch" && performance.now() - heldSinceMs < HELD_MS) return;
  port.postMessage({ kind, texts: held } satisfies Outgoing);
  held = [];
  heldSinceMs = performance.now();
}

port.on("message", (text: string) => {
  const job = texts.unpack(JSON.parse(text) as SentJob);
  // Reset before the job's id is set, so that no heartbeat reports the last job's position for this
  // job.
  takePlace(-1, COMPILING);
  progress[Progress.job] = job.id;
  heldSinceMs = performance.now();
  switch (job.type) {
    case "run": {
      const end = runProgram(job, placeTeller(job.id, job.careful), (batch, outcomes) =>
        send({ type: "batch", id: job.id, batch, outcomes }),
      );
      progress[Progress.job] = 0;
      return send({ type: "done", id: job.id, ...end });
    }
    case "invoke": {
      const end = invokeBundle(job, placeTeller(job.id, false));
      progress[Progress.job] = 0;
      return send({ type: "invoked", id: job.id, ...end });
    }
    case "measure": {
      const roundsMs = measureCpu();
      progress[Progress.job] = 0;
      return send({ type: "measured", id: job.id, roundsMs });
    }
    case "self-test":
      return void attack("worker").then((results) => {
        progress[Progress.job] = 0;
        send({ type: "self-tested", id: job.id, results }, "self-tested");
      });
  }
});
send({ type: "ready" }, "ready");

/**
 * Writes the position to shared memory, which the main thread reads regularly. In careful mode it
 * also sends the position, and waits.
 */
function placeTeller(id: number, careful: boolean): TellPlace {
  return (batch, caseIndex) => {
    takePlace(batch, caseIndex);
    if (!careful) return;
    const before = Atomics.load(progress, Progress.told);
    send(
      {
        type: "beat",
        id,
        batch,
        case: caseIndex,
        steps: progress[Progress.steps]! >>> 0,
        cpuTimeMs: measureProcessCpuMs(),
      },
      "told",
    );
    Atomics.wait(progress, Progress.told, before, TOLD_WALL_MS);
  };
}

function takePlace(batch: number, caseIndex: number): void {
  progress[Progress.batch] = batch;
  progress[Progress.case] = caseIndex;
  progress[Progress.steps] = (progress[Progress.steps]! + 1) | 0;
}

/**
 * Without an answer in this time, the step begins anyway. The only risk is that the position is
 * outdated after a crash.
 */
const TOLD_WALL_MS = 60_000;
