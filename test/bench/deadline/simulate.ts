// A deadline as a discrete-event simulation: submissions arrive, wait in the line that the server
// uses (src/grading/line/waiting-line.ts), and are graded. Time jumps from event to event. No clock,
// no database: the same arrivals and times give the same result.

import FlatQueue from "flatqueue";
import { type LineJob, WaitingLine } from "../../../src/grading/line/waiting-line.ts";
import type { Arrival } from "./arrivals.ts";

export interface Scenario {
  /** In order of time. */
  arrivals: Iterable<Arrival>;
  /** How many submissions are graded at the same time. */
  graders: number;
  /** How long the next grading takes. */
  drawServiceMs: () => number;
  /** A submission of a student with so many waiting ones is refused. */
  mostWaitingEach: number;
  loss?: Loss;
}

/** Graders that stop in the middle of their work and never come back. */
export interface Loss {
  atMs: number;
  graders: number;
  /** So long after that, the server hands out their jobs again. */
  noticeMs: number;
}

/** One graded submission. */
export interface Graded {
  student: number;
  arrivedMs: number;
  /** When the grading began that gave the report. */
  startedMs: number;
  endedMs: number;
  /** How many gradings were begun, this one included. */
  starts: number;
}

export interface Totals {
  accepted: number;
  refused: number;
  graded: number;
  /** The most jobs that waited at once. */
  mostWaiting: number;
}

interface Job extends LineJob {
  arrival: Arrival;
  starts: number;
}

interface Run {
  job: Job;
  grader: number;
  startedMs: number;
}

type Event = { kind: "end"; run: Run } | { kind: "loss" } | { kind: "notice"; lost: Run[] };

/** `onGraded` is called for each report, in order of time. */
export function simulate(scenario: Scenario, onGraded: (graded: Graded) => void): Totals {
  const simulation = new Simulation(scenario, onGraded);
  for (const arrival of scenario.arrivals) {
    simulation.runUntil(arrival.atMs);
    simulation.arrive(arrival);
  }
  simulation.runUntil(Infinity);
  return simulation.totals;
}

class Simulation {
  readonly totals: Totals = { accepted: 0, refused: 0, graded: 0, mostWaiting: 0 };
  readonly #scenario: Scenario;
  readonly #onGraded: (graded: Graded) => void;
  readonly #line = new WaitingLine<Job>();
  readonly #events = new FlatQueue<Event>();
  readonly #waitingOf = new Map<number, number>();
  readonly #free: number[];
  readonly #running = new Map<number, Run>();
  #tickets = 0;

  constructor(scenario: Scenario, onGraded: (graded: Graded) => void) {
    this.#scenario = scenario;
    this.#onGraded = onGraded;
    this.#free = Array.from({ length: scenario.graders }, (_, i) => i);
    if (scenario.loss !== undefined) this.#events.push({ kind: "loss" }, scenario.loss.atMs);
  }

  arrive(arrival: Arrival): void {
    const { student, atMs } = arrival;
    const waiting = this.#waitingOf.get(student) ?? 0;
    if (waiting >= this.#scenario.mostWaitingEach) {
      this.totals.refused += 1;
      return;
    }
    this.totals.accepted += 1;
    const ticket = (this.#tickets += 1);
    this.#wait({
      id: String(ticket),
      userId: String(student),
      ticket,
      isRunning: false,
      arrival,
      starts: 0,
    });
    this.#claim(atMs);
    this.totals.mostWaiting = Math.max(this.totals.mostWaiting, this.#line.waiting);
  }

  /** All events before this time. */
  runUntil(untilMs: number): void {
    let atMs = this.#events.peekValue();
    while (atMs !== undefined && atMs < untilMs) {
      this.#handle(this.#events.pop()!, atMs);
      atMs = this.#events.peekValue();
    }
  }

  #handle(event: Event, atMs: number): void {
    if (event.kind === "end") this.#end(event.run, atMs);
    else if (event.kind === "loss") this.#lose(this.#scenario.loss!);
    else for (const { job } of event.lost) this.#wait(job);
    this.#claim(atMs);
  }

  #end(run: Run, atMs: number): void {
    const { job, grader, startedMs } = run;
    // The grader was lost meanwhile.
    if (this.#running.get(grader) !== run) return;
    this.#running.delete(grader);
    this.#free.push(grader);
    this.#line.remove(job.id);
    this.totals.graded += 1;
    const { arrival, starts } = job;
    this.#onGraded({
      student: arrival.student,
      arrivedMs: arrival.atMs,
      startedMs,
      endedMs: atMs,
      starts,
    });
  }

  /** Busy graders are lost first, so that as many submissions as possible are affected. */
  #lose({ atMs, graders, noticeMs }: Loss): void {
    const lost = [...this.#running.values()].slice(0, graders);
    for (const { grader } of lost) this.#running.delete(grader);
    this.#free.splice(0, graders - lost.length);
    this.#events.push({ kind: "notice", lost }, atMs + noticeMs);
  }

  /** In line, for the first time or again. */
  #wait(job: Job): void {
    const { student } = job.arrival;
    this.#line.put({ ...job, isRunning: false });
    this.#waitingOf.set(student, (this.#waitingOf.get(student) ?? 0) + 1);
  }

  #claim(atMs: number): void {
    while (this.#free.length > 0) {
      const next = this.#line.next;
      if (next === undefined) return;
      const job = { ...next, isRunning: true, starts: next.starts + 1 };
      this.#line.put(job);
      const { student } = job.arrival;
      const waiting = this.#waitingOf.get(student)! - 1;
      if (waiting === 0) this.#waitingOf.delete(student);
      else this.#waitingOf.set(student, waiting);
      const grader = this.#free.pop()!;
      const run = { job, grader, startedMs: atMs };
      this.#running.set(grader, run);
      this.#events.push({ kind: "end", run }, atMs + this.#scenario.drawServiceMs());
    }
  }
}
