#!/usr/bin/env node
// Starts Gradus on the Node that it pins (the package "node"), whichever Node this was started on. Plain JavaScript, so that an
// old one can read it.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies.node;

if (process.versions.node === wanted) {
  const { enableCompileCache } = await import("node:module");
  enableCompileCache?.(join(root, "node_modules", ".cache", "gradus", "compiled"));
  await import("./main.ts");
} else {
  const pinned = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(pinned)) {
    console.error(`Gradus needs Node ${wanted}, which npm brings: run "npm ci" in ${root} first.\nGradus 需要 Node ${wanted}，由 npm 安装：请先在 ${root} 运行 npm ci。`);
    process.exit(2);
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal's Ctrl-C reaches both; this one waits, so that the other can tidy up. A signal sent to this one alone is passed on.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 2);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
