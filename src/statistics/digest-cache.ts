// The digest of an assignment's attempts, computed once until something about them changes, and
// shared by requests that come meanwhile.

import { LRUCache } from "lru-cache";
import type { Assignment } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import type { AttemptDigest } from "./digest.ts";
import { digestAttempts, selectState } from "./read-attempts.ts";

const MAX_DIGESTS = 32;

export class DigestCache {
  readonly #db: Db;
  readonly #known = new LRUCache<string, { state: string; digest: Promise<AttemptDigest> }>({
    max: MAX_DIGESTS,
  });

  constructor(db: Db) {
    this.#db = db;
  }

  select(
    assignment: Pick<Assignment, "id" | "versionHash" | "regradeId">,
    studentIds: readonly string[],
  ): Promise<AttemptDigest> {
    const { id, versionHash, regradeId } = assignment;
    const state = [versionHash, regradeId ?? "", selectState(this.#db, id), ...studentIds].join(
      " ",
    );
    const known = this.#known.get(id);
    if (known?.state === state) return known.digest;
    const digest = digestAttempts(this.#db, assignment, new Set(studentIds));
    // The next request tries again.
    digest.catch(() => this.#known.delete(id));
    this.#known.set(id, { state, digest });
    return digest;
  }
}
