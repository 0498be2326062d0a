// Where each submission that is not graded yet stands, as its author may know it. Kept in memory:
// after a restart it is graded from the start again.

import type { GroupReport } from "../../grader/doors/reports.ts";

/** When many are graded in a second, nobody reads each place that they move up. */
const MOVE_UP_MS = 1000;

export class ProgressBoard {
  /**
   * Visible groups that are done, by submission. Hidden ones are told with the final report, all at
   * once.
   */
  readonly #groups = new Map<string, Map<string, GroupReport>>();
  readonly #listeners = new Map<string, Set<() => void>>();
  /**
   * Since the last time that everybody was told; while it runs, another move is told at its end.
   */
  #resting: NodeJS.Timeout | undefined;
  #hasMoved = false;
  #isClosed = false;

  /** The server ends: whoever listens is told, and goes. */
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

  /** The same group again, of a second try, takes the first one's place. */
  addGroup(submissionId: string, group: GroupReport): void {
    if (!group.visible) return;
    this.#groups.get(submissionId)?.set(group.id, group);
    this.#tell(submissionId);
  }

  /** Graded, or back in line. */
  end(submissionId: string): void {
    this.#groups.delete(submissionId);
    this.#tell(submissionId);
  }

  /** Places in line have changed. */
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

  groupsOf(submissionId: string): GroupReport[] {
    return [...(this.#groups.get(submissionId)?.values() ?? [])];
  }

  /** Returns how to stop listening. */
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
