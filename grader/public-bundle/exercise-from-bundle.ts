// Converts a public bundle to an exercise that can be graded: its visible groups, as far as they
// can be judged without the server. Values are decoded under the codec's budgets. The driver is
// text, and runs only in the sandbox.

import { EMPTY_GROUP, type Group, type StoredCase } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { PackError, problem } from "../pack/problem.ts";
import { CodecError, decode, type Value } from "../isolate/codec.ts";
import type { PublicBundle, PublicGroup } from "./public-bundle.ts";

type LocalGroup = Extract<PublicGroup, { visible: true }> & {
  cases: NonNullable<Extract<PublicGroup, { visible: true }>["cases"]>;
};

/**
 * Generated groups have fixed cases in a bundle, so they become stored ones. A group that needs
 * another group is run even if only the server can judge that other group: the server decides
 * whether it counts. Throws `PackError` if a value is invalid, or if no group can be judged here.
 */
export function loadBundledExercise(bundle: PublicBundle): Exercise {
  const { pack, exercise, hash, statements, starters, driver, engine } = bundle;
  const place = `${pack.id}/${exercise.id}`;
  const local = bundle.groups.filter(
    (group): group is LocalGroup => group.visible && group.cases !== null,
  );
  if (local.length === 0) throw new PackError([problem("public-bundle-remote", place)]);
  const ids = local.map(({ id }) => id);

  const groups = local.map(({ id, title, points, scoring, needs, cases }): Group => {
    const stored = cases.map(({ name, title, input, expected, tolerance, hint }): StoredCase => ({
      name,
      title,
      inputText: input,
      input: read(input, place, `${id}, ${name}`),
      expected: read(expected, place, `${id}, ${name}`),
      tolerance,
      ownTolerance: undefined,
      oracle: { library: "gradus", version: engine },
      second: undefined,
      wrong: [],
      hint,
    }));
    const manifest = {
      id,
      title,
      points,
      scoring,
      needs: needs.filter((need) => ids.includes(need)),
    };
    return { ...EMPTY_GROUP, manifest, visible: true, cases: stored };
  });
  const { figures, ...facts } = exercise;
  return {
    pack: pack.id,
    packManifest: { ...pack, exercises: [...new Set([...exercise.recommended, exercise.id])] },
    id: exercise.id,
    folder: "",
    hash,
    manifest: {
      ...facts,
      replaces: [],
      imports: [],
      groups: groups.map(({ manifest }) => manifest),
      misconceptions: [],
      figures: figures.filter(({ group }) => group === undefined || ids.includes(group)),
    },
    groups,
    statements,
    starter: starters.en,
    starters,
    modules: driver === null ? {} : { driver },
    misconceptions: [],
    examples: [],
    writing: undefined,
    waivers: [],
  };
}

/** `part`: of the bundle, for the error. */
function read(text: string, place: string, part: string): Value {
  try {
    return decode(text);
  } catch (error) {
    if (error instanceof CodecError)
      throw new PackError([problem("public-bundle", place, { detail: part })]);
    throw error;
  }
}
