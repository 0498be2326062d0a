// Statements into HTML, behind walls: markdown-it and KaTeX read a stranger's text, which may be made to keep them busy for ever or to use up their
// memory. One process does a list of texts; the one that ends it is told as a problem, and the next process goes on behind it.

import { problem, type Problem } from "../pack/problem.ts";
import { buildStatementProgram } from "../slots/build.ts";
import { SlotsUnavailableError } from "../slots/pool.ts";
import { type LaunchPlan, launchPlans } from "../slots/walls.ts";
import type { StatementTargets } from "./render-statement.ts";
import { STATEMENT_CPU_MS, type StatementAnswer, StatementProcess } from "./statement-process.ts";

export interface StatementText {
  text: string;
  /** What a problem is said to be about: "llm-primer/attention/statement.en.md". */
  file: string;
  targets: StatementTargets;
}

export type RenderedStatement = { ok: true; html: string } | { ok: false; problem: Problem };

const ADDRESS_SPACE_MIB = 3400;
/** Of one process, should its parent go away while a text keeps it busy. */
const CPU_SECONDS = 60;

export class StatementRenderer {
  #plan: LaunchPlan | undefined;
  #process: StatementProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** In the order of `texts`. Throws `SlotsUnavailableError` where no process comes up; a text's own fault is its result. */
  render(texts: StatementText[]): Promise<RenderedStatement[]> {
    // One list at a time: there is no hurry, and one process is enough to have beside the slots.
    const rendered = this.#last.then(() => this.#renderAll(texts));
    this.#last = rendered.catch(() => undefined);
    return rendered;
  }

  /** Process id of what renders just now, where the host can see it. */
  get busyPids(): number[] {
    const pid = this.#process?.pid;
    return pid === undefined ? [] : [pid];
  }

  /** Waits for what was asked for, then takes no more. */
  async drain(): Promise<void> {
    await this.#last;
    await this.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#process?.kill();
    await this.#last;
  }

  async #renderAll(texts: StatementText[]): Promise<RenderedStatement[]> {
    const results: RenderedStatement[] = [];
    try {
      for (const [id, statement] of texts.entries()) results.push(resultOf(statement, await this.#answer(id, statement)));
      return results;
    } finally {
      await this.#stop();
    }
  }

  async #answer(id: number, { text, targets }: StatementText): Promise<StatementAnswer> {
    const isFirst = this.#process === undefined;
    const answer = await (await this.#start()).answer({ id, text, targets });
    if (answer.type !== "lost") return answer;
    await this.#stop();
    if (this.#closed) throw new SlotsUnavailableError("the grader is closed");
    // What others left behind in the process may have had a share in its end.
    return isFirst || answer.slow ? answer : this.#answer(id, { text, targets, file: "" });
  }

  /** Behind the strongest walls that stand here; which ones, the first start finds out. */
  async #start(): Promise<StatementProcess> {
    if (this.#process !== undefined) return this.#process;
    const plans = this.#plan === undefined ? launchPlans(buildStatementProgram(), ADDRESS_SPACE_MIB, CPU_SECONDS) : [this.#plan];
    const reasons: string[] = [];
    for (const plan of plans) {
      if (this.#closed) throw new SlotsUnavailableError("the grader is closed");
      this.#process = new StatementProcess(plan);
      try {
        await this.#process.ready();
        this.#plan = plan;
        return this.#process;
      } catch (error) {
        reasons.push(error instanceof Error ? error.message : String(error));
        await this.#stop();
      }
    }
    throw new SlotsUnavailableError(`nothing to render statements with comes up: ${[...new Set(reasons)].join("; ")}`);
  }

  async #stop(): Promise<void> {
    const ended = this.#process;
    this.#process = undefined;
    await ended?.kill();
  }
}

function resultOf({ file }: StatementText, answer: StatementAnswer): RenderedStatement {
  if (answer.type === "rendered") return { ok: true, html: answer.html };
  if (answer.type === "lost" && answer.slow) return { ok: false, problem: problem("statement-slow", file, { seconds: STATEMENT_CPU_MS / 1000 }) };
  return { ok: false, problem: problem("statement-fails", file, { detail: answer.detail }) };
}
