// A class that submits: at a given rate, or as fast as the site can take it.

import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type CpuTimes, CpuMeter } from "./cpu-meter.ts";
import { enrolStudents } from "./enrol-students.ts";
import { Readers } from "./readers.ts";
import { type Sample, type Samples, SEEDS } from "./samples.ts";
import type { BenchSite } from "./site.ts";
import { LoadStudent } from "./student.ts";

const STUDENTS = 200;
export const READERS = 20;
/** Each seed of each kind once. */
const WARMING = SEEDS * 4;
/** How many submissions are on their way in `fill`: more than a server works on at once. */
const ON_THE_WAY = 64;

export interface Measured {
  seconds: number;
  submissions: number;
  acknowledgedMs: number[];
  reportedMs: number[];
  pagesMs: Map<string, number[]>;
  cpuMs: CpuTimes;
  errors: string[];
}

export class Traffic {
  readonly samples: Samples;
  readonly students: LoadStudent[];
  readonly #site: BenchSite;
  #sent = 0;

  constructor(site: BenchSite, samples: Samples) {
    this.#site = site;
    this.samples = samples;
    this.students = Array.from({ length: STUDENTS }, (_, i) => new LoadStudent(site.url, i));
  }

  /**
   * Not measured: each user's first submission, which creates the guests, and the reference's answers
   * to the generated cases of all seeds. Then the guests are students of a course.
   */
  async warmUp(): Promise<void> {
    const { length } = this.samples.kinds;
    const submit = async (): Promise<void> => {
      while (this.#sent < WARMING) {
        const i = this.#sent++;
        const sample = this.samples.choose(i, Math.floor(i / length) % SEEDS);
        await this.students[i % STUDENTS]!.submit(sample);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, submit));
    enrolStudents(this.#site.folder);
  }

  /** Whether or not the submissions before are graded (open loop). */
  submitAtRate(perSecond: number, seconds: number): Promise<Measured> {
    return this.#measure(async (submit) => {
      const startedMs = performance.now();
      const submitting: Promise<void>[] = [];
      for (let i = 0; i < seconds * perSecond; i += 1) {
        await sleep(Math.max(0, startedMs + (i * 1000) / perSecond - performance.now()));
        submitting.push(submit());
      }
      await Promise.all(submitting);
    });
  }

  /** The next submission as soon as one has its report, so that the server is always busy. */
  fill(seconds: number): Promise<Measured> {
    return this.#measure(async (submit) => {
      const endMs = performance.now() + seconds * 1000;
      const submitAgain = async () => {
        while (performance.now() < endMs) await submit();
      };
      await Promise.all(Array.from({ length: ON_THE_WAY }, submitAgain));
    });
  }

  async #measure(work: (submit: () => Promise<void>) => Promise<void>): Promise<Measured> {
    const acknowledgedMs: number[] = [];
    const reportedMs: number[] = [];
    const errors: string[] = [];
    const submit = async () => {
      const { student, sample } = this.#next();
      try {
        const times = await student.submit(sample);
        acknowledgedMs.push(times.acknowledgedMs);
        reportedMs.push(times.reportedMs);
      } catch (error) {
        errors.push(error instanceof Error ? error.message : String(error));
      }
    };
    const readers = new Readers();
    readers.start(this.students.slice(0, READERS));
    const meter = new CpuMeter(this.#site.roots);
    const startedMs = performance.now();
    await work(submit);
    const seconds = (performance.now() - startedMs) / 1000;
    const cpuMs = meter.stop();
    await readers.stop();
    return {
      seconds,
      submissions: reportedMs.length,
      acknowledgedMs,
      reportedMs,
      pagesMs: readers.times,
      cpuMs,
      errors: [...errors, ...readers.errors],
    };
  }

  /** A submission of one kind (samples.ts): 0 and 1 are right ones, for one exercise each. */
  nextOf(kind: number): Sample {
    const { length } = this.samples.kinds;
    this.#sent += length;
    return this.samples.choose(this.#sent - (this.#sent % length) + kind);
  }

  #next(): { student: LoadStudent; sample: Sample } {
    const i = this.#sent++;
    return { student: this.students[i % STUDENTS]!, sample: this.samples.choose(i) };
  }
}
