// A slot's worker thread: holds the isolates. It may be stuck for ever in one, so it decides nothing and owns nothing.

import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { usePrelude } from "../sandbox/isolate.ts";
import { invokeBundle, runSubmission, type Progress } from "../sandbox/run-job.ts";
import type { Job, SlotMessage } from "./protocol.ts";
import { attack } from "./self-test.ts";

usePrelude(readFileSync(new URL("./prelude.js", import.meta.url), "utf8"));

// isolated-vm is loaded and the prelude read: from here on this thread needs no file, no addon and no thread, and
// gives up the right to them for good. (Each thread has to: a drop binds only the thread that asks.)
for (const right of ["fs.read", "addon", "worker"]) process.permission?.drop(right);

const port = parentPort!;
const progress: Progress = new Int32Array((workerData as { progress: SharedArrayBuffer }).progress);
const send = (message: SlotMessage) => port.postMessage(message);

port.on("message", (job: Job) => {
  switch (job.type) {
    case "run": {
      const end = runSubmission(job, progress, (batch, outcomes) => send({ type: "batch", id: job.id, batch, outcomes }));
      return send({ type: "done", id: job.id, ...end });
    }
    case "invoke":
      return send({ type: "invoked", id: job.id, ...invokeBundle(job, progress) });
    case "self-test":
      return void attack("worker").then((results) => send({ type: "self-tested", id: job.id, results }));
  }
});
send({ type: "ready" });
