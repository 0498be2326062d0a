// Starts a program's thread once, while the program is built, and writes the files that later
// starts read. Runs without walls: no submission is near it.

import { writeFileSync } from "node:fs";
import { MessageChannel, Worker } from "node:worker_threads";
import type { PreparedFile } from "./prepared-file.ts";
import { Progress } from "./thread-link.ts";

const { port1, port2 } = new MessageChannel();
port1.on("message", (file: PreparedFile | null) => {
  if (file === null) process.exit(0);
  writeFileSync(new URL(file.name, import.meta.url), file.content);
});
const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
  workerData: {
    progress: new SharedArrayBuffer(4 * Object.keys(Progress).length),
    addon: process.argv[2],
    preparing: port2,
  },
  transferList: [port2],
});
worker.on("exit", () => process.exit(1));
