// The walls around a slot process, and the command lines that put them up, strongest first. Which
// of them work depends on the machine (bubblewrap installed, user namespaces allowed, started by
// root or not), and the only honest way to know is to start a slot and see: the pool tries them in
// this order and keeps the first that comes up.

import { existsSync, lstatSync, readlinkSync } from "node:fs";
import { release } from "node:os";
import { delimiter, join } from "node:path";
import { nodeForSlots, type WalledProgram } from "./build-program.ts";

export const WALLS = ["permissions", "limits", "user", "namespaces"] as const;

/**
 * permissions: Node's own permission model. limits: ulimit on address space, files, descriptors.
 * user: not the user that started Gradus where that is root. namespaces: bubblewrap, so no network,
 * no other process, no file but the named ones.
 */
export type Wall = (typeof WALLS)[number];

export interface LaunchPlan {
  walls: Wall[];
  command: string[];
  /** bubblewrap reports the process it started on this descriptor. */
  infoDescriptor: number | undefined;
}

/** No slot lives to use that many. */
const CPU_SECONDS = 20_000;
const NOBODY = 65534;
/** Threads count, too: a program of ours has nine. */
const PROCESSES_IN_NAMESPACE = 64;
const INFO_DESCRIPTOR = 3;

/** `cpuSeconds`: the last resort, for a process whose parent is gone and which cannot notice. */
export function listLaunchPlans(
  program: WalledProgram,
  addressSpaceMiB: number,
  cpuSeconds: number = CPU_SECONDS,
): LaunchPlan[] {
  const isRoot = process.getuid?.() === 0;
  const setpriv = findOnPath("setpriv");
  const asNobody = isRoot && setpriv !== undefined ? [setpriv, ...becomeNobody()] : undefined;
  const node = nodeForSlots();
  const plain = nodeCommand(node, program);
  const plans: LaunchPlan[] = commandsInNamespaces(program, node, isRoot, setpriv).map(
    (command) => ({ walls: [...WALLS], command, infoDescriptor: INFO_DESCRIPTOR }),
  );
  if (asNobody !== undefined)
    plans.push({
      walls: ["permissions", "limits", "user"],
      command: [...asNobody, ...plain],
      infoDescriptor: undefined,
    });
  plans.push({
    walls: isRoot ? ["permissions", "limits"] : ["permissions", "limits", "user"],
    command: plain,
    infoDescriptor: undefined,
  });
  return plans.map((plan) => ({
    ...plan,
    command: withLimits(plan.command, addressSpaceMiB, cpuSeconds),
  }));
}

/** By bubblewrap, in the order in which they are tried; none without it. */
function commandsInNamespaces(
  program: WalledProgram,
  node: string,
  isRoot: boolean,
  setpriv: string | undefined,
): string[][] {
  const bubblewrap = findOnPath("bwrap");
  if (bubblewrap === undefined) return [];
  const { addon } = program;
  const inside = nodeCommand("/gradus/node", {
    ...program,
    folder: "/gradus/slot",
    addon: addon && {
      folder: "/gradus/addon",
      file: `/gradus/addon/${addon.file.slice(addon.folder.length + 1)}`,
    },
  });
  if (!isRoot) return commandsAsUser(program, node, inside).map((rest) => [bubblewrap, ...rest]);
  // Bubblewrap alone would leave it root's files.
  if (setpriv === undefined) return [];
  // Root needs no user namespace, so bubblewrap sets up the others as root and setpriv then gives
  // up being root, inside. This way round the program may lie in a folder that only root can enter.
  const asRoot = [
    bubblewrap,
    ...rootNamespaces(),
    ...binds(program, node, { setpriv }),
    "/gradus/setpriv",
    ...becomeNobody(),
    ...inside,
  ];
  const asNobody = commandsAsUser(program, node, inside).map((rest) => [
    setpriv,
    ...becomeNobody(),
    bubblewrap,
    ...rest,
  ]);
  return [asRoot, ...asNobody];
}

/** bubblewrap's arguments for an ordinary user, inside a namespace of its own. */
function commandsAsUser(program: WalledProgram, node: string, inside: string[]): string[][] {
  const namespaces = ["--unshare-all", "--cap-drop", "ALL"];
  const command = [...namespaces, ...binds(program, node), ...inside];
  const prlimit = countsByNamespace() ? findOnPath("prlimit") : undefined;
  if (prlimit === undefined) return [command];
  // In a namespace of users of its own the kernel counts its processes alone. Elsewhere it would
  // count all of the user's, slots and others together.
  const limited = [
    ...namespaces,
    "--unshare-user",
    ...binds(program, node, { prlimit }),
    "/gradus/prlimit",
    `--nproc=${PROCESSES_IN_NAMESPACE}`,
    ...inside,
  ];
  return [limited, command];
}

