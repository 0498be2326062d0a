// The order in which jobs are claimed. Each student's first job comes before anyone's second, and so
// on; jobs with the same turn are in order of arrival. A job that is being graded uses up a turn of
// its student.
//
//   turn = the student's running jobs + the position among the student's waiting jobs (1, 2, …)
//   order = by turn, then by ticket
//
// Pure: no clock and no database. n jobs wait. Claiming, adding and finding a place take O(log n)
// steps. Claiming a student's first job changes no other turn. When a job ends, the turns of the
// same student's waiting jobs change, each in O(log n): at most two for each assignment, and after
// an undone regrade at most that student's submissions to it.

import { RankedSet } from "./ranked-set.ts";

/** A job in line, or one that is being graded. */
export interface LineJob {
  readonly id: string;
  readonly userId: string;
  /** The order of arrival; no two jobs have the same. */
  readonly ticket: number;
  readonly isRunning: boolean;
}

interface Entry<J> {
  readonly job: J;
  /** 0 until the job has a turn, and while it runs. */
  turn: number;
}

interface Student<J> {
  /** By ticket. */
  readonly waiting: Entry<J>[];
  running: number;
}

export class WaitingLine<J extends LineJob = LineJob> {
  readonly #entries = new Map<string, Entry<J>>();
  readonly #students = new Map<string, Student<J>>();
  readonly #byTurn = new RankedSet<Entry<J>>(
    (a, b) => a.turn - b.turn || a.job.ticket - b.job.ticket,
  );
  readonly #byTicket = new RankedSet<Entry<J>>((a, b) => a.job.ticket - b.job.ticket);
  #running = 0;

  get waiting(): number {
    return this.#byTurn.size;
  }

  get running(): number {
    return this.#running;
  }

  /** The job to claim next. */
  get next(): J | undefined {
    return this.#byTurn.first?.job;
  }

  /** The waiting job that arrived first, which is not always the next one. */
  get oldest(): J | undefined {
    return this.#byTicket.first?.job;
  }

  /** 1 for the next job, 0 for one that is being graded, undefined for an unknown one. */
  placeOf(id: string): number | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    return entry.job.isRunning ? 0 : this.#byTurn.countBefore(entry) + 1;
  }

  /** Adds a job, or replaces what is known of it: it was claimed, released, or given to a student. */
  put(job: J): void {
    const before = this.#entries.get(job.id);
    if (before !== undefined) this.#leave(before);
    const entry = { job, turn: 0 };
    this.#entries.set(job.id, entry);
    this.#enter(entry);
    if (before !== undefined && before.job.userId !== job.userId)
      this.#giveTurns(before.job.userId);
    this.#giveTurns(job.userId);
  }

  /** The job is finished or deleted. An unknown one changes nothing. */
  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    this.#leave(entry);
    this.#giveTurns(entry.job.userId);
  }

  /** The waiting jobs in order. */
  *[Symbol.iterator](): Generator<J> {
    for (const { job } of this.#byTurn) yield job;
  }

  #enter(entry: Entry<J>): void {
    const { job } = entry;
    const student = this.#students.get(job.userId) ?? { waiting: [], running: 0 };
    this.#students.set(job.userId, student);
    if (job.isRunning) {
      student.running += 1;
      this.#running += 1;
      return;
    }
    const before = student.waiting.findLastIndex((other) => other.job.ticket < job.ticket);
    student.waiting.splice(before + 1, 0, entry);
    this.#byTicket.add(entry);
  }

  #leave(entry: Entry<J>): void {
    const student = this.#students.get(entry.job.userId)!;
    if (entry.job.isRunning) {
      student.running -= 1;
      this.#running -= 1;
      return;
    }
    student.waiting.splice(student.waiting.indexOf(entry), 1);
    this.#byTicket.delete(entry);
    this.#byTurn.delete(entry);
  }

  /** Moves the student's waiting jobs whose turn has changed. */
  #giveTurns(userId: string): void {
    const student = this.#students.get(userId)!;
    const { waiting, running } = student;
    if (waiting.length === 0 && running === 0) this.#students.delete(userId);
    for (const [i, entry] of waiting.entries()) {
      const turn = running + i + 1;
      if (entry.turn === turn) continue;
      if (entry.turn !== 0) this.#byTurn.delete(entry);
      entry.turn = turn;
      this.#byTurn.add(entry);
    }
  }
}
