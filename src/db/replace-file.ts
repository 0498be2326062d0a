// A file of the data folder as a whole or not at all: written aside and then renamed.
//
// By hand, since write-file-atomic renames a file that a full disk has cut short, and takes from
// the process what Node set for SIGXFSZ: at its limit of file size the server would end.

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
