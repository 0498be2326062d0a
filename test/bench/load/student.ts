// A student with a browser: submits code and listens until the report is there.

import { type Answer, ask } from "./ask.ts";
import type { Sample } from "./samples.ts";

/** Milliseconds since the form was sent. */
export interface SubmitTimes {
  acknowledgedMs: number;
  reportedMs: number;
}

const ADDRESSES = 50;

export class LoadStudent {
  /** The path of the newest submission. */
  lastSubmission = "";
  readonly #url: string;
  readonly #localAddress: string;
  #cookie = "";

  constructor(url: string, i: number) {
    this.#url = url;
    this.#localAddress = `127.0.0.${1 + (i % ADDRESSES)}`;
  }

  get(path: string, onData?: (body: string) => void): Promise<Answer> {
    return this.#ask({ path, ...(onData !== undefined && { onData }) });
  }

  /** Sends the form, and does not look at the report. False if the site limits this student. */
  async send({ exercise, source }: Sample): Promise<boolean> {
    const { status, body } = await this.#post(exercise, source);
    if (status !== 303 && status !== 429)
      throw new Error(`POST ${exercise}: ${status} ${body.slice(0, 200)}`);
    return status === 303;
  }

  /** Throws if an answer is not the expected one, or the verdict is not the sample's. */
  async submit({ exercise, source, isRight }: Sample): Promise<SubmitTimes> {
    const startedMs = performance.now();
    const answer = await this.#post(exercise, source);
    const acknowledgedMs = performance.now() - startedMs;
    const path = answer.headers.location;
    if (answer.status !== 303 || path === undefined)
      throw new Error(`POST ${exercise}: ${answer.status} ${answer.body.slice(0, 200)}`);
    const set = answer.headers["set-cookie"]?.map((cookie) => cookie.split(";")[0]!) ?? [];
    if (set.length > 0) this.#cookie = set.join("; ");
    this.lastSubmission = path;
    const reportedAtMs = await this.#waitForReport(path, isRight);
    return { acknowledgedMs, reportedMs: reportedAtMs - startedMs };
  }

  /** As a browser does: the page of the submission, then its events if the report is not there yet. */
  async #waitForReport(path: string, isRight: boolean): Promise<number> {
    const page = await this.get(path);
    if (page.status !== 200) throw new Error(`GET ${path}: ${page.status}`);
    if (!page.body.includes("data-address")) {
      const reportedAtMs = performance.now();
      expectVerdict(path, page.body, isRight);
      return reportedAtMs;
    }
    let reportedAtMs = 0;
    const events = await this.get(`${path}/events`, (body) => {
      if (reportedAtMs === 0 && body.includes("event: done")) reportedAtMs = performance.now();
    });
    if (events.status !== 200 || reportedAtMs === 0)
      throw new Error(`events of ${path}: ${events.status}`);
    expectVerdict(path, events.body, isRight);
    return reportedAtMs;
  }

  #post(exercise: string, source: string): Promise<Answer> {
    return this.#ask({
      path: `/exercises/llm-primer/${exercise}/submissions`,
      form: new URLSearchParams({ source }).toString(),
    });
  }

  #ask({
    path,
    ...rest
  }: {
    path: string;
    form?: string;
    onData?: (body: string) => void;
  }): Promise<Answer> {
    return ask({
      url: `${this.#url}${path}`,
      localAddress: this.#localAddress,
      cookie: this.#cookie,
      ...rest,
    });
  }
}

/** As rendered by src/submissions/status-view.tsx; in an event it is inside JSON. */
function expectVerdict(path: string, text: string, isRight: boolean): void {
  const last = [...text.matchAll(/verdict-line (good|bad|warn)/g)].at(-1)?.[1];
  if (last !== (isRight ? "good" : "bad"))
    throw new Error(
      `${path}: ${isRight ? "right" : "wrong"}, but its report says ${last ?? "nothing"}`,
    );
}
