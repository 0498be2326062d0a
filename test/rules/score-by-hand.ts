// How a score is computed, written a second time from docs/teaching.md ("How a score is computed"),
// as slowly and plainly as possible: it tries every way of choosing attempts, and whether one is
// included asks again about every one before it. Shares nothing with the policy.

export interface Paper {
  id: string;
  sentAtMs: number;
  wasPractice: boolean;
  wasSaidToCount: boolean;
  /** "waiting" until graded; "error" is ours. */
  result: "waiting" | "error" | "broken" | { right: number; of: number };
  /** Staff let it count. */
  pardon: { chargesLateness: boolean } | null;
}

export interface Terms {
  opensAtMs: number | null;
  dueAtMs: number | null;
  graceMinutes: number;
  late: "refused" | "free" | { percent: number; unitMs: number; floorPercent: number };
  lastDayMs: number | null;
  brokenIsFree: boolean;
  /** null: any number. */
  attempts: number | null;
  apartMinutes: number;
  /** Points of the first, second, ... attempt; empty: all the same. */
  worths: number[];
  takesLast: boolean;
  points: number;
}

export interface MoreTime {
  dueAtMs: number | null;
  attempts: number;
}

/**
 * By the attempts only: no override, no floor from an earlier version of the tests. null: no score
 * yet.
 */
export function earnedByHand(papers: Paper[], terms: Terms, more: MoreTime | null): number | null {
  const sorted = papers
    .filter(({ result }) => result !== "error")
    .sort((a, b) => a.sentAtMs - b.sentAtMs || (a.id < b.id ? -1 : 1));
  const regular = sorted.filter(
    ({ wasPractice, wasSaidToCount }) => !wasPractice && wasSaidToCount,
  );
  const found: number[] = [];
  for (const given of more === null ? [null] : [null, more]) {
    const alone = theOneThatCounts(regular, regular, undefined, terms, given);
    if (alone !== undefined) found.push(alone.points);
    for (const paper of sorted) {
      // As it was sent: it is judged like any other, and uses an attempt in this way of counting.
      if (!paper.wasPractice && !paper.wasSaidToCount) {
        const among = sorted.filter((one) => regular.includes(one) || one === paper);
        const one = theOneThatCounts(among, among, undefined, terms, given);
        if (one?.paper === paper) found.push(one.points);
      }
      // As staff let it count: nothing is required except that it compiles, and it uses no attempt.
      if (paper.pardon !== null) {
        const others = regular.filter((one) => one !== paper);
        const one = theOneThatCounts(
          sorted.filter((each) => others.includes(each) || each === paper),
          others,
          paper,
          terms,
          given,
        );
        if (one?.paper === paper) found.push(one.points);
      }
    }
  }
  return found.length === 0 ? null : Math.max(...found);
}

/**
 * Of these papers, of which `checked` are those that use attempts, and `pardoned` is not checked.
 */
function theOneThatCounts(
  papers: Paper[],
  checked: Paper[],
  pardoned: Paper | undefined,
  terms: Terms,
  more: MoreTime | null,
): { paper: Paper; points: number } | undefined {
  const earning = papers.flatMap((paper) => {
    if (typeof paper.result !== "object" && paper.result !== "broken") return [];
    const before = checked.slice(
      0,
      paper === pardoned
        ? checked.filter((one) => isEarlier(one, paper)).length
        : checked.indexOf(paper),
    );
    const isIn =
      paper === pardoned
        ? !(terms.brokenIsFree && paper.result === "broken")
        : counts(checked, checked.indexOf(paper), terms, more);
    if (!isIn) return [];
    const number = before.filter((_, i) => counts(checked, i, terms, more)).length + 1;
    const share = paper.result === "broken" ? 0 : paper.result.right / paper.result.of;
    const worth =
      terms.worths.length === 0
        ? 1
        : terms.worths[Math.min(number, terms.worths.length) - 1]! / terms.worths[0]!;
    const left =
      paper === pardoned && paper.pardon?.chargesLateness !== true
        ? 1
        : whatLatenessLeaves(paper, terms, more);
    return [{ paper, points: Math.round(share * worth * left * terms.points * 100) / 100 }];
  });
  if (terms.takesLast) return earning.at(-1);
  const most = Math.max(...earning.map(({ points }) => points));
  return earning.find(({ points }) => points === most);
}

const isEarlier = (a: Paper, b: Paper) =>
  a.sentAtMs < b.sentAtMs || (a.sentAtMs === b.sentAtMs && a.id < b.id);

/** Whether the i-th of them counts. */
function counts(checked: Paper[], i: number, terms: Terms, more: MoreTime | null): boolean {
  const paper = checked[i]!;
  if (terms.opensAtMs !== null && paper.sentAtMs < terms.opensAtMs) return false;
  if (isTooLate(paper, terms, more)) return false;
  if (terms.brokenIsFree && paper.result === "broken") return false;
  const before = checked.filter((_, j) => j < i && counts(checked, j, terms, more));
  if (terms.attempts !== null && before.length >= terms.attempts + (more?.attempts ?? 0))
    return false;
  return before.every((one) => paper.sentAtMs >= one.sentAtMs + terms.apartMinutes * 60_000);
}

function dueOf({ dueAtMs }: Terms, more: MoreTime | null): number {
  if (dueAtMs === null) return Infinity;
  return more === null || more.dueAtMs === null || more.dueAtMs < dueAtMs ? dueAtMs : more.dueAtMs;
}

function isTooLate(paper: Paper, terms: Terms, more: MoreTime | null): boolean {
  const graceEndsMs = dueOf(terms, more) + terms.graceMinutes * 60_000;
  if (paper.sentAtMs <= graceEndsMs) return false;
  if (terms.late === "refused") return true;
  return terms.lastDayMs !== null && paper.sentAtMs > terms.lastDayMs;
}

/** 0 to 1. */
function whatLatenessLeaves(paper: Paper, terms: Terms, more: MoreTime | null): number {
  const dueAtMs = dueOf(terms, more);
  if (typeof terms.late === "string" || paper.sentAtMs <= dueAtMs + terms.graceMinutes * 60_000)
    return 1;
  let percent = 100;
  for (let begunMs = dueAtMs; begunMs < paper.sentAtMs; begunMs += terms.late.unitMs)
    percent -= terms.late.percent;
  return Math.max(percent, terms.late.floorPercent) / 100;
}
