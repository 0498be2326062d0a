// Makes an exercise's public bundle. Every part is listed here explicitly, so that nothing else is
// published.

import { ENGINE_VERSION } from "../engine.ts";
import { encodeValue, type Group } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { PackError, problem } from "../pack/problem.ts";
import { JudgeError } from "../judge-error.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { TestCase } from "../test-case.ts";
import type { Value } from "../isolate/codec.ts";
import {
  BUNDLE_FORMAT,
  BUNDLE_VERSION,
  MAX_BUNDLE_BYTES,
  type PublicBundle,
  type PublicGroup,
} from "./public-bundle.ts";
import { makePublicDriver } from "./public-driver.ts";
import { listPublicFiles } from "./public-files.ts";

/**
 * Larger than any seed that is derived from a submission: the fixed cases are the same for
 * everyone.
 */
const BUNDLE_SEED = 1000;

/**
 * The parts of an exercise that students may download. Computes the answers to the fixed cases of
 * generated visible groups in pack slots. Throws `PackError` if the exercise's files cannot be
 * read, or exceed `MAX_BUNDLE_BYTES`; `JudgeError` if the exercise's own programs fail.
 */
export async function makePublicBundle(
  { programs }: { programs: PackPrograms },
  exercise: Exercise,
): Promise<PublicBundle> {
  const { manifest, packManifest: pack, statements, starters, hash } = exercise;
  const files = listPublicFiles(exercise);
  const visible = exercise.groups.filter((group) => group.visible);
  const cases = await Promise.all(
    visible.map((group) => programs.prepareCases(exercise, group, BUNDLE_SEED)),
  );

  const byServer = await groupsForTheChecker(programs, exercise, cases);
  const localInputs = cases.flatMap((list, i) =>
    byServer.has(i) ? [] : list.map(({ inputText }) => inputText),
  );
  const hasDriver = exercise.modules.driver !== undefined;
  const driver = hasDriver
    ? await makePublicDriver(programs, exercise, new Set(files.keys()), BUNDLE_SEED, localInputs)
    : undefined;
  const canRun = driver !== undefined || !hasDriver;
  const groups = exercise.groups.map((group): PublicGroup => {
    const at = visible.indexOf(group);
    return at < 0
      ? hiddenGroup(group)
      : visibleGroup(group, canRun && !byServer.has(at) ? cases[at]! : null);
  });

  const bundle: PublicBundle = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    engine: ENGINE_VERSION,
    pack: { id: pack.id, title: pack.title, version: pack.version, license: pack.license },
    exercise: {
      id: manifest.id,
      uuid: manifest.uuid,
      title: manifest.title,
      level: manifest.level,
      ...(manifest.minutes === undefined ? {} : { minutes: manifest.minutes }),
      fromText: manifest.fromText,
      recommended: manifest.recommended,
      exports: manifest.exports,
      limits: manifest.limits,
      tolerance: manifest.tolerance,
      fields: manifest.fields,
      ...(manifest.given === undefined ? {} : { given: manifest.given }),
      figures: manifest.figures,
    },
    hash,
    local: groups.every((group) => !group.visible || group.cases !== null),
    groups,
    statements,
    files: Object.fromEntries(files),
    starters,
    driver: driver ?? null,
  };
  const bytes = Buffer.byteLength(JSON.stringify(bundle));
  if (bytes > MAX_BUNDLE_BYTES)
    throw new PackError([
      problem("too-large", `${exercise.pack}/${exercise.id}`, { bytes, limit: MAX_BUNDLE_BYTES }),
    ]);
  return bundle;
}

function hiddenGroup({ manifest: { id, title, points } }: Group): PublicGroup {
  return { id, title, points, visible: false };
}

function visibleGroup(
  { manifest: { id, title, points, scoring, needs } }: Group,
  cases: TestCase[] | null,
): PublicGroup {
  const shown = cases?.map(({ name, title, inputText, expected, tolerance, hint }) => ({
    name,
    ...(title === undefined ? {} : { title }),
    input: inputText,
    expected: encodeValue(expected),
    tolerance: { rtol: tolerance.rtol, atol: tolerance.atol, fields: tolerance.fields },
    ...(hint === undefined ? {} : { hint }),
  }));
  return { id, title, points, visible: true, scoring, needs, cases: shown ?? null };
}

/**
 * The visible groups, by their index, that the exercise's checker decides, because a bundle does
 * not contain the checker. A checker may leave cases to the comparison, so it is called with the
 * reference's outputs, those of known wrong submissions, and a few invalid values.
 */
async function groupsForTheChecker(
  programs: PackPrograms,
  exercise: Exercise,
  cases: TestCase[][],
): Promise<Set<number>> {
  if (exercise.modules.checker === undefined) return new Set();
  const inputs = cases.flat().map(({ inputText }) => inputText);
  const { outcomes } = await programs.runReference(exercise, BUNDLE_SEED, [
    { isolate: 0, cases: inputs },
  ]);
  const answers = [
    (outcomes[0] ?? []).map((outcome) => (outcome.kind === "value" ? outcome.value : undefined)),
  ];
  for (const { example } of exercise.misconceptions)
    answers.push(await programs.runExample(exercise, example, BUNDLE_SEED, inputs));

  const decided = new Set<number>();
  let first = 0;
  for (const [i, list] of cases.entries()) {
    const items = list.flatMap(({ input, expected }, k) => {
      const outputs: Value[] = [
        expected,
        null,
        [],
        {},
        ...answers.flatMap((all) => (all[first + k] === undefined ? [] : [all[first + k]])),
      ];
      return outputs.map((output) => ({ input, output, expected }));
    });
    if (await hasOpinion(programs, exercise, items)) decided.add(i);
    first += list.length;
  }
  return decided;
}

async function hasOpinion(
  programs: PackPrograms,
  exercise: Exercise,
  items: { input: Value; output: Value; expected: Value }[],
): Promise<boolean> {
  try {
    return (await programs.askChecker(exercise, items)).some((opinion) => opinion !== null);
  } catch (error) {
    // A checker that fails on an unusual output does read it.
    if (error instanceof JudgeError) return true;
    throw error;
  }
}
