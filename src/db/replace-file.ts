// Replaces a file of the data folder completely or not at all: writes a temporary file and renames
// it.
//
// Not with write-file-atomic, which renames a file that a full disk has cut short. It also removes
// the signal handler that Node sets for SIGXFSZ, so the server would end at its file size limit.

import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

export async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
