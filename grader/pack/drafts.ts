// Writes files and folders under a temporary name and then renames them, so that readers never see
// an incomplete one.

import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Contains the id of the writing process, so that drafts of a killed process can be recognised.
 */
const DRAFT = /^\.draft-(\d+)-[0-9a-f-]{36}$/;

export function nameDraft(): string {
  return `.draft-${process.pid}-${randomUUID()}`;
}

/**
 * Writes `text` to `path` below `folder`, unless the file has that text already. Synchronous, so
 * that its drafts can be recognised (`removeOldDrafts`).
 */
export function replaceFileSync(folder: string, path: string, text: string): void {
  const target = join(folder, path);
  if (existsSync(target) && readFileSync(target, "utf8") === text) return;
  const draft = join(folder, nameDraft());
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes drafts of processes that no longer run. Writing does not yield between its first step and
 * its last, so a draft with this process's id belongs to an earlier process that had the same id.
 */
export function removeOldDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(DRAFT.exec(name)?.[1] ?? 0);
    if (pid > 0 && (pid === process.pid || !isAlive(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
