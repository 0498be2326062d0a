// The public bundle of an exercise: nothing hidden, nothing of the solution, and enough to judge
// the visible groups as the server does.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../../grader/index.ts";
import {
  type Exercise,
  findPacks,
  storeExercise,
  loadExercise,
  loadStoredExercise,
  PackError,
} from "../../../grader/doors/packs.ts";
import {
  loadBundledExercise,
  MAX_BUNDLE_BYTES,
  type PublicBundle,
  makePublicBundle,
  listPublicFiles,
  readPublicBundle,
} from "../../../grader/doors/public-bundles.ts";
import { type GroupReport } from "../../../grader/doors/reports.ts";
import {
  bytes,
  copyExercise,
  copyTiny,
  edit,
  EXERCISES,
  load,
  temporaryFolder,
  TINY,
} from "../../support/packs.ts";

const LLM_PRIMER = findPacks(EXERCISES).packs[0]!;

let grader: Grader;
let exercises: Exercise[];
const bundles = new Map<string, PublicBundle>();
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 2, spares: 1 } });
  exercises = await Promise.all(
    LLM_PRIMER.manifest.exercises.map((id) => loadExercise(LLM_PRIMER, id)),
  );
  for (const exercise of exercises)
    bundles.set(exercise.id, await makePublicBundle(grader, exercise));
}, 300_000);
afterAll(() => grader.close());

/** As it arrives over the network. */
const sent = (id: string) => readPublicBundle(JSON.stringify(bundles.get(id)), "server");
const named = (id: string) => exercises.find((exercise) => exercise.id === id)!;

function codesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof PackError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

// ---- nothing hidden ----------------------------------------------------------------------------
const squeeze = (text: string) => text.replace(/\s+/g, "");
/** Every text of a bundle, unescaped. */
function textsOf(node: unknown): string[] {
  if (typeof node === "string") return [node];
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, item]) => [key, ...textsOf(item)]);
}
const TELLING_CHARACTERS = 30;
const linesOf = (source: string) =>
  source
    .split("\n")
    .map(squeeze)
    .filter((line) => line.length > TELLING_CHARACTERS);

describe("every exercise of the pack", () => {
  test("has a bundle that fits its schema and is far below the limit", () => {
    expect(bundles.size).toBe(exercises.length);
    for (const { id } of exercises) {
      expect(sent(id)).toEqual(bundles.get(id));
      expect(JSON.stringify(bundles.get(id)).length).toBeLessThan(MAX_BUNDLE_BYTES / 10);
    }
  });

  test("contains no hidden cases", () => {
    let looked = 0;
    for (const exercise of exercises) {
      const inside = textsOf(bundles.get(exercise.id)).map(squeeze).join("\n");
      const shown = new Set(
        bundles
          .get(exercise.id)!
          .groups.flatMap((group) =>
            group.visible
              ? (group.cases ?? []).flatMap(({ input, expected }) => [input, expected])
              : [],
          )
          .map(squeeze),
      );
      for (const group of exercise.groups.filter(({ visible }) => !visible)) {
        const file = JSON.parse(
          readFileSync(join(exercise.folder, "data", group.manifest.data!), "utf8"),
        ) as { cases: { input: unknown; expected: unknown }[] };
        for (const [i, { inputText }] of group.cases.entries()) {
          const whole = [
            inputText,
            JSON.stringify(file.cases[i]!.input),
            JSON.stringify(file.cases[i]!.expected),
          ].map(squeeze);
          // And their lists of numbers, which a program would contain without the names around
          // them.
          const parts = whole
            .flatMap((secret) => secret.match(/\[[-\d.,e+]{40,}\]/g) ?? [])
            .filter((list) => ![...shown].some((text) => text.includes(list)));
          for (const secret of [...whole, ...parts]) {
            // {"total":0} is not a secret, nor is anything that a visible case contains too.
            if (secret.length <= TELLING_CHARACTERS || shown.has(secret)) continue;
            looked += 1;
            expect(
              inside.includes(secret),
              `${exercise.id} ${group.manifest.id} ${i}: ${secret.slice(0, 80)}`,
            ).toBe(false);
          }
          expect(
            bundles
              .get(exercise.id)!
              .groups.some(
                (shownGroup) =>
                  shownGroup.visible &&
                  shownGroup.cases?.some(({ name }) => name === group.cases[i]!.name),
              ),
            group.cases[i]!.name,
          ).toBe(false);
        }
        const told = bundles.get(exercise.id)!.groups.find(({ id }) => id === group.manifest.id)!;
        expect(Object.keys(told).sort()).toEqual(["id", "points", "title", "visible"]);
      }
    }
    expect(looked).toBeGreaterThan(200);
  });

  test("contains nothing of its solution", () => {
    let looked = 0;
    for (const exercise of exercises) {
      const bundle = bundles.get(exercise.id)!;
      const inside = textsOf(bundle).map(squeeze).join("\n");
      const drivers = squeeze(readFileSync(join(exercise.folder, "driver.ts"), "utf8"));
      const open =
        [...Object.values(bundle.starters), ...Object.values(bundle.statements)]
          .map(squeeze)
          .join("\n") + drivers;
      const sources = ["reference.ts", "generator.ts", "validator.ts", "checker.ts"].flatMap(
        (name) => {
          try {
            return [[name, readFileSync(join(exercise.folder, name), "utf8")]] as const;
          } catch {
            return [];
          }
        },
      );
      for (const [name, source] of [
        ...sources,
        ...exercise.examples.map((example) => [example.fileName, example.source] as const),
      ]) {
        for (const line of linesOf(source).filter((text) => !open.includes(text))) {
          looked += 1;
          expect(inside.includes(line), `${exercise.id} ${name}: ${line}`).toBe(false);
        }
        expect(inside).not.toContain(squeeze(source));
      }
      for (const name of [
        "reference",
        "generator",
        "validator",
        "checker",
        "waivers",
        "misconceptions",
        "shown_by",
        "imports",
        "wrong",
        "second",
        "oracle",
        "definition",
        "seed",
      ]) {
        expect(JSON.stringify(bundle)).not.toContain(`"${name}":`);
      }
      for (const { hint } of exercise.misconceptions)
        expect(inside).not.toContain(squeeze(hint.en));
      // The path of the exercise is private.
      expect(inside).not.toContain(exercise.folder);
      expect(bundle.driver).not.toContain("exercises/llm-primer");
    }
    expect(looked).toBeGreaterThan(3000);
  });

  test("contains its figures, and what every visible group needs except one that a checker judges", () => {
    for (const exercise of exercises) {
      const { groups, files, local } = bundles.get(exercise.id)!;
      expect(Object.keys(files).length).toBeGreaterThan(0);
      const remote = groups
        .filter((group) => group.visible && group.cases === null)
        .map(({ id }) => id);
      expect(remote, exercise.id).toEqual(
        exercise.id === "tiny-language-expert" ? ["practice"] : [],
      );
      expect(local).toBe(remote.length === 0);
      expect(groups.map(({ id }) => id)).toEqual(exercise.manifest.groups.map(({ id }) => id));
    }
  });
});

