// A pack does not depend on how its files were written: line ends, a byte order mark, and files
// that editors and operating systems leave behind.

import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  findPacks,
  hashExercise,
  storeExercise,
  loadStoredExercise,
} from "../../../grader/doors/packs.ts";
import { listPublicFiles } from "../../../grader/doors/public-bundles.ts";
import { isLeftover, readRawBytes } from "../../../grader/pack/files.ts";
import { hashFolder } from "../../../grader/pack/hash.ts";
import type { Exercise } from "../../../grader/pack/exercise.ts";
import {
  copyExercise,
  copyTiny,
  edit,
  LLM_PRIMER,
  load,
  temporaryFolder,
  TINY,
} from "../../support/packs.ts";

const TEXT = /\.(?:md|yaml|json|ts|js|svg|txt)$/;
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => TEXT.test(path));

function rewrite(folder: string, change: (text: string) => string | Buffer): void {
  for (const path of filesIn(folder))
    writeFileSync(join(folder, path), change(readFileSync(join(folder, path), "utf8")));
}

const WAYS: [string, (text: string) => string][] = [
  ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
  ["a byte order mark in front", (text) => `\uFEFF${text}`],
  ["both", (text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`],
];

/** Everything except its folder. */
const contentOf = ({ modules, ...rest }: Exercise) => ({
  ...rest,
  folder: "",
  modules: Object.fromEntries(
    Object.entries(modules).map(([name, code]) => [name, code.replaceAll(/^\s*\/\/ .*$/gm, "")]),
  ),
});

describe("a pack with", () => {
  // One with assets that its driver reads, generated cases, figures and examples.
  const ids = ["sum", "audit-the-text"] as const;
  const copyOf = (id: (typeof ids)[number]) => (id === "sum" ? copyTiny() : copyExercise(id));

  test.each(ids.flatMap((id) => WAYS.map(([name, change]) => [name, id, change] as const)))(
    "%s is the same version, to the byte: %s",
    async (_, id, change) => {
      const [plain, other] = [copyOf(id), copyOf(id)];
      rewrite(other, change);
      const [one, two] = [await load(plain, id), await load(other, id)];
      expect(two.hash).toBe(one.hash);
      expect(contentOf(two)).toEqual(contentOf(one));
      expect(listPublicFiles(two)).toEqual(listPublicFiles(one));
      expect(JSON.stringify(contentOf(two))).not.toMatch(/\\r\\n|\uFEFF/);
      const storedFolder = temporaryFolder();
      await storeExercise(two, storedFolder);
      expect(readFileSync(join(storedFolder, one.hash, id, "starter.ts"))).toEqual(
        readFileSync(join(plain, id, "starter.ts")),
      );
      expect(contentOf(await loadStoredExercise(storedFolder, one.hash))).toEqual(contentOf(one));
    },
  );

  test("another word gives another version, and so does a lone carriage return", async () => {
    const folder = copyTiny();
    const { hash } = await load(folder, "sum");
    edit(join(folder, "sum", "statement.en.md"), /$/, "\r");
    expect((await load(folder, "sum")).hash).not.toBe(hash);
  });
});

test("the hashes of the exercises that come with Gradus are those of their bytes, as before line ends were normalized", () => {
  const [pack] = findPacks(LLM_PRIMER).packs;
  for (const id of pack!.manifest.exercises)
    expect([id, hashExercise(pack!, id)]).toEqual([
      id,
      hashFolder(join(LLM_PRIMER, id), "", readRawBytes),
    ]);
  expect(hashExercise(findPacks(TINY).packs[0]!, "sum")).toBe(
    "32ba98465550b1c4f4931aa8c82c79c628fc2d59674047e4ec42db959e519d04",
  );
});

test("a version that was stored with CRLF, under the hash of those bytes, can still be loaded", async () => {
  const folder = copyTiny();
  rewrite(folder, WAYS[0]![1]);
  const exercise = await load(folder, "sum");
  const raw = hashFolder(join(folder, "sum"), "", readRawBytes);
  expect(raw).not.toBe(exercise.hash);
  const storedFolder = temporaryFolder();
  await storeExercise(exercise, storedFolder);
  // As an earlier version of Gradus left it.
  const old = join(storedFolder, raw);
  mkdirSync(old);
  cpSync(join(storedFolder, exercise.hash, "kept.json"), join(old, "kept.json"));
  cpSync(join(folder, "sum"), join(old, "sum"), { recursive: true });
  const again = await loadStoredExercise(storedFolder, raw, "tiny");
  expect(again.hash).toBe(raw);
  expect(contentOf({ ...again, hash: exercise.hash })).toEqual(contentOf(exercise));
  edit(join(old, "sum", "starter.ts"), /$/, "// another\r\n");
  await expect(loadStoredExercise(storedFolder, raw)).rejects.toMatchObject({
    problems: [{ code: "stored-damaged" }],
  });
});

describe("files that are not part of a pack", () => {
  const LEFT = [
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    "._starter.ts",
    "starter.ts~",
    ".#starter.ts",
    "#starter.ts#",
    ".starter.ts.swp",
    "starter.ts.bak",
    ".gitattributes",
    ".gitignore",
    ".editorconfig",
    ".vscode/settings.json",
    ".idea/workspace.xml",
  ];
  const put = (folder: string, name: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), "left behind");
  };
  let plain: Exercise;
  beforeAll(async () => {
    plain = await load(join(LLM_PRIMER, "..", "..", "test", "fixtures", "packs", "tiny"), "sum");
  });

  test.each(LEFT)("%s is not part of a pack, wherever it is", async (name) => {
    const folder = copyTiny();
    for (const place of ["..", ".", "sum", "sum/data", "sum/submissions/accepted", "sum/figures"])
      put(join(folder, place), name);
    const found = findPacks(join(folder, ".."));
    expect(found.problems).toEqual([]);
    expect(contentOf(await load(folder, "sum"))).toEqual(contentOf(plain));
    const storedFolder = temporaryFolder();
    await storeExercise(await load(folder, "sum"), storedFolder);
    expect(
      readdirSync(join(storedFolder, plain.hash), { recursive: true, encoding: "utf8" }).filter(
        (path) => isLeftover(path.split("/").at(-1)!),
      ),
    ).toEqual([]);
  });

  test("an editor's lock file, which is a link, is not part of it either", async () => {
    const folder = copyTiny();
    symlinkSync("ada@laptop.1234:5678", join(folder, "sum", ".#starter.ts"));
    expect((await load(folder, "sum")).hash).toBe(plain.hash);
  });

  test.each([
    ".env",
    "notes.txt",
    "starter.js",
    "starter.ts.orig",
    ".hidden/x",
    "Thumbs.txt",
    "backup/x",
  ])("%s is still an error", async (name) => {
    const folder = copyTiny();
    put(join(folder, "sum"), name);
    await expect(load(folder, "sum")).rejects.toMatchObject({ problems: [{ code: "stray-file" }] });
    const beside = copyTiny();
    put(beside, name);
    expect(findPacks(beside).problems).not.toEqual([]);
  });
});