function nodeCommand(node: string, { folder, addon, threadHeapMiB }: WalledProgram): string[] {
  return [
    node,
    "--permission",
    `--allow-fs-read=${folder}/`,
    // A program without isolates does not need their addon.
    ...(addon === undefined ? [] : ["--allow-addons", `--allow-fs-read=${addon.folder}/`]),
    ...(threadHeapMiB === undefined ? [] : ["--allow-worker"]),
    // Nothing in a slot lives long enough for threads that compile and collect beside it to pay;
    // and all CPU is the worker thread's.
    "--single-threaded",
    // Nor for most of its code to be compiled once more by V8's middle compiler: where that would
    // pay, the loops in it are anyway (400 calls are the default).
    "--invocation-count-for-maglev=3000",
    "--disable-proto=delete",
    "--disable-sigusr1",
    "--no-warnings",
    `${folder}/slot.mjs`,
    ...(threadHeapMiB === undefined ? [] : [String(threadHeapMiB)]),
    ...(addon === undefined ? [] : [addon.file]),
  ];
}

function withLimits(command: string[], addressSpaceMiB: number, cpuSeconds: number): string[] {
  // A file of no bytes at most: nothing can be written even where something could be opened.
  const limits = `ulimit -t ${cpuSeconds}; ulimit -v ${addressSpaceMiB * 1024}; ulimit -c 0; ulimit -n 64; ulimit -f 0; exec "$@"`;
  return process.platform === "win32" ? command : ["/bin/sh", "-c", limits, "slot", ...command];
}

function becomeNobody(): string[] {
  return [
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    "--clear-groups",
    "--inh-caps=-all",
    "--bounding-set=-all",
    "--no-new-privs",
  ];
}

function rootNamespaces(): string[] {
  const namespaces = [
    "--unshare-ipc",
    "--unshare-pid",
    "--unshare-net",
    "--unshare-uts",
    "--unshare-cgroup-try",
  ];
  // What setpriv needs to become nobody and to empty the bounding set; it drops these three as
  // well.
  return [
    ...namespaces,
    "--cap-drop",
    "ALL",
    "--cap-add",
    "CAP_SETUID",
    "--cap-add",
    "CAP_SETGID",
    "--cap-add",
    "CAP_SETPCAP",
  ];
}

/**
 * Since Linux 5.14. Not in bubblewrap that is setuid and makes no namespace of users: then its plan
 * does not come up, and the next one is taken.
 */
function countsByNamespace(): boolean {
  const [major = 0, minor = 0] = release().split(".").map(Number);
  return process.platform === "linux" && (major > 5 || (major === 5 && minor >= 14));
}

/**
 * Everything that exists inside: the program, the addon, Node, the system's libraries and `tools`
 * (which start Node), all read-only.
 */
function binds(program: WalledProgram, node: string, tools: Record<string, string> = {}): string[] {
  // Not --die-with-parent: bubblewrap killed between starting its first process and telling that
  // one to go on leaves an orphan that waits forever. A slot whose parent is gone reads the end of
  // its pipe and kills itself, however busy its worker thread is.
  const args = [
    "--new-session",
    "--clearenv",
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    "--info-fd",
    String(INFO_DESCRIPTOR),
  ];
  // bubblewrap makes missing folders for root alone; the process inside is another user.
  for (const folder of ["/gradus", "/usr"]) args.push("--perms", "0755", "--dir", folder);
  args.push("--ro-bind", node, "/gradus/node", "--ro-bind", program.folder, "/gradus/slot");
  if (program.addon !== undefined) args.push("--ro-bind", program.addon.folder, "/gradus/addon");
  for (const [name, path] of Object.entries(tools)) args.push("--ro-bind", path, `/gradus/${name}`);
  for (const library of ["/usr/lib", "/usr/lib64", "/lib", "/lib64"]) {
    if (!existsSync(library)) continue;
    if (lstatSync(library).isSymbolicLink()) args.push("--symlink", readlinkSync(library), library);
    else args.push("--ro-bind", library, library);
  }
  return args;
}

export function findOnPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "/usr/bin:/bin").split(delimiter);
  return folders
    .filter((folder) => folder.startsWith("/"))
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}
