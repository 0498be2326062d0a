// The metrics of all web processes as one text, whichever of them is asked.

import { HTTPException } from "hono/http-exception";
import { AggregatorRegistry, type Registry } from "prom-client";
import { z } from "zod";
import { SECOND_MS } from "../durations.ts";
import { NoAnswerError, type ProcessLink } from "./process-link.ts";
import type { Switchboard } from "./switchboard.ts";

/** Prometheus gives up after ten seconds. */
const LONGEST_MS = 5 * SECOND_MS;

/** Of all processes, from the primary. Throws 503 if one does not answer. */
export async function gatherMetrics(link: ProcessLink): Promise<string> {
  try {
    return z.string().parse(await link.ask("metrics", null));
  } catch (error) {
    throw error instanceof NoAnswerError ? new HTTPException(503, { cause: error }) : error;
  }
}

/** Of this process, for the primary. */
export function answerMetrics(link: ProcessLink, registry: Registry): void {
  link.answer("metrics", () => registry.getMetricsAsJSON());
}

/** In the primary. Throws if a process does not answer: a sum without it would be wrong. */
export async function addUpMetrics(switchboard: Switchboard): Promise<string> {
  const answers = await Promise.all(
    switchboard.numbers.map((number) => switchboard.ask(number, "metrics", null, LONGEST_MS)),
  );
  const each = answers.map((answer) => {
    if (answer === null) throw new Error("a web process has not sent its metrics");
    return answer.value;
  });
  return await AggregatorRegistry.aggregate(each as object[]).metrics();
}
