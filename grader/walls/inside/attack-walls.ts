// The attacks that an escaped submission would try first. Both threads of a slot try them before it
// gets any work. Each attack returns what it reached, or throws. The parent does not use a slot in
// which one of them succeeded.

import type { AttackResult } from "../protocol/process-messages.ts";

/**
 * The wall that must stop it: Node's permission model, which is always required, or the namespaces,
 * if there are any.
 */
type Wall = AttackResult["wall"];
type Attack = { name: string; wall: Wall; run: () => Promise<string> | string };

/** Loading a builtin can be refused too, so it is part of the attack. */
const builtin = (name: string) =>
  process.getBuiltinModule(name) as never as Record<string, (...args: never[]) => unknown>;
const call = (name: string, method: string, ...args: unknown[]) =>
  builtin(name)[method]!(...(args as never[]));

const ATTACKS: Attack[] = [
  {
    name: "read a file of the system",
    wall: "permissions",
    run: () => String(call("node:fs", "readFileSync", "/etc/passwd")).slice(0, 20),
  },
  {
    name: "read its own program",
    wall: "permissions",
    run: () => String(call("node:fs", "readFileSync", new URL(import.meta.url))).slice(0, 20),
  },
  {
    name: "list the parent's folder",
    wall: "permissions",
    run: () => String(call("node:fs", "readdirSync", "/")).slice(0, 40),
  },
  {
    name: "write a file",
    wall: "permissions",
    run: () => String(call("node:fs", "writeFileSync", "/tmp/gradus-self-test", "x")),
  },
  { name: "start a process", wall: "permissions", run: () => startProcess() },
  { name: "start a thread", wall: "permissions", run: () => startThread() },
  {
    name: "load an addon",
    wall: "permissions",
    run: () => String(process.dlopen({ exports: {} }, "/x.node")),
  },
  { name: "open a network connection", wall: "permissions", run: () => connect() },
  { name: "read a secret from the environment", wall: "permissions", run: () => leakedVariables() },
  { name: "read a file through a database", wall: "namespaces", run: () => readThroughDatabase() },
  { name: "signal another process", wall: "namespaces", run: () => signalParent() },
];

export async function attack(thread: "main" | "worker"): Promise<AttackResult[]> {
  const results: AttackResult[] = [];
  for (const { name, wall, run } of ATTACKS) {
    try {
      const reached = await run();
      results.push({
        attack: `${name} (${thread})`,
        wall,
        contained: false,
        detail: reached.slice(0, 300),
      });
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      // Loading was allowed, even if there was nothing to load.
      const refusedByChance =
        name === "load an addon" && code !== "ERR_ACCESS_DENIED" && code !== "ERR_DLOPEN_DISABLED";
      results.push({
        attack: `${name} (${thread})`,
        wall,
        contained: !refusedByChance,
        detail: String(code ?? error).slice(0, 300),
      });
    }
  }
  return results;
}

function startProcess(): string {
  const result = call("node:child_process", "spawnSync", process.execPath, ["--version"]) as {
    error?: Error;
    stdout: Buffer;
  };
  if (result.error) throw result.error;
  return String(result.stdout);
}

async function startThread(): Promise<string> {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const worker = new Worker("0", { eval: true });
  await new Promise((resolve, reject) => worker.once("online", resolve).once("error", reject));
  return "a thread";
}

async function connect(): Promise<string> {
  const { connect: open } = process.getBuiltinModule("node:net");
  // Any address works as a test: without a network, even this machine's own is unreachable
  // (ENETUNREACH, not ECONNREFUSED).
  const socket = open({ host: "127.0.0.1", port: 9 });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNREFUSED" ? resolve() : reject(error),
    );
  });
  return "a network";
}

function leakedVariables(): string {
  const names = Object.keys(process.env).filter(
    (name) => name !== "LIBC" && name !== "PWD" && name !== "TZ",
  );
  if (names.length === 0) throw new Error("nothing there");
  return names.join(" ");
}

/**
 * node:sqlite ignores the permission model. The error "not a database" means that the file was
 * read.
 */
function readThroughDatabase(): string {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  try {
    const database = new DatabaseSync("/etc/passwd", { readOnly: true });
    return JSON.stringify(database.prepare("pragma schema_version").all());
  } catch (error) {
    if (error instanceof Error && /not a database/.test(error.message)) return error.message;
    throw error;
  }
}

function signalParent(): string {
  if (process.ppid <= 1) throw new Error("nobody to be seen");
  process.kill(process.ppid, 0);
  return `process ${process.ppid}`;
}
