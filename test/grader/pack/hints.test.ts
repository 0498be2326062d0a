// hints.yaml is checked with the exercise, and belongs to no version of it: neither its hash, nor
// what is stored or sent to workers and students.

import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  findPacks,
  HINT_STEPS,
  LANGUAGES,
  loadHints,
  loadManifest,
  loadStoredExercise,
  packExercise,
  readExercise,
  storeExercise,
  unpackExercise,
} from "../../../grader/doors/packs.ts";
import { hintsFile } from "../../../grader/pack/schema.ts";
import { parseYaml } from "../../../grader/pack/parse.ts";
import { addTinyHints, TINY_HINTS } from "../../support/hints-file.ts";
import { copyTiny, edit, LLM_PRIMER, load, temporaryFolder } from "../../support/packs.ts";

const openTiny = (text?: string) => {
  const folder = copyTiny();
  addTinyHints(folder, text);
  return { folder, pack: findPacks(folder).packs[0]! };
};

test("the hints of an exercise are read from its folder", () => {
  const { pack } = openTiny();
  expect(loadHints(pack, "sum")).toMatchObject({
    total: {
      nudge: { en: "What is the sum of an empty list?" },
      formula: { "zh-CN": "$s = \\sum_i x_i$" },
    },
  });
});

test("an exercise without the file has no hints", () => {
  expect(loadHints(findPacks(copyTiny()).packs[0]!, "sum")).toBeUndefined();
});

const HINT = "{ zh-CN: 从哪里开始？, en: Where does it begin? }";
const THREE = `{ nudge: ${HINT}, idea: ${HINT}, formula: ${HINT} }`;

test.each<[string, string, string[]]>([
  ["no YAML", "total: [", ["yaml-syntax"]],
  ["a list", "- total", ["wrong-type"]],
  [
    "one hint",
    `total: { nudge: ${HINT} }`,
    ["missing-key total.idea", "missing-key total.formula"],
  ],
  [
    "one language",
    `total: { nudge: { en: Where? }, idea: ${HINT}, formula: ${HINT} }`,
    ["missing-language total.nudge.zh-CN"],
  ],
  [
    "an empty hint",
    `total: { nudge: { zh-CN: " ", en: Where? }, idea: ${HINT}, formula: ${HINT} }`,
    ["wrong-value total.nudge.zh-CN"],
  ],
  [
    "a hint that is too long",
    `total: { nudge: { zh-CN: 哪里？, en: ${"a".repeat(1201)} }, idea: ${HINT}, formula: ${HINT} }`,
    ["wrong-value total.nudge.en"],
  ],
  [
    "a fourth hint",
    `total: { nudge: ${HINT}, idea: ${HINT}, formula: ${HINT}, code: ${HINT} }`,
    ["unknown-key total.code"],
  ],
  ["hints of no export", `total: ${THREE}\nmean: ${THREE}`, ["unknown-export mean"]],
  [
    "hints of another function only",
    `mean: ${THREE}`,
    ["unknown-export mean", "export-without-hints"],
  ],
  ["no export at all", "{}", ["export-without-hints"]],
])("hints.yaml with %s is reported, with its place", async (_, text, expected) => {
  const { pack } = openTiny(text);
  const { exercise, problems } = await readExercise(pack, "sum");
  expect(exercise).toBeUndefined();
  expect(problems.map(({ code, key }) => `${code} ${key}`.trim())).toEqual(expected);
  expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(["tiny/sum/hints.yaml"]));
  expect(problems.filter(({ key, line }) => key !== "" && line === 0)).toEqual([]);
  expect(() => loadHints(pack, "sum")).toThrow(problems[0]!.code);
});

test("another hint is not another version, because no hint changes a score", async () => {
  const plain = await load(copyTiny(), "sum");
  const { folder } = openTiny();
  expect((await load(folder, "sum")).hash).toBe(plain.hash);
  edit(join(folder, "sum", "hints.yaml"), "empty list", "list without values");
  expect((await load(folder, "sum")).hash).toBe(plain.hash);
});

test("neither a stored version nor one that is sent to a worker contains the hints", async () => {
  const { folder } = openTiny();
  const exercise = await load(folder, "sum");
  const [here, there] = [temporaryFolder(), temporaryFolder()];
  await storeExercise(exercise, here);
  expect(readdirSync(join(here, exercise.hash, "sum"))).not.toContain("hints.yaml");
  await unpackExercise(packExercise(exercise), there, exercise.hash);
  expect(readdirSync(join(there, exercise.hash, "sum"))).not.toContain("hints.yaml");
});

test("a file with this name in a stored version is ignored", async () => {
  const { folder } = openTiny();
  const exercise = await load(folder, "sum");
  const stored = temporaryFolder();
  await storeExercise(exercise, stored);
  addTinyHints(join(stored, exercise.hash), "total: [");
  expect((await loadStoredExercise(stored, exercise.hash)).hash).toBe(exercise.hash);
});

test("a folder in its place is not read", async () => {
  const folder = copyTiny();
  mkdirSync(join(folder, "sum", "hints.yaml"));
  expect(loadHints(findPacks(folder).packs[0]!, "sum")).toBeUndefined();
  rmSync(join(folder, "sum", "hints.yaml"), { recursive: true });
});

test("the parser gives what the file says", () => {
  expect(parseYaml(TINY_HINTS, "hints.yaml", hintsFile)).toMatchObject({ ok: true });
});

test("every hint of the standard pack says something of its own", () => {
  const [pack] = findPacks(LLM_PRIMER).packs;
  const written = pack!.manifest.exercises.flatMap((id) => {
    const hints = loadHints(pack!, id);
    if (hints === undefined) return [];
    expect(Object.keys(hints)).toEqual(loadManifest(pack!, id).exports.map(({ name }) => name));
    const statements = LANGUAGES.map((language) =>
      readFileSync(join(LLM_PRIMER, id, `statement.${language}.md`), "utf8"),
    ).join("\n");
    const texts = Object.values(hints).flatMap((three) =>
      HINT_STEPS.flatMap((step) => LANGUAGES.map((language) => three[step][language])),
    );
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(statements).not.toContain(text);
    return [id];
  });
  expect(written).toEqual(
    expect.arrayContaining(["count-parameters", "fit-a-line", "small-network"]),
  );
});
