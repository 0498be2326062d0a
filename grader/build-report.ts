// Assembles the report of a submission.

import type { EarlyVerdict } from "./early-end.ts";
import type { Seeds } from "./grade-request.ts";
import type { GradedGroup } from "./graded-group.ts";
import type { Group } from "./pack/cases.ts";
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
import { isRecord, type Value } from "./isolate/codec.ts";
import type { RunResult } from "./slots/parent/case-run.ts";
import type { Source } from "./source.ts";

const FIGURE_CHARACTERS = 2000;

/** The results of the steps of grading. */
export interface ReportParts {
  groups: GroupReport[];
  messages: Message[];
  misconception: Report["misconception"];
  figure: Report["figure"];
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
    figure: null,
  };
}

/** `startedMs`: by `performance.now()`. */
export function buildReport(
  exercise: Exercise,
  { engine, submissions }: { engine: string; submissions: { cpuFactor: number } },
  source: Source,
  seeds: Seeds,
  startedMs: number,
  { groups, messages, misconception, figure, run }: ReportParts,
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
    messages,
    misconception,
    groups,
    figure,
    receipt: {
      submission: source.hash,
      exercise: hash,
      engine,
      seed: seeds.visible,
      ...(exercise.groups.some((group) => !group.visible) && { hiddenSeed: seeds.hidden }),
    },
    usage: {
      cpuTimeMs: roundMs(run?.cpuTimeMs ?? 0),
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

/**
 * The text that the exercise's figure shows: a field of the first output that has it, or of all
 * outputs if the group passed. A figure never names a hidden group; such a pack does not load.
 */
export function selectFigure(
  { manifest: { figure } }: Exercise,
  groups: GradedGroup[],
): Report["figure"] {
  if (figure === undefined) return null;
  const graded = groups.find(({ group }) => group.manifest.id === figure.group);
  if (figure.cases === "passed" && graded?.report.verdict !== "accepted") return null;
  const texts = (graded?.outcomes ?? []).flatMap((outcome) => {
    const text = outcome.kind === "value" ? selectText(outcome.value, figure.field) : undefined;
    return text === undefined ? [] : [text];
  });
  const shown = figure.cases === "passed" ? texts : texts.slice(0, 1);
  if (shown.length === 0) return null;
  const text = shown.join("\n").slice(0, FIGURE_CHARACTERS);
  return { kind: figure.kind, title: figure.title, text };
}

/** undefined if the field is missing or blank. */
function selectText(value: Value, field: string): string | undefined {
  const text = isRecord(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}
