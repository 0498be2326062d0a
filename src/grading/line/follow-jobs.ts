// The order of the table `jobs`, in memory. The rows stay the truth; this follows them.
//
// Triggers (migration 0009) note the id of each job that is added, changed or deleted in
// `job_changes`, in the transaction of the change. So no code that writes `jobs` has to report it
// here, and a transaction that is rolled back takes its notes with it. `catchUp` reads the new notes
// and then those rows. Reading a row again is harmless, so only the ids matter.
//
// This is also the seam for several processes with one database file: each has a follower of its
// own, and reads the notes that the others committed. `job_changes` has the newest 10,000 notes;
// a follower that was further behind reads the whole table again.

import type { Db } from "../../db/open.ts";
import { type HiddenJob, HiddenJobs } from "./hidden-jobs.ts";
import { type LineJob, WaitingLine } from "./waiting-line.ts";

/** A row of `jobs` with what its submission adds to it. */
export interface JobRow extends LineJob, HiddenJob {
  readonly submittedAtMs: number;
}

interface StoredRow extends Omit<JobRow, "isRunning"> {
  isRunning: 0 | 1;
  /** Its visible groups are graded. */
  isHidden: 0 | 1;
}

interface Note {
  id: number;
  submissionId: string;
}

const ROWS = `
  select j.submission_id as id, j.user_id as userId, j.ticket, j.tries, j.claimed_at is not null as isRunning,
    j.visible_report is not null as isHidden, s.submitted_at as submittedAtMs,
    s.pack_id as packId, s.exercise_id as exerciseId, s.assignment_id as assignmentId, s.version_hash as versionHash
  from jobs as j join submissions as s on s.id = j.submission_id`;

export class JobFollower {
  readonly #db: Db;
  readonly #statements: ReturnType<typeof prepareReading>;
  #line = new WaitingLine<JobRow>();
  #hidden = new HiddenJobs<JobRow>();
  /** The newest note that was read; undefined before the first reading. */
  #seenNote: number | undefined;
  /** Jobs read during a transaction that may yet be rolled back. They are read again. */
  readonly #unsure = new Set<string>();

  constructor(db: Db) {
    this.#db = db;
    this.#statements = prepareReading(db);
  }

  get line(): WaitingLine<JobRow> {
    return this.#line;
  }

  get hidden(): HiddenJobs<JobRow> {
    return this.#hidden;
  }

  /** Call it before each use of `line` and `hidden`. Costs a few microseconds if nothing changed. */
  catchUp(): void {
    const notes =
      this.#seenNote === undefined ? [] : this.#statements.notesAfter.all(this.#seenNote);
    const isBehind =
      this.#seenNote === undefined || (notes.length > 0 && notes[0]!.id !== this.#seenNote + 1);
    if (isBehind) return this.#readAll();
    if (notes.length === 0 && this.#unsure.size === 0) return;
    const ids = new Set(notes.map(({ submissionId }) => submissionId));
    for (const id of ids.union(this.#unsure)) this.#read(id);
    if (this.#db.$client.inTransaction) {
      for (const id of ids) this.#unsure.add(id);
      return;
    }
    this.#unsure.clear();
    this.#seenNote = notes.at(-1)?.id ?? this.#seenNote;
  }

  #readAll(): void {
    const { newestNote, rows } = this.#statements;
    const isInside = this.#db.$client.inTransaction;
    this.#db.transaction(() => {
      const newest = newestNote.get() ?? 0;
      this.#line = new WaitingLine();
      this.#hidden = new HiddenJobs();
      for (const row of rows.all()) this.#put(row);
      // Inside a transaction that may be rolled back, the next call reads everything again.
      this.#seenNote = isInside ? undefined : newest;
    });
    this.#unsure.clear();
  }

  #read(id: string): void {
    const row = this.#statements.rowOf.get(id);
    if (row !== undefined) return this.#put(row);
    this.#line.remove(id);
    this.#hidden.remove(id);
  }

  #put({ isHidden, isRunning, ...row }: StoredRow): void {
    const [into, outOf] = isHidden === 1 ? [this.#hidden, this.#line] : [this.#line, this.#hidden];
    outOf.remove(row.id);
    into.put({ ...row, isRunning: isRunning === 1 });
  }
}

function prepareReading({ $client }: Db) {
  return {
    notesAfter: $client.prepare<[number], Note>(
      "select id, submission_id as submissionId from job_changes where id > ? order by id",
    ),
    newestNote: $client.prepare<[], number | null>("select max(id) from job_changes").pluck(),
    rows: $client.prepare<[], StoredRow>(`${ROWS} order by j.ticket`),
    rowOf: $client.prepare<[string], StoredRow>(`${ROWS} where j.submission_id = ?`),
  };
}
