// The main thread of a program with a worker thread (worker.mjs): slots and the type checker. It
// starts that thread, forwards messages between the parent's pipes and the thread, and sends
// heartbeats with the thread's position. The thread does all the work, so the main thread is never
// blocked. The parent's SIGKILL ends both.

import { Worker } from "node:worker_threads";
import { encodeFrame, FrameReader } from "../protocol/frames.ts";
import type { Beat, Interrupt, SelfTested } from "../protocol/process-messages.ts";
import { attack } from "./attack-walls.ts";
import { measureProcessCpuMs } from "./process-cpu.ts";
import { type Outgoing, Progress } from "./thread-link.ts";

const BEAT_MS = 50;
/** Runs while there is a job, so that an idle process sleeps. */
let beating: NodeJS.Timeout | undefined;
/** The worker thread has answered since the last job was passed to it. */
let isAnswered = true;

const progressMemory = new SharedArrayBuffer(4 * Object.keys(Progress).length);
const progress = new Int32Array(progressMemory);
const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
  workerData: { progress: progressMemory, addon: process.argv[3] },
  env: {},
  stdin: false,
  resourceLimits: { maxOldGenerationSizeMb: Number(process.argv[2]), stackSizeMb: 4 },
});

const die = () => process.kill(process.pid, "SIGKILL");
const send = (texts: string[], sent?: () => void) =>
  process.stdout.write(Buffer.concat(texts.map(encodeFrame)), sent);
const dropRights = () =>
  ["fs.read", "addon", "worker"].forEach((right) => process.permission?.drop(right));

worker.on("message", ({ kind, texts }: Outgoing) => {
  isAnswered = true;
  switch (kind) {
    case "ready":
      dropRights();
      return void send(texts);
    case "told":
      // The thread waits until its position has been sent to the parent.
      return void send(texts, () => {
        Atomics.add(progress, Progress.told, 1);
        Atomics.notify(progress, Progress.told);
      });
    case "self-tested":
      return void attack("main").then((results) => {
        const own = JSON.parse(texts[0]!) as SelfTested;
        const all: SelfTested = { ...own, results: [...own.results, ...results] };
        send([JSON.stringify(all)]);
      });
    case "other":
      return void send(texts);
  }
});
// Our own code in the thread failed, not a submission. Written for the log; the parent notices that
// the process ends.
worker.on("error", (error) => {
  process.stderr.write(String(error instanceof Error ? error.stack : error).slice(0, 1000), die);
});
worker.on("exit", die);

// The parent is trusted, so 256 MiB is only a limit for a damaged stream.
const reader = new FrameReader(256 * 1024 * 1024);
process.stdin.on("data", (chunk: Buffer) => {
  for (const job of reader.pushRaw(chunk)) {
    const unwanted = readInterrupt(job);
    if (unwanted !== undefined) {
      progress[Progress.unwanted] = unwanted;
      continue;
    }
    isAnswered = false;
    beating ??= setInterval(beat, BEAT_MS);
    worker.postMessage(job);
  }
});
// The parent has ended, for whatever reason.
process.stdin.on("end", die);
process.stdin.on("error", die);
process.stdout.on("error", die);

/** The id of the request; undefined for any other message. Jobs are long and are not parsed here. */
function readInterrupt(text: string): number | undefined {
  if (!text.startsWith('{"type":"interrupt"')) return undefined;
  return (JSON.parse(text) as Interrupt).id;
}

function beat(): void {
  const id = progress[Progress.job]!;
  if (id === 0) {
    // Between the request and its start there is no job either.
    if (!isAnswered) return;
    clearInterval(beating);
    beating = undefined;
    return;
  }
  const message: Beat = {
    type: "beat",
    id,
    batch: progress[Progress.batch]!,
    case: progress[Progress.case]!,
    steps: progress[Progress.steps]! >>> 0,
    cpuTimeMs: measureProcessCpuMs(),
  };
  send([JSON.stringify(message)]);
}
