// A line of texts that wait for the type checker. A text that nobody waits for any more leaves it.

import { JobCancelledError } from "../walls/parent/job-cancelled.ts";

export interface WaitingText<Question, Answer> {
  question: Question;
  resolve: (answer: Answer) => void;
}

export class WaitingTexts<Question, Answer> {
  readonly #max: number;
  readonly #onRunningCancelled: (question: Question) => void;
  readonly #waiting: WaitingText<Question, Answer>[] = [];

  /** `onRunningCancelled`: nobody waits any more for the answer to a request that has begun. */
  constructor(max: number, onRunningCancelled: (question: Question) => void = () => undefined) {
    this.#max = max;
    this.#onRunningCancelled = onRunningCancelled;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#max;
  }

  /** Rejects with `JobCancelledError` when `signal` is aborted. */
  add(question: Question, signal: AbortSignal | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const cancel = () => {
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        else this.#onRunningCancelled(question);
        reject(new JobCancelledError());
      };
      const waiting: WaitingText<Question, Answer> = {
        question,
        resolve: (answer) => {
          signal?.removeEventListener("abort", cancel);
          resolve(answer);
        },
      };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#waiting.push(waiting);
    });
  }

  /** The next in line, which leaves it. */
  shift(): WaitingText<Question, Answer> | undefined {
    return this.#waiting.shift();
  }

  /** Gives the same answer to all that wait. */
  answerAll(answer: Answer): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(answer);
  }
}
