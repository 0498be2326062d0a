// The digest of an assignment's attempts is made once for as long as nothing about them changes,
// and once for everybody who asks meanwhile.

import type { Assignment } from "../courses/assignments.ts";
import type { Db } from "../db/open.ts";
import type { AttemptDigest } from "./digest.ts";
import { digestAttempts, stateOf } from "./read-attempts.ts";

const MOST_KEPT = 32;

export class KeptDigests {
  readonly #db: Db;
  readonly #kept = new Map<string, { state: string; digest: Promise<AttemptDigest> }>();

  constructor(db: Db) {
    this.#db = db;
  }

  of(
    assignment: Pick<Assignment, "id" | "versionHash" | "regradeId">,
    studentIds: readonly string[],
  ): Promise<AttemptDigest> {
    const { id, versionHash, regradeId } = assignment;
    const state = [versionHash, regradeId ?? "", stateOf(this.#db, id), ...studentIds].join(" ");
    const known = this.#kept.get(id);
    this.#kept.delete(id);
    if (known?.state === state) {
      this.#kept.set(id, known);
      return known.digest;
    }
    const digest = digestAttempts(this.#db, assignment, new Set(studentIds));
    // Asked again, it is tried again.
    digest.catch(() => this.#kept.delete(id));
    this.#kept.set(id, { state, digest });
    for (const oldest of this.#kept.keys())
      if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return digest;
  }
}
