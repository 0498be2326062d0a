// The report of a submission that nothing can grade: each try has ended the program that graded it.

import { buildReport, reportStopped } from "./build-report.ts";
import { nameEngine } from "./engine-name.ts";
import type { GradeRequest, Seeds } from "./grade-request.ts";
import type { Message, Report } from "./report.ts";
import { admitSource } from "./source.ts";

/** The verdict `judge-error` with this message, for the groups of the request. */
export function reportUngradable(request: GradeRequest, seeds: Seeds, message: Message): Report {
  const { exercise } = request;
  const groups = exercise.groups.filter((group) => group.visible || request.groups !== "visible");
  return buildReport(
    exercise,
    { engine: nameEngine(), submissions: { cpuFactor: 1 } },
    admitSource(request.source, request.fileName).source,
    seeds,
    performance.now(),
    reportStopped(groups, "judge-error", [message]),
  );
}
