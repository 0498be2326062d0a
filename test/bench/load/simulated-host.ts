// A grader that does not grade: it waits as long as grading takes, and answers with a report that was
// made before from the same code. The report gets the hash and the seeds of the job, so that the
// server accepts it.

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { GradeRequest } from "../../../grader/index.ts";
import type { Report } from "../../../grader/doors/reports.ts";
import { WALLS } from "../../../grader/doors/walls.ts";
import { GraderHost, type GraderState } from "../../../src/grading/grader-host.ts";
import type { MeasuredGrading } from "./measure-gradings.ts";
import { removeComment } from "./samples.ts";

export class SimulatedHost extends GraderHost {
  readonly #gradings: Map<string, MeasuredGrading>;
  readonly #listeners: (() => void)[] = [];

  constructor(log: Logger, gradings: MeasuredGrading[]) {
    super(log);
    this.#gradings = new Map(
      gradings.map((grading) => [nameGrading(grading.exercise, grading.source), grading]),
    );
  }

  override get state(): GraderState {
    return { kind: "ready", walls: { standing: [...WALLS], missing: [] } };
  }

  override onReady(listener: () => void): void {
    this.#listeners.push(listener);
  }

  override open(): Promise<void> {
    for (const listener of this.#listeners) listener();
    return Promise.resolve();
  }

  override async grade(request: GradeRequest): Promise<Report> {
    const { exercise, source, onGroup } = request;
    const text = new TextDecoder().decode(source);
    const grading = this.#gradings.get(nameGrading(exercise.id, removeComment(text)));
    if (grading === undefined) throw new Error("the submission is not a sample of bench:load");
    const { report, parentCpuMs, slotsCpuMs } = grading;
    const { groups } = report;
    // Each group takes the same part of the time.
    for (const group of groups) {
      await sleep((parentCpuMs + slotsCpuMs) / groups.length);
      onGroup?.(group);
    }
    return fitReport(report, request);
  }
}

function nameGrading(exercise: string, source: string): string {
  return `${exercise} ${source}`;
}

/** The report as that of another submission of the same code. */
function fitReport(report: Report, { source, seed, hiddenSeed }: GradeRequest): Report {
  const { receipt } = report;
  return {
    ...report,
    receipt: {
      ...receipt,
      submission: createHash("sha256").update(source).digest("hex"),
      seed: seed ?? receipt.seed,
      ...(receipt.hiddenSeed !== undefined && { hiddenSeed: hiddenSeed ?? receipt.hiddenSeed }),
    },
  };
}
