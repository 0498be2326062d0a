// Tests whether the database and the file system of the data folder have space. It tests by
// writing, because a quota, a limit on the database or a read-only disk is visible in no other way.

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Db } from "../db/open.ts";

/** More than the largest submission with its report takes. */
const ROOM_BYTES = 1024 * 1024;
/** Anyone may call this at any rate, so the result is cached. */
const ASKED_EVERY_MS = 5000;

export class DiskProbe {
  readonly #db: Db;
  readonly #file: string;
  readonly #everyMs: number;
  #last: { atMs: number; hasRoom: boolean } | undefined;

  constructor(db: Db, dataFolder: string, everyMs = ASKED_EVERY_MS) {
    this.#db = db;
    this.#file = join(dataFolder, "gradus.room");
    this.#everyMs = everyMs;
  }

  /** The result is at most a few seconds old. */
  get hasRoom(): boolean {
    const nowMs = performance.now();
    if (this.#last === undefined || nowMs - this.#last.atMs >= this.#everyMs) {
      this.#last = {
        atMs: nowMs,
        hasRoom: succeeds(() => this.#writeRow()) && succeeds(() => this.#writeFile()),
      };
    }
    return this.#last.hasRoom;
  }

  /** In a transaction that is rolled back. */
  #writeRow(): void {
    const { $client } = this.#db;
    $client.exec("begin immediate");
    try {
      $client
        .prepare("insert into settings (key, value) values ('room', zeroblob(?))")
        .run(ROOM_BYTES);
    } finally {
      // Without space, SQLite has already rolled back.
      if ($client.inTransaction) $client.exec("rollback");
    }
  }

  #writeFile(): void {
    try {
      writeFileSync(this.#file, Buffer.alloc(ROOM_BYTES), { mode: 0o600, flush: true });
    } finally {
      rmSync(this.#file, { force: true });
    }
  }
}

function succeeds(write: () => void): boolean {
  try {
    write();
    return true;
  } catch {
    return false;
  }
}
