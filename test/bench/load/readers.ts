// Students who go round the pages while others submit.

import { setTimeout as sleep } from "node:timers/promises";
import type { LoadStudent } from "./student.ts";

/** Between a reader's pages. */
const READING_MS = 1000;

export class Readers {
  /** Milliseconds, by page. */
  readonly times = new Map<string, number[]>();
  readonly errors: string[] = [];
  #isOver = false;
  #reading: Promise<unknown> = Promise.resolve();

  start(students: LoadStudent[]): void {
    this.#reading = Promise.all(students.map((student) => this.#read(student)));
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#reading;
  }

  async #read(student: LoadStudent): Promise<void> {
    await sleep(Math.random() * READING_MS);
    for (let i = Math.floor(Math.random() * 4); !this.#isOver; i += 1) {
      const pages = [
        ["list", "/"],
        ["exercise", "/exercises/llm-primer/fit-a-line"],
        ["report", student.lastSubmission],
        ["history", "/submissions"],
      ] as const;
      const [name, path] = pages[i % pages.length]!;
      const startedMs = performance.now();
      try {
        const { status } = await student.get(path);
        this.times.set(name, [...(this.times.get(name) ?? []), performance.now() - startedMs]);
        if (status !== 200) throw new Error(`GET ${path}: ${status}`);
      } catch (error) {
        this.errors.push(String(error));
      }
      await sleep(READING_MS);
    }
  }
}
