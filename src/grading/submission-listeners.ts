// Readers that wait for news of a submission: its event streams. Used by the boards that know the
// progress (progress.ts, and src/web-processes/followed-progress.ts).

/**
 * If many submissions are graded in a second, listeners do not need every change of their place.
 */
const MOVE_UP_MS = 1000;

export class SubmissionListeners {
  readonly #listeners = new Map<string, Set<() => void>>();
  /** The pause after a notification; a change during it is reported at its end. */
  #resting: NodeJS.Timeout | undefined;
  #hasMoved = false;
  #isClosed = false;

  /** The server ends: listeners are notified and removed. */
  close(): void {
    this.#isClosed = true;
    for (const id of this.#listeners.keys()) this.tell(id);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Returns a function that stops listening. */
  listen(submissionId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(submissionId) ?? new Set();
    this.#listeners.set(submissionId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(submissionId) === listeners)
        this.#listeners.delete(submissionId);
    };
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  tell(submissionId: string): void {
    for (const listener of Array.from(this.#listeners.get(submissionId) ?? [])) listener();
  }

  /** Call when places in line have changed. Submissions that are being graded have none. */
  moveUp(isRunning: (submissionId: string) => boolean): void {
    this.#hasMoved = true;
    if (this.#resting !== undefined) return;
    this.#hasMoved = false;
    for (const id of this.#listeners.keys()) if (!isRunning(id)) this.tell(id);
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      if (this.#hasMoved) this.moveUp(isRunning);
    }, MOVE_UP_MS).unref();
  }
}
