// Stores the progress of each ungraded submission, as far as its author may see it. In memory only:
// after a restart, grading starts again.

import type { GroupReport } from "../../grader/doors/reports.ts";
import { SubmissionListeners } from "./submission-listeners.ts";

/** What pages and event streams use of it. */
export type ShownProgress = Pick<ProgressBoard, "isClosed" | "isRunning" | "listen" | "listGroups">;

/**
 * All finished visible groups of a submission that is being graded; undefined: it is not graded any
 * more.
 */
export type TellProgress = (submissionId: string, groups: GroupReport[] | undefined) => void;

export class ProgressBoard {
  /** Finished visible groups, by submission. Hidden ones appear only in the final report. */
  readonly #groups = new Map<string, Map<string, GroupReport>>();
  readonly #listeners = new SubmissionListeners();
  readonly #onChange: TellProgress;

  /** `onChange`: called at each change, for other processes that show the progress. */
  constructor(onChange: TellProgress = () => undefined) {
    this.#onChange = onChange;
  }

  /** The server ends: listeners are notified and removed. */
  close(): void {
    this.#listeners.close();
  }

  get isClosed(): boolean {
    return this.#listeners.isClosed;
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
    this.#listeners.moveUp((id) => this.isRunning(id));
  }

  /** It is being graded at the moment. */
  isRunning(submissionId: string): boolean {
    return this.#groups.has(submissionId);
  }

  listGroups(submissionId: string): GroupReport[] {
    return [...(this.#groups.get(submissionId)?.values() ?? [])];
  }

  /** Returns a function that stops listening. */
  listen(submissionId: string, listener: () => void): () => void {
    return this.#listeners.listen(submissionId, listener);
  }

  get listenerCount(): number {
    return this.#listeners.listenerCount;
  }

  #tell(submissionId: string): void {
    this.#listeners.tell(submissionId);
    this.#onChange(
      submissionId,
      this.isRunning(submissionId) ? this.listGroups(submissionId) : undefined,
    );
  }
}
