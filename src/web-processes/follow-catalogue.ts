// Loads the published exercises again when another process has published.

import { asc } from "drizzle-orm";
import type { Logger } from "pino";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { packs } from "../db/pack-schema.ts";
import { MINUTE_MS } from "../durations.ts";
import { describeErrorForLog } from "../log.ts";

/** A statement that could not be rendered is tried again after this time. */
const RENDER_AGAIN_MS = MINUTE_MS;

export class CatalogueFollower {
  readonly #db: Db;
  readonly #catalogue: Catalogue;
  readonly #log: Logger;
  #seen = "";
  #loadedMs = 0;
  #isLoading = false;

  constructor(db: Db, catalogue: Catalogue, log: Logger) {
    this.#db = db;
    this.#catalogue = catalogue;
    this.#log = log;
  }

  /** The first time. Throws `PackError`. */
  async load(): Promise<void> {
    const state = this.#readState();
    this.#loadedMs = performance.now();
    await this.#catalogue.reload();
    this.#seen = state;
  }

  /** Call when the database may have changed. */
  look(): void {
    if (this.#isLoading || !this.#isOld) return;
    this.#isLoading = true;
    void this.load().then(
      () => {
        this.#isLoading = false;
        // It may have been published again meanwhile.
        this.look();
      },
      (error: unknown) => {
        this.#isLoading = false;
        this.#log.error({ error: describeErrorForLog(error) }, "exercises could not be loaded");
      },
    );
  }

  get #isOld(): boolean {
    const isUnrendered =
      this.#catalogue.hasUnrendered && performance.now() - this.#loadedMs > RENDER_AGAIN_MS;
    return isUnrendered || this.#readState() !== this.#seen;
  }

  /** Publishing writes its time into every pack that it finds. */
  #readState(): string {
    const { id, publishedAt, withdrawnAt } = packs;
    return JSON.stringify(
      this.#db.select({ id, publishedAt, withdrawnAt }).from(packs).orderBy(asc(id)).all(),
    );
  }
}
