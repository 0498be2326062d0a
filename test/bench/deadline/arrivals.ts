// When students submit before a deadline. The model: each submission is sent by a random student,
// independently of all others (a Poisson process). The rate is the same at all times, and doubles in
// the last hour before the deadline.

import { drawPauseMs, type Random } from "./random.ts";

const HOUR_MS = 3_600_000;
const LAST_HOUR_FACTOR = 2;

export interface Arrival {
  atMs: number;
  student: number;
}

export interface Rush {
  students: number;
  /** Submissions of one student, on average. */
  submissionsEach: number;
  /** From the first submission to the deadline. */
  hours: number;
}

/** Submissions a millisecond in the last hour. */
export function peakRatePerMs({ students, submissionsEach, hours }: Rush): number {
  const parts = hours - 1 + LAST_HOUR_FACTOR;
  return (students * submissionsEach * LAST_HOUR_FACTOR) / (parts * HOUR_MS);
}

/** In order of time; the deadline is at `hours`. */
export function* drawArrivals(rush: Rush, random: Random): Generator<Arrival> {
  const peak = peakRatePerMs(rush);
  const deadlineMs = rush.hours * HOUR_MS;
  const lastHourMs = deadlineMs - HOUR_MS;
  const drawStudent = () => Math.floor(random() * rush.students);
  for (
    let atMs = drawPauseMs(random, peak / LAST_HOUR_FACTOR);
    atMs < lastHourMs;
    atMs += drawPauseMs(random, peak / LAST_HOUR_FACTOR)
  )
    yield { atMs, student: drawStudent() };
  // The pause has no memory, so it can begin again with the new rate.
  for (
    let atMs = lastHourMs + drawPauseMs(random, peak);
    atMs < deadlineMs;
    atMs += drawPauseMs(random, peak)
  )
    yield { atMs, student: drawStudent() };
}

/** One student who submits without end, from `fromMs` to `untilMs`. */
export function* flood(
  student: number,
  { fromMs, untilMs, everyMs }: { fromMs: number; untilMs: number; everyMs: number },
): Generator<Arrival> {
  for (let atMs = fromMs; atMs < untilMs; atMs += everyMs) yield { atMs, student };
}

/** Both in order of time, as one. */
export function* mergeArrivals(
  first: Iterable<Arrival>,
  second: Iterable<Arrival>,
): Generator<Arrival> {
  const rest = second[Symbol.iterator]();
  let other = rest.next();
  for (const arrival of first) {
    while (other.done !== true && other.value.atMs <= arrival.atMs) {
      yield other.value;
      other = rest.next();
    }
    yield arrival;
  }
  for (; other.done !== true; other = rest.next()) yield other.value;
}
