// Whether a result that came from a worker is about the job that the worker was given.

import { createHash } from "node:crypto";
import type { Exercise } from "../../grader/doors/packs.ts";
import { type Report, sumPoints } from "../../grader/doors/reports.ts";
import { hasWords } from "../i18n/index.ts";
import type { CheckOrder, GradeOrder, WorkResult } from "./messages.ts";

/** What does not fit; undefined if everything fits. */
export type Misfit = "submission" | "exercise" | "engine" | "seed" | "groups" | "tests";

export function findMisfit(
  { receipt, exercise: about, groups, ownTests, writing, score, maxScore }: Report,
  { source, seed, hiddenSeed, groups: wanted, ownTests: own, writing: order }: GradeOrder,
  exercise: Exercise,
  engine: string,
): Misfit | undefined {
  if (receipt.submission !== createHash("sha256").update(source).digest("hex")) return "submission";
  if (
    receipt.exercise !== exercise.hash ||
    about.pack !== exercise.pack ||
    about.id !== exercise.id
  )
    return "exercise";
  if (receipt.engine !== engine) return "engine";
  const hasHidden = exercise.groups.some(({ visible }) => !visible);
  if (receipt.seed !== seed || receipt.hiddenSeed !== (hasHidden ? hiddenSeed : undefined))
    return "seed";
  // None if the submission did not load.
  if (ownTests.length !== 0 && ownTests.length !== own.length) return "tests";
  if (writing !== undefined && order === undefined) return "tests";
  const expected = exercise.groups.filter(
    ({ visible }) => wanted === "all" || (visible && wanted === "visible"),
  );
  const fits =
    groups.length === expected.length &&
    expected.every(({ manifest, visible }, i) => {
      const group = groups[i]!;
      return (
        group.id === manifest.id &&
        group.visible === visible &&
        group.points === manifest.points &&
        group.score <= group.points
      );
    }) &&
    maxScore === sumPoints(groups.map(({ points }) => points)) &&
    score === sumPoints(groups.map((group) => group.score));
  return fits ? undefined : "groups";
}

/** What does not fit; undefined if everything fits. */
export function findCheckMisfit(
  { exercise, engine, result }: Extract<WorkResult, { kind: "check" }>,
  { exercise: wanted }: CheckOrder,
  engineHere: string,
): "exercise" | "engine" | "place" | "code" | undefined {
  const { hash, pack, id } = wanted;
  if (exercise.hash !== hash || exercise.pack !== pack || exercise.id !== id) return "exercise";
  if (engine !== engineHere) return "engine";
  const isHere = (file: string) =>
    file.startsWith(`${pack}/${id}/`) || file === `${pack}/pack.yaml`;
  if (!result.problems.every(({ file }) => isHere(file))) return "place";
  return result.problems.every(({ kind, code }) =>
    hasWords(kind === "problem" ? `problem.${code}` : `check.${code}`),
  )
    ? undefined
    : "code";
}
