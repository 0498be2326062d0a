// Compares a report with the one that grading again has given: where do they differ? Pure.

import type { CaseReport, GroupReport, Report } from "../../../grader/doors/reports.ts";

export interface Difference {
  /** A group's id; null: the difference is about the submission as a whole. */
  group: string | null;
  /** A test's name; null: the difference is about the group itself. */
  case: string | null;
  /** "score", or "mismatches[0].actual". */
  field: string;
  /** A value of JSON; undefined if only the other report has this field. */
  reported: unknown;
  replayed: unknown;
}

/** What can be compared. */
export interface Scope {
  /** Ids of groups. */
  groups: ReadonlySet<string>;
  /** The verdict and the points of the whole report, and which groups it has. */
  totals: boolean;
  misconception: boolean;
  figures: boolean;
}

/**
 * Both reports are for the same reader. CPU and wall time differ in every run, so they are never
 * compared. The receipts are the question, not the answer.
 */
export function compareReports(reported: Report, replayed: Report, scope: Scope): Difference[] {
  const { totals, misconception, figures } = scope;
  const whole = (report: Report) => ({
    ...(totals && {
      verdict: report.verdict,
      score: report.score,
      maxScore: report.maxScore,
      title: report.exercise.title,
      groups: report.groups.map(({ id }) => id),
    }),
    messages: report.messages,
    ...(misconception && { misconception: report.misconception }),
    ...(figures && { figures: report.figures }),
  });
  const differences = compareValues({ group: null, case: null }, whole(reported), whole(replayed));
  for (const id of scope.groups)
    differences.push(...compareGroups(id, findGroup(reported, id), findGroup(replayed, id)));
  return differences;
}

function findGroup({ groups }: Report, id: string): GroupReport | undefined {
  return groups.find((group) => group.id === id);
}

function compareGroups(
  id: string,
  reported: GroupReport | undefined,
  replayed: GroupReport | undefined,
): Difference[] {
  const place = { group: id, case: null };
  if (reported === undefined || replayed === undefined)
    return [
      { ...place, field: "verdict", reported: reported?.verdict, replayed: replayed?.verdict },
    ];
  const { cases, ...facts } = reported;
  const { cases: otherCases, ...otherFacts } = replayed;
  const differences = compareValues(place, facts, otherFacts);
  if (cases.length !== otherCases.length) {
    const [before, after] = [cases.length, otherCases.length];
    return [...differences, { ...place, field: "cases", reported: before, replayed: after }];
  }
  for (const [i, one] of cases.entries())
    differences.push(...compareCases(id, one, otherCases[i]!));
  return differences;
}

function compareCases(group: string, reported: CaseReport, replayed: CaseReport): Difference[] {
  return compareValues({ group, case: reported.name }, reported, replayed);
}

type Place = Pick<Difference, "group" | "case">;

/** Values of JSON. A list of another length is one difference. */
function compareValues(
  place: Place,
  reported: unknown,
  replayed: unknown,
  path = "",
): Difference[] {
  if (Object.is(reported, replayed)) return [];
  if (Array.isArray(reported) && Array.isArray(replayed) && reported.length === replayed.length)
    return reported.flatMap((one, i) =>
      compareValues(place, one, replayed[i] as unknown, `${path}[${i}]`),
    );
  if (isObject(reported) && isObject(replayed)) {
    const keys = new Set([...Object.keys(reported), ...Object.keys(replayed)]);
    return [...keys].flatMap((key) =>
      compareValues(
        place,
        readKey(reported, key),
        readKey(replayed, key),
        path === "" ? key : `${path}.${key}`,
      ),
    );
  }
  return [{ ...place, field: path, reported, replayed }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readKey(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
