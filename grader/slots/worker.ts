// A slot's worker thread: holds the isolates. It may be stuck for ever in one, so it decides nothing and owns nothing.

import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { usePrelude } from "../sandbox/isolate.ts";
import { invokeBundle, runSubmission, type TellPlace } from "../sandbox/run-job.ts";
import type { Job, SlotMessage } from "./protocol.ts";
import { Progress } from "./wire.ts";
import { attack } from "./self-test.ts";

usePrelude(readFileSync(new URL("./prelude.js", import.meta.url), "utf8"));

// isolated-vm is loaded and the prelude read: from here on this thread needs no file, no addon and no thread, and
// gives up the right to them for good. (Each thread has to: a drop binds only the thread that asks.)
for (const right of ["fs.read", "addon", "worker"]) process.permission?.drop(right);

const port = parentPort!;
const progress = new Int32Array((workerData as { progress: SharedArrayBuffer }).progress);
const send = (message: SlotMessage) => port.postMessage(message);

port.on("message", (job: Job) => {
  switch (job.type) {
    case "run": {
      const end = runSubmission(job, placeTeller(job.id, job.careful), (batch, outcomes) => send({ type: "batch", id: job.id, batch, outcomes }));
      return send({ type: "done", id: job.id, ...end });
    }
    case "invoke":
      return send({ type: "invoked", id: job.id, ...invokeBundle(job, placeTeller(job.id, false)) });
    case "self-test":
      return void attack("worker").then((results) => send({ type: "self-tested", id: job.id, results }));
  }
});
send({ type: "ready" });

/** The place goes into memory that the main thread reads now and then; in careful mode it is sent as well, and waited for. */
function placeTeller(id: number, careful: boolean): TellPlace {
  return (batch, caseIndex) => {
    progress[Progress.batch] = batch;
    progress[Progress.case] = caseIndex;
    progress[Progress.steps] = (progress[Progress.steps]! + 1) | 0;
    if (!careful) return;
    const before = Atomics.load(progress, Progress.told);
    send({ type: "beat", id, batch, case: caseIndex, steps: progress[Progress.steps]! >>> 0 });
    Atomics.wait(progress, Progress.told, before, TOLD_WALL_MS);
  };
}

const TOLD_WALL_MS = 2000;
