// A grade queue whose gradings wait until a test gives their result, on its own database.

import { pino } from "pino";
import { type Exercise } from "../../grader/doors/packs.ts";
import { type Grader, type GradeRequest, JobCancelledError } from "../../grader/index.ts";
import { type Report } from "../../grader/doors/reports.ts";
import type { Db } from "../../src/db/open.ts";
import type { Catalogue } from "../../src/catalogue/catalogue.ts";
import { GradeQueue, type GradeQueueParts } from "../../src/grading/grade-queue.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { ProgressBoard } from "../../src/grading/progress.ts";
import { Queue } from "../../src/grading/queue.ts";
import { openQueueDatabase, reportOf } from "./queue-database.ts";

export const STUDENTS = ["ada", "ben", "cam", "dee"];

/** A grader in which every grading waits until it is given a result. */
export class StepGrader {
  readonly asked: {
    source: string;
    end: (report: Report) => void;
    fail: (error: Error) => void;
    request: GradeRequest;
  }[] = [];

  grade(request: GradeRequest): Promise<Report> {
    return new Promise((resolve, reject) => {
      this.asked.push({
        source: new TextDecoder().decode(request.source),
        end: resolve,
        fail: reject,
        request,
      });
      request.signal?.addEventListener("abort", () => reject(new JobCancelledError()));
    });
  }
}

export class StepHost extends GraderHost {
  current: StepGrader | undefined = new StepGrader();
  readonly givenUp: string[] = [];
  readonly #listeners: (() => void)[] = [];

  constructor(slots = 2) {
    super(pino({ level: "silent" }), { submissions: { size: slots } });
  }
  override get grader(): Grader | undefined {
    return this.current as unknown as Grader | undefined;
  }
  override onReady(listener: () => void): void {
    this.#listeners.push(listener);
  }
  protected override giveUp(_: Grader, reason: string): Promise<void> {
    this.givenUp.push(reason);
    this.current = undefined;
    return Promise.resolve();
  }
  comeUp(): void {
    this.current = new StepGrader();
    for (const listener of this.#listeners) listener();
  }
}

/** It has this exercise for every version. `satisfies` finds a method that was renamed. */
export function makeCatalogue(exercise: Partial<Exercise>): Catalogue {
  return {
    loadVersion: () => Promise.resolve(exercise),
  } satisfies Partial<Record<keyof Catalogue, unknown>> as unknown as Catalogue;
}

export interface Setup {
  db: Db;
  queue: Queue;
  host: StepHost;
  progress: ProgressBoard;
  gradeQueue: GradeQueue;
}

type Options = Partial<Pick<GradeQueueParts, "isUnderExam" | "others" | "onShort">> & {
  slots?: number;
  exercise?: Partial<Exercise>;
};

export function setUp({
  slots = 2,
  isUnderExam = () => false,
  exercise = {},
  ...parts
}: Options = {}): Setup {
  const db = openQueueDatabase(STUDENTS);
  const queue = new Queue(db);
  const host = new StepHost(slots);
  const progress = new ProgressBoard();
  return {
    db,
    queue,
    host,
    progress,
    gradeQueue: new GradeQueue({
      queue,
      graders: host,
      catalogue: makeCatalogue(exercise),
      progress,
      log: pino({ level: "silent" }),
      isUnderExam,
      reportLost: () => reportOf({ verdict: "judge-error" }),
      ...parts,
    }),
  };
}
