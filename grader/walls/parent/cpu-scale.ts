// Limits are milliseconds of a reference machine. How many of this machine's such a millisecond is
// worth is measured with a fixed small program (yardstick.ts) in slots that nothing else has run in
// yet, and every CPU limit is multiplied by that factor.

/**
 * CPU of one round of the yardstick on the reference machine: one core of an AMD EPYC 9004 (Zen 4)
 * under KVM with nothing beside it, on the Node of package.json. `npm run bench -- --short` prints
 * what a round takes here. Change the yardstick, and this has to be measured anew.
 */
export const REFERENCE_ROUND_MS = 4.3;

/** Beyond these a measure is taken for a mistake. */
export const LEAST_FACTOR = 0.5;
export const GREATEST_FACTOR = 8;

/** Measures that the factor is the median of: one that went wrong changes nothing. */
const REMEMBERED = 5;
/** A new slot is measured if the last measure is older than this. */
const DUE_MS = 10_000;
/** A slot is looked for, or made, to be measured if the last measure is older than this. */
const STALE_MS = 60_000;

export class CpuScale {
  readonly #fixed: number | undefined;
  readonly #now: () => number;
  /** CPU of a round, the latest last. */
  readonly #roundsMs: number[] = [];
  #measuredMs = -Infinity;

  /** `fixed`: the factor, which is then not measured. */
  constructor(fixed?: number, now: () => number = () => performance.now()) {
    this.#fixed = fixed;
    this.#now = now;
  }

  /**
   * This machine's milliseconds in one of the reference machine's: above 1 on a slower machine. 1
   * until it is known.
   */
  get factor(): number {
    return this.#fixed ?? findFactor(this.#roundsMs);
  }

  get isDue(): boolean {
    return this.#isOlderThan(DUE_MS);
  }

  get isStale(): boolean {
    return this.#isOlderThan(STALE_MS);
  }

  /** What the rounds of one measure took. */
  add(roundsMs: number[]): void {
    this.#measuredMs = this.#now();
    this.#roundsMs.push(findTypicalRound(roundsMs));
    if (this.#roundsMs.length > REMEMBERED) this.#roundsMs.shift();
  }

  #isOlderThan(ms: number): boolean {
    return this.#fixed === undefined && this.#now() - this.#measuredMs > ms;
  }
}

/** 1 where nothing has been measured. */
export function findFactor(roundsMs: number[]): number {
  if (roundsMs.length === 0) return 1;
  const factor = findMedian(roundsMs) / REFERENCE_ROUND_MS;
  return Math.round(Math.min(GREATEST_FACTOR, Math.max(LEAST_FACTOR, factor)) * 1000) / 1000;
}

/**
 * The mean without the quickest and the slowest: a machine that is shared takes its time in pieces
 * as long as a round, and a submission gets a mixture of them.
 */
export function findTypicalRound(roundsMs: number[]): number {
  const middle = roundsMs.length < 3 ? roundsMs : roundsMs.toSorted((a, b) => a - b).slice(1, -1);
  return middle.reduce((sum, ms) => sum + ms, 0) / middle.length;
}

/** The middle one; of an even number the lower of the two in the middle. */
function findMedian(values: number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1]!;
}
