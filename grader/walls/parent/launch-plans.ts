// The walls around a slot's process, and the command lines that set them up, strongest first. The
// machine decides which of them work (bubblewrap installed, user namespaces allowed, started by
// root or not). The only reliable test is to start a slot, so the pool tries them in this order and
// uses the first that starts.

import { existsSync, lstatSync, readlinkSync } from "node:fs";
import { release } from "node:os";
import { delimiter, join } from "node:path";
import { prepareNode, type WalledProgram } from "./build-program.ts";
import { V8_FLAGS } from "./v8-flags.ts";

export const WALLS = ["permissions", "limits", "user", "namespaces"] as const;

/**
 * permissions: Node's permission model. limits: ulimit for address space, files and descriptors.
 * user: another user than root, if root started Gradus. namespaces: bubblewrap, so there is no
 * network, no other process, and only the named files.
 */
export type Wall = (typeof WALLS)[number];

export interface LaunchPlan {
  walls: Wall[];
  command: string[];
  /** bubblewrap reports the process that it started on this file descriptor. */
  infoDescriptor: number | undefined;
}

/** No slot runs long enough to use this much. */
const CPU_SECONDS = 20_000;
const NOBODY = 65534;
/** Threads count too: our programs have nine. */
const PROCESSES_IN_NAMESPACE = 64;
const INFO_DESCRIPTOR = 3;

/** `cpuSeconds`: a last resort for a process that cannot notice that its parent has ended. */
export function listLaunchPlans(
  program: WalledProgram,
  addressSpaceMiB: number,
  cpuSeconds: number = CPU_SECONDS,
): LaunchPlan[] {
  const isRoot = process.getuid?.() === 0;
  const setpriv = findOnPath("setpriv");
  const asNobody = isRoot && setpriv !== undefined ? [setpriv, ...becomeNobody()] : undefined;
  const node = prepareNode();
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

/** The plans with bubblewrap, in the order in which they are tried; none without it. */
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
  // With bubblewrap alone, the process could still read root's files.
  if (setpriv === undefined) return [];
  // Root needs no user namespace, so bubblewrap sets up the others as root, and setpriv then
  // changes the user inside. In this order, the program may be in a folder that only root can
  // enter.
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

/** bubblewrap's arguments for an ordinary user, in a user namespace of its own. */
function commandsAsUser(program: WalledProgram, node: string, inside: string[]): string[][] {
  const namespaces = ["--unshare-all", "--cap-drop", "ALL"];
  const command = [...namespaces, ...binds(program, node), ...inside];
  const prlimit = countsByNamespace() ? findOnPath("prlimit") : undefined;
  if (prlimit === undefined) return [command];
  // In a user namespace of its own, the kernel counts only the slot's processes. Elsewhere it would
  // count all processes of the user.
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
    // A program without isolates does not need the addon.
    ...(addon === undefined ? [] : ["--allow-addons", `--allow-fs-read=${addon.folder}/`]),
    ...(threadHeapMiB === undefined ? [] : ["--allow-worker"]),
    ...V8_FLAGS,
    "--disable-proto=delete",
    "--disable-sigusr1",
    "--no-warnings",
    `${folder}/slot.mjs`,
    ...(threadHeapMiB === undefined ? [] : [String(threadHeapMiB)]),
    ...(addon === undefined ? [] : [addon.file]),
  ];
}

function withLimits(command: string[], addressSpaceMiB: number, cpuSeconds: number): string[] {
  // A file size limit of 0 bytes: nothing can be written, even if a file could be opened.
  const limits = [
    `ulimit -t ${cpuSeconds}`,
    `ulimit -v ${addressSpaceMiB * 1024}`,
    "ulimit -c 0",
    "ulimit -n 64",
    "ulimit -f 0",
    'exec "$@"',
  ].join("; ");
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
  // The capabilities that setpriv needs to change the user and to empty the bounding set; it drops
  // these three too.
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
 * Since Linux 5.14. A setuid bubblewrap creates no user namespace: then this plan does not start,
 * and the next one is tried.
 */
function countsByNamespace(): boolean {
  const [major = 0, minor = 0] = release().split(".").map(Number);
  return process.platform === "linux" && (major > 5 || (major === 5 && minor >= 14));
}

/**
 * All files that exist inside: the program, the addon, Node, the system's libraries and `tools`
 * (which start Node), all read-only.
 */
function binds(program: WalledProgram, node: string, tools: Record<string, string> = {}): string[] {
  // Not --die-with-parent: if bubblewrap is killed after it has started its first process but
  // before that process continues, an orphan waits forever. A slot whose parent has ended notices
  // the end of its pipe and kills itself, even if its worker thread is busy.
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
  // bubblewrap creates missing folders for root only, but the process inside runs as another user.
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
