// The progress of gradings in a process that does not feed the queue, as the feeding process tells
// it. Each message has all finished groups, so a lost one does no harm. If Redis is away, `look`
// finds what has begun, ended or moved up by the notes of the table `job_changes`; finished groups
// are then shown with the report only.

import { z } from "zod";
import type { GroupReport } from "../../grader/doors/reports.ts";
import type { Db } from "../db/open.ts";
import type { Queue } from "../grading/queue.ts";
import { SubmissionListeners } from "../grading/submission-listeners.ts";
import { groupReportSchema } from "../reports/report-schema.ts";
import { parseMessage } from "../workers/messages.ts";

const groupList = z.array(groupReportSchema);

export class FollowedProgress {
  readonly #queue: Pick<Queue, "placeOf">;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #listeners = new SubmissionListeners();
  /** As JSON: most are never read here. */
  readonly #groups = new Map<string, string>();
  #seenNote: number;

  constructor(db: Db, queue: Pick<Queue, "placeOf">) {
    this.#queue = queue;
    this.#statements = prepare(db);
    this.#seenNote = this.#statements.newestNote.get() ?? 0;
  }

  /** A message of the feeding process; undefined: the submission is not graded any more. */
  hear(submissionId: string, groups: string | undefined): void {
    if (groups === undefined) this.#groups.delete(submissionId);
    else this.#groups.set(submissionId, groups);
    this.#listeners.tell(submissionId);
  }

  /** Call when the database may have changed. */
  look(): void {
    const notes = this.#statements.notesAfter.all(this.#seenNote);
    if (notes.length === 0) return;
    this.#seenNote = notes.at(-1)!.id;
    const isRunning = (id: string) => this.#queue.placeOf(id) === 0;
    for (const id of this.#groups.keys()) if (!isRunning(id)) this.#groups.delete(id);
    for (const id of new Set(notes.map(({ submissionId }) => submissionId)))
      this.#listeners.tell(id);
    this.#listeners.moveUp(isRunning);
  }

  /** As far as the feeding process could tell it. */
  isRunning(submissionId: string): boolean {
    return this.#groups.has(submissionId);
  }

  listGroups(submissionId: string): GroupReport[] {
    const text = this.#groups.get(submissionId);
    return text === undefined ? [] : (parseMessage(groupList, text) ?? []);
  }

  /** Returns a function that stops listening. */
  listen(submissionId: string, listener: () => void): () => void {
    return this.#listeners.listen(submissionId, listener);
  }

  close(): void {
    this.#listeners.close();
  }

  get isClosed(): boolean {
    return this.#listeners.isClosed;
  }
}

function prepare({ $client }: Db) {
  return {
    notesAfter: $client.prepare<[number], { id: number; submissionId: string }>(
      "select id, submission_id as submissionId from job_changes where id > ? order by id",
    ),
    newestNote: $client.prepare<[], number | null>("select max(id) from job_changes").pluck(),
  };
}
