// Reports made by hand: a group that passes, one that fails, and a report of such groups.

import type { TextFigure } from "../../grader/figure.ts";
import {
  decideVerdict,
  type GroupReport,
  type Report,
  REPORT_FORMAT,
  REPORT_VERSION,
  sumPoints,
  type Verdict,
} from "../../grader/report.ts";

export const words = (text: string) => ({ "zh-CN": text, en: text });

export function makeGroup(id: string, parts: Partial<GroupReport> = {}): GroupReport {
  return {
    id,
    title: words(id),
    visible: true,
    points: 2,
    score: 2,
    verdict: "accepted",
    failure: null,
    passed: 3,
    total: 3,
    largestError: null,
    needs: [],
    cases: [],
    ...parts,
  };
}
export const failGroup = (
  id: string,
  verdict: Verdict = "wrong-answer",
  parts: Partial<GroupReport> = {},
) => makeGroup(id, { verdict, failure: "value", score: 0, passed: 1, ...parts });

export function makeReport(groups: GroupReport[], parts: Partial<Report> = {}): Report {
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    verdict: decideVerdict(groups),
    score: sumPoints(groups.map(({ score }) => score)),
    maxScore: sumPoints(groups.map(({ points }) => points)),
    exercise: { pack: "p", id: "e", title: words("e") },
    messages: [],
    misconception: null,
    figures: [],
    ownTests: [],
    groups,
    receipt: {
      submission: "s",
      exercise: "x",
      engine: "1",
      seed: 3,
      ...(groups.some(({ visible }) => !visible) && { hiddenSeed: 772_123_456 }),
    },
    usage: { cpuTimeMs: 1, cpuFactor: 1, wallTimeMs: 2, groups: {} },
    ...parts,
  };
}

export function makeTextFigure(text: string, title = "Figure"): TextFigure {
  return {
    kind: "text",
    title: { "zh-CN": title, en: title },
    of: null,
    differs: false,
    notFinite: 0,
    thinnedFrom: null,
    text,
  };
}
