// Metrics for the operator, in the format of Prometheus: requests, submissions, the queue, slots,
// the process. Of several web processes, each counts its requests, and only the one that feeds the
// queue describes grading, so that the sum over all is right.

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Report } from "../../grader/doors/reports.ts";
import type { LiveTests } from "../live-tests/live-tests.ts";
import type { Db } from "../db/open.ts";
import type { Graders } from "../grading/graders.ts";
import { WORKER_STATES } from "../workers/messages.ts";
import type { RemoteGrader } from "../workers/remote-grader.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import type { Queue } from "../grading/queue.ts";
import type { ClaimedJob } from "../grading/queue.ts";

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const VERDICT_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export interface GradingParts {
  queue: Queue;
  host: GraderHost;
  graders: Graders;
  remote: RemoteGrader | undefined;
  liveTests: Pick<LiveTests, "depth">;
  db: Db;
}

export class Metrics {
  readonly registry = new Registry();
  readonly #requests: Histogram<"method" | "route" | "status">;
  readonly #graded: Counter<"verdict">;
  readonly #untilVerdict: Histogram;
  readonly #gather: () => Promise<string>;

  /**
   * `grading`: undefined in a process that does not feed the queue. `gather`: the metrics of all
   * processes, if there are several.
   */
  constructor(grading: GradingParts | undefined, gather?: () => Promise<string>) {
    this.#gather = gather ?? (() => this.registry.metrics());
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#requests = new Histogram({
      name: "gradus_request_seconds",
      help: "Duration of HTTP requests in seconds, by route",
      labelNames: ["method", "route", "status"],
      buckets: REQUEST_SECONDS,
      registers,
    });
    this.#graded = new Counter({
      name: "gradus_submissions_graded_total",
      help: "Number of graded submissions, by verdict",
      labelNames: ["verdict"],
      registers,
    });
    this.#untilVerdict = new Histogram({
      name: "gradus_submission_verdict_seconds",
      help: "Time from submission to verdict in seconds",
      buckets: VERDICT_SECONDS,
      registers,
    });
    if (grading !== undefined) addGradingGauges(registers, grading);
  }

  /** For Prometheus. Rejects if not all processes answer. */
  text(): Promise<string> {
    return this.#gather();
  }

  /** `route`: its pattern, never the address, which may contain arbitrary text. */
  countRequest(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  countGraded(
    { verdict }: Report,
    { submittedAt, visibleReport }: Pick<ClaimedJob, "submittedAt" | "visibleReport">,
  ): void {
    // Its author has already had a verdict.
    if (visibleReport !== null) return;
    this.#graded.inc({ verdict });
    // If the clock was set back, the value must not become negative.
    this.#untilVerdict.observe(Math.max(0, Date.now() - submittedAt.getTime()) / 1000);
  }
}

function addGradingGauges(
  registers: Registry[],
  { queue, host, graders, remote, liveTests, db }: GradingParts,
): void {
  const queueGauge = new Gauge({
    name: "gradus_queue_submissions",
    help: "Number of submissions that are not graded yet, by state",
    labelNames: ["state"],
    registers,
    collect: () => {
      const { waiting, running } = queue.depth();
      queueGauge.set({ state: "waiting" }, waiting);
      queueGauge.set({ state: "running" }, running);
      const hidden = queue.hiddenDepth();
      queueGauge.set({ state: "hidden" }, hidden.waiting + hidden.running);
    },
  });
  const repeated: Gauge = new Gauge({
    name: "gradus_queue_repeated",
    help: "Number of submissions that lost a grader and are graded again",
    registers,
    collect: () => repeated.set(queue.repeated()),
  });
  const liveTestGauge: Gauge<"state"> = new Gauge({
    name: "gradus_checks",
    help: "Number of live tests, by state",
    labelNames: ["state"],
    registers,
    collect: () => {
      const { waiting, running } = liveTests.depth;
      liveTestGauge.set({ state: "waiting" }, waiting);
      liveTestGauge.set({ state: "running" }, running);
    },
  });
  const bytes: Gauge = new Gauge({
    name: "gradus_database_bytes",
    help: "Size of the database in bytes",
    registers,
    collect: (): void =>
      bytes.set(
        Number(db.$client.pragma("page_count", { simple: true })) *
          Number(db.$client.pragma("page_size", { simple: true })),
      ),
  });
  const ready: Gauge = new Gauge({
    name: "gradus_grading_possible",
    help: "1 if submissions can be graded, otherwise 0",
    registers,
    collect: (): void => ready.set(graders.isReady ? 1 : 0),
  });
  const slotsGauge: Gauge = new Gauge({
    name: "gradus_grading_slots",
    help: "How many submissions can be graded at once, here and by workers",
    registers,
    collect: (): void => slotsGauge.set(graders.slots),
  });
  const workerGauge: Gauge<"state"> = new Gauge({
    name: "gradus_workers",
    help: "Number of workers, by state",
    labelNames: ["state"],
    registers,
    collect: () => {
      for (const state of WORKER_STATES)
        workerGauge.set(
          { state },
          remote?.workers.filter((worker) => worker.state === state).length ?? 0,
        );
    },
  });
  const factor: Gauge = new Gauge({
    name: "gradus_cpu_factor",
    help: "Factor for time limits: 2 on a machine half as fast as the reference machine",
    registers,
    collect: (): void => factor.set(host.grader?.cpuFactor ?? Number.NaN),
  });
  const busy: Gauge = new Gauge({
    name: "gradus_slots_busy",
    help: "Number of busy slots",
    registers,
    collect: (): void => busy.set(host.grader?.busyPids().length ?? 0),
  });
}
