// Limits are in milliseconds of a reference machine, and are multiplied by a factor for this
// machine. The factor is measured with a fixed small program (yardstick.ts), in slots that have run
// nothing else.

/**
 * CPU time of one round of the yardstick on the reference machine: one core of an AMD EPYC 9004
 * (Zen 4) under KVM, otherwise idle, with the Node of package.json. `npm run bench -- --short`
 * prints the time of a round on this machine. If the yardstick changes, measure this again.
 */
export const REFERENCE_ROUND_MS = 4.3;

/** A measurement outside these bounds counts as an error. */
export const LEAST_FACTOR = 0.5;
export const GREATEST_FACTOR = 8;

/**
 * The factor is the median of this many measurements, so that a single wrong one has no effect.
 */
const REMEMBERED = 5;
/** A new slot is measured if the last measurement is older than this. */
const DUE_MS = 10_000;
/**
 * If the last measurement is older than this, an idle new slot is measured, or one is started for
 * it.
 */
const STALE_MS = 60_000;

export class CpuScale {
  readonly #fixed: number | undefined;
  readonly #now: () => number;
  /** CPU times of rounds, the latest last. */
  readonly #roundsMs: number[] = [];
  #measuredMs = -Infinity;

  /** `fixed`: a given factor, which is not measured. */
  constructor(fixed?: number, now: () => number = () => performance.now()) {
    this.#fixed = fixed;
    this.#now = now;
  }

  /**
   * How many milliseconds of this machine count as one of the reference machine: above 1 on a
   * slower machine. 1 until it is known.
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

  /** The times of the rounds of one measurement. */
  add(roundsMs: number[]): void {
    this.#measuredMs = this.#now();
    this.#roundsMs.push(findTypicalRound(roundsMs));
    if (this.#roundsMs.length > REMEMBERED) this.#roundsMs.shift();
  }

  #isOlderThan(ms: number): boolean {
    return this.#fixed === undefined && this.#now() - this.#measuredMs > ms;
  }
}

/** 1 if nothing has been measured. */
export function findFactor(roundsMs: number[]): number {
  if (roundsMs.length === 0) return 1;
  const factor = findMedian(roundsMs) / REFERENCE_ROUND_MS;
  return Math.round(Math.min(GREATEST_FACTOR, Math.max(LEAST_FACTOR, factor)) * 1000) / 1000;
}

/**
 * The mean without the fastest and the slowest: a shared machine alternates between fast and slow
 * periods as long as a round, and a submission gets a mixture of them.
 */
export function findTypicalRound(roundsMs: number[]): number {
  const middle = roundsMs.length < 3 ? roundsMs : roundsMs.toSorted((a, b) => a - b).slice(1, -1);
  return middle.reduce((sum, ms) => sum + ms, 0) / middle.length;
}

/** The middle value; for an even number of values, the lower of the two in the middle. */
function findMedian(values: number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1]!;
}
