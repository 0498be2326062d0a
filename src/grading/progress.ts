// Stores the progress of each ungraded submission, as far as its author may see it. In memory only:
// after a restart, grading starts again.

import type { GroupReport } from "../../grader/doors/reports.ts";

/**
 * If many submissions are graded in a second, listeners do not need every change of their place.
 */
const MOVE_UP_MS = 1000;

export class ProgressBoard {
  /** Finished visible groups, by submission. Hidden ones appear only in the final report. */
  readonly #groups = new Map<string, Map<string, GroupReport>>();
  readonly #listeners = new Map<string, Set<() => void>>();
  /** The pause after a notification; a change during it is reported at its end. */
  #resting: NodeJS.Timeout | undefined;
  #hasMoved = false;
  #isClosed = false;

  /** The server ends: listeners are notified and removed. */
  close(): void {
    this.#isClosed = true;
    for (const id of this.#listeners.keys()) this.#tell(id);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  begin(submissionId: string): void {
    this.#groups.set(submissionId, new Map());
    this.#tell(submissionId);
  }

  /** The same group from a second try replaces the first result. */
  addGroup(submissionId: string, group: GroupReport): void {
    if (!group.visible) return;
    this.#groups.get(submissionId)?.set(group.id, group);
    this.#tell(submissionId);
  }

  /** Call when a submission is graded, or back in line. */
  end(submissionId: string): void {
    this.#groups.delete(submissionId);
    this.#tell(submissionId);
  }

  /** Call when places in line have changed. */
  moveUp(): void {
    this.#hasMoved = true;
    if (this.#resting !== undefined) return;
    this.#hasMoved = false;
    for (const id of this.#listeners.keys()) if (!this.#groups.has(id)) this.#tell(id);
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      if (this.#hasMoved) this.moveUp();
    }, MOVE_UP_MS).unref();
  }

  listGroups(submissionId: string): GroupReport[] {
    return [...(this.#groups.get(submissionId)?.values() ?? [])];
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

  #tell(submissionId: string): void {
    for (const listener of Array.from(this.#listeners.get(submissionId) ?? [])) listener();
  }
}