test("leaves out a text that only hidden cases read, and includes one that visible cases read", () => {
  const folder = join(named("tiny-language-expert").folder, "assets");
  const { driver: examined } = bundles.get("tiny-language-expert")!;
  // Its visible cases count the same story.
  const { driver: counted } = bundles.get("count-bigrams")!;
  const lines = (name: string) =>
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .filter((line) => line.length > 8);
  for (const language of ["en", "zh-CN"]) {
    expect(lines(`exam.${language}.txt`).length).toBeGreaterThan(3);
    for (const line of lines(`exam.${language}.txt`)) expect(examined).not.toContain(line);
    for (const line of lines(`story.${language}.txt`).slice(0, 3)) expect(counted).toContain(line);
  }
});

// ---- the same verdicts -------------------------------------------------------------------------
async function gradeVisible(
  exercise: Exercise,
  source: string,
  fileName: string,
): Promise<{ groups: GroupReport[]; receipt: { exercise: string } }> {
  return grader.grade({ exercise, source: bytes(source), fileName, groups: "visible" });
}

describe.each([
  "count-parameters",
  "fit-a-line",
  "small-network",
  "attention",
  "tiny-language-expert",
])("at home, %s", (id) => {
  test("every example earns what it earns on the server", { timeout: 300_000 }, async () => {
    const exercise = named(id);
    const home = loadBundledExercise(sent(id));
    const generated = exercise.groups
      .filter(({ manifest }) => manifest.generate !== undefined)
      .map(({ manifest }) => manifest.id);
    const local = bundles
      .get(id)!
      .groups.flatMap((group) => (group.visible && group.cases !== null ? [group.id] : []));
    expect(local).toEqual(expect.arrayContaining(generated));
    expect(local.length).toBeGreaterThan(1);
    const examples = exercise.examples.filter(
      ({ folder }) => folder === "accepted" || folder === "wrong_answer",
    );
    expect(examples.length).toBeGreaterThan(6);
    const otherwise: string[] = [];
    for (const { folder, fileName, source } of examples) {
      const [there, here] = await Promise.all([
        gradeVisible(exercise, source, fileName),
        gradeVisible(home, source, fileName),
      ]);
      expect(here.receipt.exercise).toBe(exercise.hash);
      expect(here.groups.map((group) => group.id)).toEqual(local);
      // Stored groups literally: verdicts, points, values, hints.
      const stored = (groups: GroupReport[]) =>
        groups.filter((group) => local.includes(group.id) && !generated.includes(group.id));
      expect(stored(here.groups), fileName).toEqual(stored(there.groups));
      // The same number of other cases of the same kind: an accepted example passes them all, a
      // wrong one fails nearly every set.
      const fresh = (groups: GroupReport[]) =>
        groups
          .filter((group) => generated.includes(group.id))
          .map(({ id: group, verdict }) => `${group} ${verdict}`)
          .join();
      const [server, fixed] = [fresh(there.groups), fresh(here.groups)];
      if (server !== fixed) otherwise.push(`${folder}/${fileName}: ${fixed}, not ${server}`);
    }
    expect(otherwise.filter((text) => text.startsWith("accepted"))).toEqual([]);
    expect(otherwise.length, otherwise.join("\n")).toBeLessThanOrEqual(1);
  });
});

