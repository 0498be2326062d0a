// A web process's end of the messages between the processes of a site: asks, answers, and hears when
// it has to end.

import { type About, FEEDER, type FromProcess, toProcess, type ToProcess } from "./messages.ts";

/** The feeding process has ended, or could not answer. A new one starts within seconds. */
export class NoAnswerError extends Error {
  constructor(about: About) {
    super(`the feeding process has not answered: ${about}`);
    this.name = "NoAnswerError";
  }
}

/** Throws if it cannot answer. `signal`: aborted when the answer is not wanted any more. */
type Answerer = (body: unknown, signal: AbortSignal) => Promise<unknown>;

export interface Channel {
  send: (message: FromProcess) => void;
  /** Called with each message of the primary. */
  listen: (hear: (message: unknown) => void) => void;
}

export class ProcessLink {
  readonly number: number;
  readonly #channel: Channel;
  readonly #waiting = new Map<number, (value: { value: unknown } | null) => void>();
  readonly #answerers = new Map<About, Answerer>();
  readonly #answering = new Map<number, AbortController>();
  readonly #draining = Promise.withResolvers<void>();
  readonly #ending = Promise.withResolvers<void>();
  #nextId = 0;
  #isPaused = false;

  constructor(number: number, channel: Channel) {
    this.number = number;
    this.#channel = channel;
    channel.listen((message) => {
      const known = toProcess.safeParse(message).data;
      if (known !== undefined) this.#hear(known);
    });
  }

  get isFeeder(): boolean {
    return this.number === FEEDER;
  }

  /** Whether the feeding process cannot grade at the moment. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Resolves when the process has to stop taking requests. */
  get draining(): Promise<void> {
    return this.#draining.promise;
  }

  /** Resolves when the feeding process has ended, and this one has to end. */
  get ending(): Promise<void> {
    return this.#ending.promise;
  }

  sayListening(url: string, setupPath: string | undefined): void {
    this.#channel.send({ kind: "listening", url, setupPath: setupPath ?? null });
  }

  /** From the feeding process. Says only what is new. */
  sayStanding(isPaused: boolean): void {
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    this.#channel.send({ kind: "standing", isPaused });
  }

  /**
   * Asks the feeding process, or about metrics the primary. Rejects with `NoAnswerError`, also if
   * `signal` is aborted.
   */
  ask(about: About, body: unknown, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(new NoAnswerError(about));
      const id = this.#nextId++;
      const cancel = () => {
        this.#channel.send({ kind: "cancel", id });
        this.#settle(id, null);
      };
      this.#waiting.set(id, (answer) => {
        signal?.removeEventListener("abort", cancel);
        if (answer === null) reject(new NoAnswerError(about));
        else resolve(answer.value);
      });
      signal?.addEventListener("abort", cancel, { once: true });
      this.#channel.send({ kind: "ask", id, about, body });
    });
  }

  /** What this process answers when it is asked. */
  answer(about: About, answerer: Answerer): void {
    this.#answerers.set(about, answerer);
  }

  #hear(message: ToProcess): void {
    switch (message.kind) {
      case "asked":
        return void this.#answer(message);
      case "cancelled":
        return this.#answering.get(message.id)?.abort();
      case "answered":
        return this.#settle(message.id, message.answer);
      case "standing":
        this.#isPaused = message.isPaused;
        return;
      case "drain":
        return this.#draining.resolve();
      case "end":
        this.#draining.resolve();
        this.#ending.resolve();
    }
  }

  #settle(id: number, answer: { value: unknown } | null): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  async #answer({ id, about, body }: Extract<ToProcess, { kind: "asked" }>): Promise<void> {
    const controller = new AbortController();
    this.#answering.set(id, controller);
    try {
      const answerer = this.#answerers.get(about);
      const answer =
        answerer === undefined ? null : { value: await answerer(body, controller.signal) };
      this.#channel.send({ kind: "answer", id, answer });
    } catch {
      // The answerer reports its own errors.
      this.#channel.send({ kind: "answer", id, answer: null });
    } finally {
      this.#answering.delete(id);
    }
  }
}

/** To the process that started this one by `node:cluster`. */
export function openChannel(): Channel {
  return {
    // Without a channel, the primary has ended, and this process ends too.
    send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    listen: (hear) => void process.on("message", hear),
  };
}
