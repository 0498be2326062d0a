// Summarizes an assignment's attempts for each student: everything that its figures need, in a
// small form. Attempts are added in portions, each student's in order, so that a hundred thousand
// attempts are never in memory or processed at the same time.
//
// Attempts with a judge error only count as submitted.

import type { Verdict } from "../../grader/doors/reports.ts";
import { MINUTE_MS } from "../durations.ts";

export interface AttemptRow {
  id: string;
  userId: string;
  submittedAtMs: number;
  /** null: not graded yet. */
  verdict: Verdict | null;
  /** 0 to 1; null as above. */
  share: number | null;
  misconception: string | null;
  /** The first test group, in order, that did not pass; null if all did, or if nothing is known. */
  failedGroup: string | null;
}

/** One of a student's last graded attempts. */
interface LastAttempt {
  id: string;
  failedGroup: string | null;
  misconception: string | null;
}

export interface StudentProgress {
  userId: string;
  /** Graded or not. */
  sent: number;
  waiting: number;
  graded: number;
  /** The newest, graded or not. */
  lastId: string;
  firstAtMs: number;
  /** The first graded attempt that passed: its number among the graded ones, from 1. */
  passed: { attempt: number; atMs: number } | null;
  /** The best graded attempt, the earliest of equals; null if none is graded. */
  best: { id: string; attempt: number; share: number } | null;
  /** The last `LAST_ATTEMPTS` graded ones, the newest last. */
  last: LastAttempt[];
  misconceptions: Set<string>;
}

export interface MisconceptionCount {
  id: string;
  attempts: number;
  students: number;
}

export interface AttemptDigest {
  students: Map<string, StudentProgress>;
  misconceptions: Map<string, MisconceptionCount>;
  /** Submissions per quarter of an hour: in every time zone, hours and days begin at one. */
  quarters: Map<number, number>;
}

export const LAST_ATTEMPTS = 3;
export const QUARTER_MS = 15 * MINUTE_MS;

export function newDigest(): AttemptDigest {
  return { students: new Map(), misconceptions: new Map(), quarters: new Map() };
}

/** `rows`: each student's together and in order. */
export function addAttempts(digest: AttemptDigest, rows: readonly AttemptRow[]): void {
  for (const row of rows) {
    const student = digest.students.get(row.userId) ?? startStudent(digest, row);
    student.sent += 1;
    student.lastId = row.id;
    if (row.verdict === "judge-error") continue;
    const quarter = Math.floor(row.submittedAtMs / QUARTER_MS) * QUARTER_MS;
    digest.quarters.set(quarter, (digest.quarters.get(quarter) ?? 0) + 1);
    if (row.verdict === null) {
      student.waiting += 1;
      continue;
    }
    addGraded(student, row);
    if (row.misconception !== null) countMisconception(digest, row.misconception, student);
  }
}

function startStudent(
  { students }: AttemptDigest,
  { userId, id, submittedAtMs }: AttemptRow,
): StudentProgress {
  const student: StudentProgress = {
    userId,
    sent: 0,
    waiting: 0,
    graded: 0,
    lastId: id,
    firstAtMs: submittedAtMs,
    passed: null,
    best: null,
    last: [],
    misconceptions: new Set(),
  };
  students.set(userId, student);
  return student;
}

function addGraded(
  student: StudentProgress,
  { id, submittedAtMs, verdict, share, failedGroup, misconception }: AttemptRow,
): void {
  // Until then there were only judge errors.
  if (student.graded === 0) student.firstAtMs = submittedAtMs;
  student.graded += 1;
  if (verdict === "accepted") student.passed ??= { attempt: student.graded, atMs: submittedAtMs };
  if (student.best === null || (share ?? 0) > student.best.share)
    student.best = { id, attempt: student.graded, share: share ?? 0 };
  student.last = [...student.last, { id, failedGroup, misconception }].slice(-LAST_ATTEMPTS);
}

function countMisconception(
  { misconceptions }: AttemptDigest,
  id: string,
  student: StudentProgress,
): void {
  const count = misconceptions.get(id) ?? { id, attempts: 0, students: 0 };
  misconceptions.set(id, count);
  count.attempts += 1;
  if (!student.misconceptions.has(id)) count.students += 1;
  student.misconceptions.add(id);
}

/** Sorted by the number of students who had them, the most first. */
export function rankMisconceptions({ misconceptions }: AttemptDigest): MisconceptionCount[] {
  return [...misconceptions.values()].toSorted(
    (a, b) => b.students - a.students || b.attempts - a.attempts || (a.id < b.id ? -1 : 1),
  );
}