test("a bundle of a stored exercise is the same", async () => {
  const kept = temporaryFolder();
  const exercise = named("fit-a-line");
  await storeExercise(exercise, kept);
  expect(await makePublicBundle(grader, await loadStoredExercise(kept, exercise.hash))).toEqual(
    bundles.get(exercise.id),
  );
});

test("the bundle is the same each time, also from another grader", async () => {
  const other = createGrader();
  try {
    expect(await makePublicBundle(other, named("attention"))).toEqual(bundles.get("attention"));
  } finally {
    await other.close();
  }
});

// ---- what a driver may take along --------------------------------------------------------------
describe("a driver", () => {
  /** `tiny` with a driver of its own; the visible stored cases are sums. */
  async function bundleWith(
    driver: string,
    assets: Record<string, string>,
    statement = "",
  ): Promise<PublicBundle> {
    const pack = copyTiny();
    writeFileSync(join(pack, "sum", "driver.ts"), driver);
    for (const [name, text] of Object.entries(assets)) {
      const folder = join(pack, "sum", "assets");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    if (statement !== "") edit(join(pack, "sum", "statement.en.md"), /$/, `\n${statement}\n`);
    return makePublicBundle(grader, await load(pack, "sum"));
  }
  const SUM =
    "export default (submission: { total(values: number[]): number }, input: number[]) => submission.total(input)";

  test("is included without its text if that is for hidden cases", async () => {
    const { driver, local } = await bundleWith(
      `import secret from "./assets/secret.txt";\n${SUM} + (input.length > 1e6 ? secret.length : 0);\n`,
      { "secret.txt": "only for the hidden" },
    );
    expect(local).toBe(true);
    expect(driver).not.toContain("only for the hidden");
  });

  test("is included with a text that a visible case reads", async () => {
    const { driver, local } = await bundleWith(
      `import text from "./assets/text.txt";\n${SUM} + text.length - 4;\n`,
      { "text.txt": "four" },
    );
    expect(local).toBe(true);
    expect(driver).toContain("four");
  });

  test("is included with a text that a statement links to, whoever reads it", async () => {
    const bundle = await bundleWith(
      `import text from "./assets/text.txt";\n${SUM} + (input.length > 1e6 ? text.length : 0);\n`,
      { "text.txt": "four", "more.txt": "not linked" },
      "[the text](assets/text.txt)",
    );
    expect(bundle.driver).toContain("four");
    expect(bundle.files["assets/text.txt"]).toBe("four");
    expect(JSON.stringify(bundle)).not.toContain("not linked");
  });

  test.each([
    [
      "cannot be loaded without a text that may be hidden",
      `import list from "./assets/list.json";\n` +
        "const first = (list as number[]).map((x) => x);\n" +
        `${SUM} + 0 * first.length;\n`,
      { "list.json": "[123456, 654321]" },
    ],
    [
      "contains the reference",
      `import * as reference from "./reference.ts";\n${SUM} + 0 * Object.keys(reference).length;\n`,
      {},
    ],
  ])("is left out if it %s, and nothing can be judged at home", async (_, code, assets) => {
    const bundle = await bundleWith(code, assets);
    expect(bundle).toMatchObject({ local: false, driver: null });
    expect(bundle.groups.flatMap((group) => (group.visible ? [group.cases] : []))).toEqual([
      null,
      null,
    ]);
    expect(JSON.stringify(bundle)).not.toContain("123456");
    expect(codesOf(() => loadBundledExercise(bundle))).toEqual(["public-bundle-remote"]);
  });
});

test("the files that a student may have are those that a statement shows or links to", () => {
  expect(
    [...listPublicFiles(named("tiny-language-expert")).keys()].every((path) =>
      path.startsWith("figures/"),
    ),
  ).toBe(true);
  const pack = copyExercise("tiny-language-expert");
  edit(
    join(pack, "tiny-language-expert", "statement.zh-CN.md"),
    /$/,
    "\n[故事](assets/story.zh-CN.txt)\n",
  );
  const exercise = {
    ...named("tiny-language-expert"),
    folder: join(pack, "tiny-language-expert"),
    statements: {
      ...named("tiny-language-expert").statements,
      "zh-CN": "[故事](assets/story.zh-CN.txt)",
    },
  };
  expect(
    [...listPublicFiles(exercise).keys()].filter((path) => path.startsWith("assets/")),
  ).toEqual(["assets/story.zh-CN.txt"]);
  rmSync(pack, { recursive: true });
  expect(() => listPublicFiles(exercise)).toThrow("ENOENT");
});

// ---- from a stranger ---------------------------------------------------------------------------
describe("a server's answer is read with care", () => {
  let sum: PublicBundle;
  beforeAll(async () => {
    sum = await makePublicBundle(grader, await load(TINY, "sum"));
  });
  const changed = (change: (bundle: PublicBundle) => void): string => {
    const copy = structuredClone(sum);
    change(copy);
    return JSON.stringify(copy);
  };

  test.each<[string, string, (bundle: PublicBundle) => void]>([
    [
      "another format",
      "public-bundle",
      (bundle) => Object.assign(bundle, { format: "gradus-report" }),
    ],
    [
      "another version",
      "public-bundle-version",
      (bundle) => Object.assign(bundle, { version: 99 }),
    ],
    ["an unknown key", "public-bundle", (bundle) => Object.assign(bundle, { reference: "x" })],
    [
      "a file outside",
      "public-bundle",
      (bundle) => (bundle.files = { "figures/../../.bashrc": "x" }),
    ],
    [
      "a file of another kind",
      "public-bundle",
      (bundle) => (bundle.files = { "figures/a.html": "x" }),
    ],
    ["an id that is a path", "public-bundle", (bundle) => (bundle.exercise.id = "../x")],
    ["an invalid hash", "public-bundle", (bundle) => (bundle.hash = "x")],
    [
      "limits above the maximum",
      "public-bundle",
      (bundle) => (bundle.exercise.limits.cpuTimeMs = 1e9),
    ],
    ["no group", "public-bundle", (bundle) => (bundle.groups = [])],
    [
      "an invalid tolerance",
      "public-bundle",
      (bundle) =>
        ((
          bundle.groups[0] as { cases: { tolerance: { rtol: number } }[] }
        ).cases[0]!.tolerance.rtol = -1),
    ],
  ])("%s is refused", (_, code, change) => {
    expect(codesOf(() => readPublicBundle(changed(change), "server"))).toEqual([code]);
  });

  test.each([
    ["not JSON", "{"],
    ["a list", "[]"],
    ["nothing", ""],
    ["null", "null"],
    ["HTML", "<!doctype html>"],
  ])("%s is refused", (_, text) => {
    expect(codesOf(() => readPublicBundle(text, "server"))).toEqual(["public-bundle"]);
    expect(codesOf(() => readPublicBundle(bytes(text), "server"))).toEqual(["public-bundle"]);
  });

  test("bytes that are not UTF-8, and more than a bundle may have, are refused unread", () => {
    expect(codesOf(() => readPublicBundle(new Uint8Array([0x22, 0xff, 0x22]), "server"))).toEqual([
      "public-bundle",
    ]);
    expect(codesOf(() => readPublicBundle(new Uint8Array(MAX_BUNDLE_BYTES + 1), "server"))).toEqual(
      ["too-large"],
    );
  });

  test.each(["[1,", '{"$n":"1"}', `${"[".repeat(200)}${"]".repeat(200)}`, '{"$z":1}'])(
    "an invalid value is refused: %j",
    (input) => {
      const bundle = readPublicBundle(
        changed(
          (b) =>
            ((b.groups[0] as { cases: { input: string }[] }).cases[0]!.input = input.slice(0, 400)),
        ),
        "server",
      );
      expect(codesOf(() => loadBundledExercise(bundle))).toEqual(["public-bundle"]);
    },
  );

  test("a driver that never ends costs its limit, and one that is not a program is the server's error", async () => {
    const grade = async (driver: string) => {
      const bundle = readPublicBundle(
        changed((b) => (b.driver = driver)),
        "server",
      );
      return grader.grade({
        exercise: loadBundledExercise(bundle),
        source: bytes("export const total = (v: number[]) => v.reduce((a, b) => a + b, 0);"),
        fileName: "s.ts",
      });
    };
    expect((await grade("module.exports.default = () => { for (;;); };")).verdict).toBe(
      "time-limit-exceeded",
    );
    expect((await grade("}{")).verdict).toBe("judge-error");
    expect((await grade("module.exports.default = (s, v) => s.total(v);")).verdict).toBe(
      "accepted",
    );
  });
});
