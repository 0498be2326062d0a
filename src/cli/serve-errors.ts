// Explains why the server did not start, and what to do about it. Reports all wrong settings
// together.

import { SqliteError } from "better-sqlite3";
import { type Config, ConfigError, readConfig, SETTINGS, findUnknownSettings } from "../config.ts";
import { InterruptedRestoreError } from "../db/backup.ts";
import { LockedError } from "../db/lock.ts";
import { NewerDatabaseError } from "../db/open.ts";
import { OpenToOthersError } from "../db/private-folder.ts";
import { ProxyListError } from "../http/address.ts";
import { escapeControls } from "../reports/visible-text.ts";
import type { CommandContext } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { findNearestName } from "./find-exercise.ts";

/** undefined if the operator can do nothing about the error. */
export function startError(
  error: unknown,
  { dataFolder, port, host }: Pick<Config, "dataFolder" | "port" | "host">,
): UsageError | undefined {
  if (error instanceof LockedError) return new UsageError("serve.locked", { folder: error.folder });
  if (error instanceof InterruptedRestoreError)
    return new UsageError("serve.interrupted", { folder: error.folder });
  if (error instanceof NewerDatabaseError)
    return new UsageError("serve.newer", { file: error.file });
  if (error instanceof OpenToOthersError)
    return new UsageError("serve.openToOthers", { path: error.path, mode: error.mode });
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof SqliteError && /^SQLITE_(?:NOTADB|CORRUPT)/.test(code))
    return new UsageError("serve.damaged", { folder: dataFolder });
  if (error instanceof SqliteError && code === "SQLITE_FULL")
    return new UsageError("serve.full", { folder: dataFolder });
  if (error instanceof SqliteError && /^SQLITE_(?:CANTOPEN|READONLY|IOERR|PERM)/.test(code))
    return new UsageError("serve.notWritable", { folder: dataFolder });
  // In one of several web processes, Node says "bind".
  const isListening =
    error instanceof Error &&
    "syscall" in error &&
    (error.syscall === "listen" || error.syscall === "bind");
  if (isListening && code === "EADDRINUSE")
    return new UsageError("serve.portTaken", { port, host });
  if (isListening) return new UsageError("serve.cannotListen", { port, host, code });
  if (code === "ENOSPC") return new UsageError("serve.full", { folder: dataFolder });
  if (
    ["EACCES", "EPERM", "EROFS", "ENOTDIR", "ENOENT", "EEXIST"].includes(code) &&
    isAbout(error, dataFolder)
  )
    return new UsageError("serve.notWritable", { folder: dataFolder });
  return undefined;
}

/** A file system error about the folder, or about something in it. */
function isAbout(error: unknown, folder: string): boolean {
  return (
    error instanceof Error &&
    "path" in error &&
    (String(error.path) === folder || String(error.path).startsWith(`${folder}/`))
  );
}

/** Found only while the server is assembled. */
export function readConfigError(error: unknown): UsageError | undefined {
  return error instanceof ProxyListError
    ? new UsageError("serve.error.value", { name: "GRADUS_TRUSTED_PROXIES", value: error.message })
    : undefined;
}

/**
 * The settings, or one line for each invalid setting; also one line for each unknown name, which
 * does not stop the start.
 */
export function readSettings({ t, err }: CommandContext, env: NodeJS.ProcessEnv): Config {
  for (const name of findUnknownSettings(env)) {
    const nearest = findNearestName(
      name,
      Object.keys(SETTINGS).map((known) => known.toLowerCase()),
    )?.toUpperCase();
    err(`gradus: ${t("serve.unknown", { name: escapeControls(name) })}\n`);
    if (nearest !== undefined) err(`${t("usage.did-you-mean", { name: nearest })}\n`);
  }
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { name, value, reason } of error.errors)
      err(`gradus: ${t(`serve.error.${reason}`, { name, value })}\n`);
    throw new UsageError("serve.seeHelp");
  }
}
