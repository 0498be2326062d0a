import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PackError } from "../../grader/doors/packs.ts";
import { readListedPacks } from "../../src/cli/listed-packs.ts";
import { readManifests } from "../../src/cli/read-manifests.ts";
import { copyTiny, edit, ROOT } from "../support/packs.ts";

test("lists the same from the cache as from the manifests", async () => {
  const pack = copyTiny();
  const listed = readManifests(pack);
  expect(await readListedPacks(pack)).toEqual(listed);
  expect(await readListedPacks(pack)).toEqual(listed);
});

test("a changed manifest is read again, also one that is not valid", async () => {
  const pack = copyTiny();
  const manifest = join(pack, "sum", "exercise.yaml");
  const levels = async () => (await readListedPacks(pack))[0]!.exercises.map(({ level }) => level);
  expect((await levels())[0]).toBe(1);
  edit(manifest, "level: 1", "level: 2");
  expect((await levels())[0]).toBe(2);
  edit(manifest, "level: 2", "level: 9");
  await expect(levels()).rejects.toThrow(PackError);
  edit(manifest, "level: 9", "level: 3");
  expect((await levels())[0]).toBe(3);
});

test("a damaged cache is not used", async () => {
  const pack = copyTiny();
  const title = `Title ${Math.random()}`;
  edit(join(pack, "pack.yaml"), "Small exercises for tests", title);
  const listed = await readListedPacks(pack);
  const folder = join(ROOT, "node_modules", ".cache", "gradus", "listed-packs");
  const cached = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => readFileSync(path, "utf8").includes(title));
  expect(cached).toHaveLength(1);
  writeFileSync(cached[0]!, "{");
  expect(await readListedPacks(pack)).toEqual(listed);
});
