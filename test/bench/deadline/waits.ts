// How long submissions waited, in a form that takes millions of them.

export interface WaitSummary {
  count: number;
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
}

export class Waits {
  #values = new Float64Array(1024);
  #count = 0;

  add(waitMs: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = waitMs;
    this.#count += 1;
  }

  /** All 0 if there were none. */
  summarize(): WaitSummary {
    const sorted = this.#values.subarray(0, this.#count).toSorted();
    const at = (share: number) =>
      sorted[Math.min(this.#count - 1, Math.floor(share * this.#count))];
    return {
      count: this.#count,
      p50Ms: at(0.5) ?? 0,
      p99Ms: at(0.99) ?? 0,
      worstMs: sorted.at(-1) ?? 0,
    };
  }
}
