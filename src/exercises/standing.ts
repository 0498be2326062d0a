// How far one person has got with one exercise, and what comes before and after it.

import { sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { gradings, submissions } from "../db/schema.ts";
import type { Catalogue, Offer } from "./catalogue.ts";
import type { DraftKey } from "./drafts.ts";

export interface Standing {
  attempts: number;
  /** Of the best attempt; null where none is graded. */
  score: number | null;
  maxScore: number | null;
  isSolved: boolean;
}

export function selectStanding(db: Db, { userId, packId, exerciseId }: DraftKey): Standing {
  const row = db.get<{ attempts: number; score: number | null; max_score: number | null; solved: number | null }>(sql`
    select count(*) as attempts, max(g.score) as score, max(g.max_score) as max_score, max(g.verdict = 'accepted') as solved
    from ${submissions} as s left join ${gradings} as g on g.submission_id = s.id and g.version_hash = s.version_hash
    where s.user_id = ${userId} and s.pack_id = ${packId} and s.exercise_id = ${exerciseId}`);
  return { attempts: row.attempts, score: row.score, maxScore: row.max_score, isSolved: row.solved === 1 };
}

export interface Neighbours {
  previous: Offer | undefined;
  next: Offer | undefined;
}

/** In the order of the pack. */
export function neighboursOf(catalogue: Catalogue, { pack, id }: Offer): Neighbours {
  const offers = catalogue.packs.find((offered) => offered.id === pack)?.offers ?? [];
  const at = offers.findIndex((offer) => offer.id === id);
  return { previous: offers[at - 1], next: at < 0 ? undefined : offers[at + 1] };
}
