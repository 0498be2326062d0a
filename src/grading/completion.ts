// How much of a pack a person has completed. It is complete when every exercise that the pack offers
// now has an accepted submission, by the version that counts for that submission. Withdrawn
// exercises are not asked for. What a running exam hides is not completed (select-progress.ts).

export interface Completion<O> {
  done: { offer: O; solvedAtMs: number }[];
  left: O[];
  /** When the last exercise was completed; null if some are left, or if there are none. */
  completedAtMs: number | null;
}

/** `progress`: from `selectProgress`. */
export function computeCompletion<O extends { pack: string; id: string }>(
  offers: readonly O[],
  progress: ReadonlyMap<string, { solvedAtMs: number | null }>,
): Completion<O> {
  const done: Completion<O>["done"] = [];
  const left: O[] = [];
  for (const offer of offers) {
    const solvedAtMs = progress.get(`${offer.pack}/${offer.id}`)?.solvedAtMs ?? null;
    if (solvedAtMs === null) left.push(offer);
    else done.push({ offer, solvedAtMs });
  }
  const isComplete = left.length === 0 && done.length > 0;
  const completedAtMs = isComplete ? Math.max(...done.map((one) => one.solvedAtMs)) : null;
  return { done, left, completedAtMs };
}
