// Between preview and import a roster is stored in the data folder, so that the import is exactly
// what was previewed; after the import, a note of the accounts whose first links have not been
// fetched yet. Both are short-lived, because they hold people's names.
//
//   rosters/<course>-<id>.csv     the uploaded bytes: how to read them is chosen in the preview
//   rosters/<course>-<id>.json    replaces it once it is imported

import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { newId } from "../../db/id.ts";
import { replaceFile } from "../../db/replace-file.ts";
import { DAY_MS } from "../../durations.ts";

const STORED_MS = { ".csv": DAY_MS, ".json": 14 * DAY_MS };

const noteSchema = z.object({
  created: z.number(),
  enrolled: z.number(),
  moved: z.number(),
  /** Lines that only changed the roster's name, and lines that an account claims. */
  renamed: z.number().default(0),
  claimed: z.number().default(0),
  /** Ids of accounts without a link. */
  pending: z.array(z.string()),
  /** Ids of open seats without a link. */
  seats: z.array(z.string()).default([]),
  /** Ids of accounts whose link goes by mail (`first_link_mails`). */
  mailing: z.array(z.string()).default([]),
});
export type ImportNote = z.infer<typeof noteSchema>;

export class StoredRosters {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, "rosters");
  }

  /** Stores the bytes. Returns the import's id. */
  async store(courseId: string, bytes: Uint8Array): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#sweep();
    const id = newId();
    await writeFile(this.#path(courseId, id, ".csv"), bytes, { mode: 0o600 });
    return id;
  }

  /** undefined if there is none, or it is imported already. */
  async bytes(courseId: string, id: string): Promise<Uint8Array | undefined> {
    return this.#read(courseId, id, ".csv");
  }

  /** undefined if it is not imported. */
  async note(courseId: string, id: string): Promise<ImportNote | undefined> {
    const bytes = await this.#read(courseId, id, ".json");
    return bytes === undefined ? undefined : noteSchema.parse(JSON.parse(bytes.toString("utf8")));
  }

  /** Atomic: the note is written completely or not at all. */
  async writeNote(courseId: string, id: string, note: ImportNote): Promise<void> {
    await replaceFile(this.#path(courseId, id, ".json"), JSON.stringify(note));
  }

  async forget(courseId: string, id: string, kind: ".csv" | ".json"): Promise<void> {
    await rm(this.#path(courseId, id, kind), { force: true });
  }

  #path(courseId: string, id: string, kind: ".csv" | ".json"): string {
    return join(this.#folder, `${courseId}-${id}${kind}`);
  }

  async #read(courseId: string, id: string, kind: ".csv" | ".json"): Promise<Buffer | undefined> {
    // It comes from the URL.
    if (!/^[0-9a-z]{16}$/.test(id)) return undefined;
    try {
      return await readFile(this.#path(courseId, id, kind));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  }

  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
      if (age > (name.endsWith(".csv") ? STORED_MS[".csv"] : STORED_MS[".json"]))
        await rm(path, { force: true });
    }
  }
}
