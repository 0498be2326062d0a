// Assembles the report of a submission.

import type { EarlyVerdict } from "./early-end.ts";
import type { Seeds } from "./grade-request.ts";
import type { Group } from "./pack/cases.ts";
import type { OwnRun } from "./own-tests/run-own-tests.ts";
import type { Exercise } from "./pack/exercise.ts";
import { reportStoppedGroup } from "./report-group.ts";
import {
  decideVerdict,
  type GroupReport,
  type Message,
  type Report,
  REPORT_FORMAT,
  REPORT_VERSION,
  sumPoints,
} from "./report.ts";
import type { RunResult } from "./slots/parent/case-run.ts";
import type { Source } from "./source.ts";
import type { WritingRun } from "./writing/run-writing.ts";

/** The results of the steps of grading. */
export interface ReportParts {
  groups: GroupReport[];
  messages: Message[];
  misconception: Report["misconception"];
  figures: Report["figures"];
  own?: OwnRun | undefined;
  written?: WritingRun | undefined;
  /** Absent if nothing ran. */
  run?: RunResult;
}

/** Every group ended the same way before any of its cases ran. */
export function reportStopped(
  groups: Group[],
  verdict: EarlyVerdict,
  messages: Message[],
): ReportParts {
  return {
    groups: groups.map((group) => reportStoppedGroup(group, verdict)),
    messages,
    misconception: null,
    figures: [],
  };
}

/** `startedMs`: by `performance.now()`. */
export function buildReport(
  exercise: Exercise,
  { engine, submissions }: { engine: string; submissions: { cpuFactor: number } },
  source: Source,
  seeds: Seeds,
  startedMs: number,
  { groups, messages, misconception, figures, own, written, run }: ReportParts,
): Report {
  const { pack, id, hash, manifest } = exercise;
  const groupUsage = groups.map((group, i) => {
    const cpuTimeMs = (run?.outcomes[i] ?? []).reduce((sum, one) => sum + one.cpuTimeMs, 0);
    return [group.id, { cpuTimeMs: roundMs(cpuTimeMs) }] as const;
  });
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    verdict: decideVerdict(groups),
    score: sumPoints(groups.map((group) => group.score)),
    maxScore: sumPoints(groups.map((group) => group.points)),
    exercise: { pack, id, title: manifest.title },
    messages: [messages, own?.messages, written?.messages].find((some) => some?.length) ?? [],
    misconception,
    groups,
    figures,
    ownTests: own?.reports ?? [],
    ...(written?.report && { writing: written.report }),
    receipt: {
      submission: source.hash,
      exercise: hash,
      engine,
      seed: seeds.visible,
      ...(exercise.groups.some((group) => !group.visible) && { hiddenSeed: seeds.hidden }),
    },
    usage: {
      cpuTimeMs: roundMs((run?.cpuTimeMs ?? 0) + (own?.cpuTimeMs ?? 0) + (written?.cpuTimeMs ?? 0)),
      cpuFactor: run?.cpuFactor ?? submissions.cpuFactor,
      wallTimeMs: roundMs(performance.now() - startedMs),
      groups: Object.fromEntries(groupUsage),
    },
  };
}

/** Rounded to microseconds. */
function roundMs(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
