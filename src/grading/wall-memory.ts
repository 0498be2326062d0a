// Remembers the walls that are required for grading: the strongest set that has ever worked here,
// stored in the database, so that neither a failure nor a restart silently grades with fewer. An
// operator changes the set with GRADUS_REQUIRE_WALLS, the site owner by lowering it.

import { eq } from "drizzle-orm";
import { type Wall, WALLS } from "../../grader/doors/walls.ts";
import { recordAudit } from "../db/record-audit.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import { settings } from "../db/schema.ts";

const KEY = "strongest-walls";

export class WallMemory {
  readonly #db: Db;
  readonly #setting: Config["requireWalls"];
  #remembered: readonly Wall[];

  constructor(db: Db, { requireWalls }: Pick<Config, "requireWalls">) {
    this.#db = db;
    this.#setting = requireWalls;
    this.#remembered = readRemembered(db);
  }

  /** The value of GRADUS_REQUIRE_WALLS; undefined: the stored set is required. */
  get setting(): boolean | undefined {
    return this.#setting;
  }

  get remembered(): readonly Wall[] {
    return this.#remembered;
  }

  /** Grading requires these walls. */
  get required(): readonly Wall[] {
    if (this.#setting === undefined) return this.#remembered;
    return this.#setting ? WALLS : [];
  }

  /**
   * Records the walls that work now. They are required from now on, even if this throws because the
   * database is not writable.
   */
  remember(standing: readonly Wall[]): void {
    const together = WALLS.filter(
      (wall) => this.#remembered.includes(wall) || standing.includes(wall),
    );
    if (together.length === this.#remembered.length) return;
    this.#remembered = together;
    write(this.#db, together);
  }

  /** The site owner accepts grading without `walls`, until they work again. */
  lower(actorId: string, walls: readonly Wall[], now = new Date()): void {
    const before = this.#remembered;
    const after = before.filter((wall) => !walls.includes(wall));
    if (after.length === before.length) return;
    this.#db.transaction(
      (tx) => {
        write(tx, after);
        recordAudit(
          tx,
          { action: "walls.lower", actorId, before: { walls: before }, after: { walls: after } },
          now,
        );
      },
      { behavior: "immediate" },
    );
    this.#remembered = after;
  }
}

function readRemembered(db: Db): Wall[] {
  const names =
    db.select().from(settings).where(eq(settings.key, KEY)).get()?.value.split(",") ?? [];
  return WALLS.filter((wall) => names.includes(wall));
}

function write(db: Pick<Db, "insert">, walls: readonly Wall[]): void {
  const value = walls.join(",");
  db.insert(settings)
    .values({ key: KEY, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
    .run();
}
