#!/usr/bin/env node
// Starts Gradus on the Node that it pins (the package "node"), regardless of the Node that runs
// this file. Plain JavaScript, so that an old Node can read it.

import { spawn } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// nohup makes the process ignore this signal, and Node restores the default. Until serve.ts decides
// what to do, closing the terminal early must not end the server.
if (
  process.argv.includes("serve") &&
  !process.stdin.isTTY &&
  !process.stdout.isTTY &&
  !process.stderr.isTTY
)
  process.on("SIGHUP", () => undefined);

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies.node;

if (process.versions.node === wanted) {
  // The process that started this file may be killed. Then nothing waits for this process any more.
  const starter = Number(process.env["GRADUS_STARTER_PID"] ?? 0);
  delete process.env["GRADUS_STARTER_PID"];
  if (starter > 0) setInterval(() => process.ppid === starter || process.exit(2), 500).unref();
  const { enableCompileCache, setSourceMapsSupport } = await import("node:module");
  // Before the first TypeScript is loaded: without the cache, Node also loads its compiler, which
  // takes longer than all the rest of a short command.
  const early = join(root, "node_modules", ".cache", "gradus", "compiled");
  if (isPrivate(early)) enableCompileCache?.(early);
  // Comes before anything that takes time, because npm may end during startup.
  const npm =
    process.env["npm_lifecycle_event"] === undefined
      ? undefined
      : (await import("./npm-runner.ts")).findNpm();
  const { openCompileCache, findProgram } = await import("./program.ts");
  const compiled = openCompileCache(root);
  if (compiled !== undefined) enableCompileCache?.(compiled);
  const program = await findProgram(root);
  if (program === undefined) (await import("./load-tsx.ts")).loadTsx();
  else setSourceMapsSupport(true, { nodeModules: true });
  await (await import(program ?? "./main.ts")).main({ npm });
} else {
  const pinned = join(
    root,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (!existsSync(pinned)) {
    console.error(
      `Gradus needs Node ${wanted}, which npm brings: run "npm ci" in ${root} first.\n` +
        `Gradus 需要 Node ${wanted}，由 npm 安装：请先在 ${root} 运行 npm ci。`,
    );
    process.exit(2);
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, GRADUS_STARTER_PID: String(process.pid) },
  });
  // This process waits so that the other can clean up. Ctrl-C in a terminal reaches both, so the
  // other may receive the signal twice.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 2);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/**
 * Whether no other user can have written in this folder of the cache. program.ts checks more, but
 * it is TypeScript.
 */
function isPrivate(folder) {
  const uid = process.getuid?.();
  const isOurs = (path, others) => {
    const found = lstatSync(path);
    return (
      found.isDirectory() &&
      (uid === undefined || (found.uid === uid && (found.mode & others) === 0))
    );
  };
  try {
    return (
      isOurs(folder, 0o077) &&
      isOurs(dirname(folder), 0o022) &&
      isOurs(dirname(dirname(folder)), 0o022)
    );
  } catch {
    return false;
  }
}
