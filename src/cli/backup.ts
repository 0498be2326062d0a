// gradus backup FILE, gradus restore FILE: saves a whole site to one file, and restores it.

import {
  backUp,
  ChangedBackupError,
  FileExistsError,
  NoBackupError,
  NoOwnerError,
  NothingToBackUpError,
  restore,
} from "../db/backup.ts";
import { isDiskFull } from "../db/disk-full.ts";
import type { CommandContext } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { readSettings, startError } from "./serve-errors.ts";

export async function backUpSite(context: CommandContext, file: string): Promise<number> {
  const config = readSettings(context, process.env);
  try {
    await backUp(config.dataFolder, file);
  } catch (error) {
    if (error instanceof FileExistsError) throw new UsageError("backup.exists", { file });
    if (error instanceof NothingToBackUpError)
      throw new UsageError("backup.nothing", { folder: config.dataFolder });
    if (error instanceof NoOwnerError)
      throw new UsageError("backup.noOwner", { folder: config.dataFolder });
    if (isDiskFull(error)) throw new UsageError("backup.full", { file });
    throw asUsageError(error, file) ?? startError(error, config) ?? error;
  }
  context.out(`${context.t("backup.done", { folder: config.dataFolder, file })}\n`);
  return 0;
}

// oxlint-disable-next-line require-await
export async function restoreSite(context: CommandContext, file: string): Promise<number> {
  const config = readSettings(context, process.env);
  try {
    const aside = restore(config.dataFolder, file);
    context.out(`${context.t("backup.restored", { folder: config.dataFolder })}\n`);
    if (aside !== undefined) context.out(`${context.t("backup.aside", { folder: aside })}\n`);
    return 0;
  } catch (error) {
    if (error instanceof NoBackupError) throw new UsageError("backup.none", { file });
    if (error instanceof ChangedBackupError) throw new UsageError("backup.changed", { file });
    if (isDiskFull(error))
      throw new UsageError("backup.restoreFull", { folder: config.dataFolder });
    throw asUsageError(error, file) ?? startError(error, config) ?? error;
  }
}

/** Errors about the file that the user named. */
function asUsageError(error: unknown, file: string): UsageError | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  if (path !== file && !(path ?? "").startsWith(`${file}.`)) return undefined;
  return code === "ENOENT"
    ? new UsageError("usage.file-missing", { file })
    : new UsageError("usage.file-unreadable", { file, detail: code ?? String(error) });
}
