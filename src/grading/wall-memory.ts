// The walls that must stand before anything is graded: the strongest that have ever stood here,
// remembered in the database, so that neither a failure nor a restart quietly grades with less. An
// operator changes that by GRADUS_REQUIRE_WALLS, the site's owner by lowering it.

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

  /** What GRADUS_REQUIRE_WALLS says; undefined: what is remembered decides. */
  get setting(): boolean | undefined {
    return this.#setting;
  }

  get remembered(): readonly Wall[] {
    return this.#remembered;
  }

  /** Nothing is graded without these. */
  get required(): readonly Wall[] {
    if (this.#setting === undefined) return this.#remembered;
    return this.#setting ? WALLS : [];
  }

  /**
   * These stand now. Throws if the database cannot be written; they are required from now on all
   * the same.
   */
  remember(standing: readonly Wall[]): void {
    const together = WALLS.filter(
      (wall) => this.#remembered.includes(wall) || standing.includes(wall),
    );
    if (together.length === this.#remembered.length) return;
    this.#remembered = together;
    write(this.#db, together);
  }

  /** The site's owner does without `walls` from now on, until they stand again. */
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
