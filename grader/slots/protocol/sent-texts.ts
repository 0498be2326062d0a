// Sends pack code to a slot. It is long, and the same for thousands of jobs, so each text is sent
// once and then identified by a number. Only pack slots remember texts, of modules that stay loaded
// anyway. A submission's slot receives each job completely, and remembers nothing.

import type { InvokeJob, Job, RunJob } from "./jobs.ts";

/** A new text with its number, or the number of a text that was sent before. */
type SentText = number | { number: number; text: string };

export type SentJob =
  | Exclude<Job, RunJob | InvokeJob>
  | RunJob
  | (Omit<RunJob, "source" | "driver"> & { source: SentText; driver: SentText | null })
  | (Omit<InvokeJob, "bundle"> & { bundle: SentText });

/** The parent's side, for one slot. */
export class TextSender {
  readonly #numbers = new Map<string, number>();

  pack(job: Job): SentJob {
    if (job.type === "invoke") return { ...job, bundle: this.#once(job.bundle) };
    if (job.type !== "run" || !job.keep) return job;
    return {
      ...job,
      source: this.#once(job.source),
      driver: job.driver === null ? null : this.#once(job.driver),
    };
  }

  #once(text: string): SentText {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return { number, text };
  }
}

/** The slot's side. */
export class TextReceiver {
  readonly #texts: string[] = [];

  unpack(sent: SentJob): Job {
    if (sent.type === "invoke") return { ...sent, bundle: this.#text(sent.bundle) };
    if (sent.type !== "run") return sent;
    return {
      ...sent,
      source: this.#text(sent.source),
      driver: sent.driver === null ? null : this.#text(sent.driver),
    };
  }

  #text(sent: SentText | string): string {
    if (typeof sent === "string") return sent;
    if (typeof sent === "object") this.#texts[sent.number] = sent.text;
    return this.#texts[typeof sent === "object" ? sent.number : sent]!;
  }
}
