// The validator must accept stored and generated inputs, and the smaller inputs that these shrink
// to. Every edge class must be reached, whatever the seed.

import { JudgeError } from "../judge-error.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { Group } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { Value } from "../isolate/codec.ts";
import { formatValue } from "../isolate/format.ts";
import { findCaseLine, findGroupLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { OTHER_SEEDS, SEED } from "./runs.ts";

/** Another seed for edge classes, which must be reached whatever the seed. */
const EDGE_SEED = 7;
/**
 * How far shrinking is followed: once as if the first of the smaller inputs failed each time, and
 * once as if the last did.
 */
const SHRINK_ROUNDS = 5;
const SHRINK_CANDIDATES = 6;
const SHRUNK_CASES = 1;
const INPUT_SHOWN = 200;

/** `thorough`: with three seeds instead of one, and with shrinking. */
export async function checkGenerators(
  programs: PackPrograms,
  exercise: Exercise,
  thorough: boolean,
): Promise<Finding[]> {
  const generated = exercise.groups.filter(({ manifest }) => manifest.generate !== undefined);
  if (exercise.modules.validator === undefined)
    return generated.length === 0 ? [] : [bindFinding(exercise)("no-validator", "validator.ts")];
  const findings: Finding[] = [];
  for (const group of exercise.groups)
    findings.push(...(await checkStoredInputs(programs, exercise, group)));
  for (const group of generated)
    findings.push(
      ...(await checkGroup(
        programs,
        exercise,
        group,
        thorough ? [SEED, ...OTHER_SEEDS, EDGE_SEED] : [SEED],
      )),
    );
  if (thorough && generated.length > 0 && findings.length === 0)
    findings.push(...(await checkShrinking(programs, exercise)));
  return findings;
}

async function checkStoredInputs(
  programs: PackPrograms,
  exercise: Exercise,
  group: Group,
): Promise<Finding[]> {
  const { manifest, cases } = group;
  const inspections = await programs.inspect(
    exercise,
    cases.map(({ input }) => input),
  );
  return inspections.flatMap(({ error }, i) =>
    error === ""
      ? []
      : [
          bindFinding(exercise)(
            "input-invalid",
            `data/${manifest.data}`,
            { group: manifest.id, name: cases[i]!.name, detail: error },
            { line: findCaseLine(exercise, group, i, ["input"]) },
          ),
        ],
  );
}

async function checkGroup(
  programs: PackPrograms,
  exercise: Exercise,
  group: Group,
  seeds: number[],
): Promise<Finding[]> {
  const finding = bindFinding(exercise);
  const { id } = group.manifest;
  for (const seed of seeds) {
    const cases = await programs.prepareCases(exercise, group, seed);
    const inspections = await programs.inspect(
      exercise,
      cases.map(({ input }) => input),
    );
    const invalid = inspections.findIndex(({ error }) => error !== "");
    if (invalid >= 0)
      return [
        finding("input-invalid", "generator.ts", {
          group: id,
          name: `#${invalid + 1}`,
          detail: inspections[invalid]!.error,
        }),
      ];
    const edges = group.manifest.generate!.edges;
    const unknown = edges.filter((edge) => !inspections[0]!.known.includes(edge));
    if (unknown.length > 0)
      return unknown.map((edge) =>
        finding(
          "edge-unknown",
          "exercise.yaml",
          { edge },
          { line: findGroupLine(exercise, id, ["generate", "edges", edges.indexOf(edge)]) },
        ),
      );
    const missed = edges.filter((edge) => !inspections.some((one) => one.edges.includes(edge)));
    if (missed.length > 0)
      return missed.map((edge) =>
        finding("edge-not-reached", "generator.ts", { group: id, edge, seed, count: cases.length }),
      );
  }
  return [];
}

/** The reference has to answer smaller inputs too; an invalid one would cause a judge error. */
async function checkShrinking(programs: PackPrograms, exercise: Exercise): Promise<Finding[]> {
  const finding = bindFinding(exercise);
  for (let index = 0; index < SHRUNK_CASES; index++) {
    for (const choose of [() => 0, (length: number) => length - 1]) {
      const path = [index];
      for (let round = 0; round < SHRINK_ROUNDS; round++) {
        const inputs = await shrink(programs, exercise, path);
        if (inputs instanceof JudgeError)
          return [finding("shrinks-to-invalid", "generator.ts", inputs.params)];
        if (inputs.length === 0) break;
        const inspections = await programs.inspect(exercise, inputs);
        const invalid = inspections.findIndex(({ error }) => error !== "");
        if (invalid >= 0)
          return [
            finding("shrinks-to-invalid", "generator.ts", {
              detail: `${inspections[invalid]!.error} (${formatValue(inputs[invalid]!, INPUT_SHOWN)})`,
            }),
          ];
        path.push(choose(inputs.length));
      }
    }
  }
  return [];
}

async function shrink(
  programs: PackPrograms,
  exercise: Exercise,
  path: number[],
): Promise<Value[] | JudgeError> {
  try {
    return (await programs.shrinkCase(exercise, SEED, path, SHRINK_CANDIDATES)).map(
      ({ input }) => input,
    );
  } catch (error) {
    if (error instanceof JudgeError) return error;
    throw error;
  }
}
