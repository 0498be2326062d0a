// The primary's part in the messages between web processes: passes questions on, brings answers
// back, and answers null if the asked process has ended. It does not know what is asked.

import { type About, type Answer, FEEDER, type FromProcess, type ToProcess } from "./messages.ts";

type Send = (message: ToProcess) => void;

interface Question {
  /** The number of the asked process. */
  asked: number;
  /** undefined: the primary itself asks. */
  asker: { number: number; id: number } | undefined;
  settle: (answer: Answer) => void;
}

/** Longer than anything that is asked takes. For a process that is alive and does not answer. */
const LONGEST_MS = 60_000;

export class Switchboard {
  readonly #processes = new Map<number, Send>();
  readonly #questions = new Map<number, Question>();
  readonly #answerMetrics: () => Promise<unknown>;
  #nextId = 0;
  #isPaused = false;

  /** `answerMetrics`: the metrics of all processes together. */
  constructor(answerMetrics: () => Promise<unknown>) {
    this.#answerMetrics = answerMetrics;
  }

  /** The numbers of the processes that take requests. */
  get numbers(): number[] {
    return [...this.#processes.keys()];
  }

  /** Call when the process takes requests. */
  connect(number: number, send: Send): void {
    this.#processes.set(number, send);
    send({ kind: "standing", isPaused: this.#isPaused });
  }

  /** Call when the process has ended. */
  disconnect(number: number): void {
    this.#processes.delete(number);
    for (const [id, { asked, asker, settle }] of this.#questions) {
      if (asked === number) settle(null);
      else if (asker?.number === number) this.#cancel(id);
    }
  }

  /** Asks from the primary itself; null if there is no answer. */
  ask(asked: number, about: About, body: unknown, longestMs = LONGEST_MS): Promise<Answer> {
    return new Promise((resolve) =>
      this.#pass(asked, undefined, about, body, { longestMs, resolve }),
    );
  }

  /** A message of a process, except that it takes requests now. */
  hear(number: number, message: Exclude<FromProcess, { kind: "listening" }>): void {
    switch (message.kind) {
      case "ask":
        return this.#takeQuestion(number, message);
      case "cancel":
        for (const [id, { asker }] of this.#questions)
          if (asker?.number === number && asker.id === message.id) this.#cancel(id);
        return;
      case "answer":
        if (this.#questions.get(message.id)?.asked === number)
          this.#questions.get(message.id)!.settle(message.answer);
        return;
      case "standing":
        this.#isPaused = message.isPaused;
        for (const send of this.#processes.values()) send(message);
    }
  }

  #takeQuestion(number: number, { id, about, body }: Extract<FromProcess, { kind: "ask" }>): void {
    const resolve = (answer: Answer) =>
      this.#processes.get(number)?.({ kind: "answered", id, answer });
    if (about !== "metrics")
      return this.#pass(FEEDER, { number, id }, about, body, { longestMs: LONGEST_MS, resolve });
    void this.#answerMetrics().then(
      (value) => resolve({ value }),
      () => resolve(null),
    );
  }

  #pass(
    asked: number,
    asker: Question["asker"],
    about: About,
    body: unknown,
    { longestMs, resolve }: { longestMs: number; resolve: (answer: Answer) => void },
  ): void {
    const send = this.#processes.get(asked);
    if (send === undefined) return resolve(null);
    const id = this.#nextId++;
    const timer = setTimeout(() => this.#cancel(id), longestMs);
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      this.#questions.delete(id);
      resolve(answer);
    };
    this.#questions.set(id, { asked, asker, settle });
    send({ kind: "asked", id, about, body });
  }

  #cancel(id: number): void {
    const question = this.#questions.get(id);
    if (question === undefined) return;
    this.#processes.get(question.asked)?.({ kind: "cancelled", id });
    question.settle(null);
  }
}
