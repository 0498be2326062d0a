// Exercises stored by hash: they load after the pack is gone, are refused if damaged, and are
// complete even if storing is killed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Exercise,
  findPacks,
  hashExercise,
  storeExercise,
  loadExercise,
  loadStoredExercise,
  PackError,
} from "../../../grader/doors/packs.ts";
import { hashFolder } from "../../../grader/pack/hash.ts";
import {
  copyExercise,
  copyTiny,
  edit,
  EXERCISES,
  load,
  ROOT,
  temporaryFolder,
  TINY,
} from "../../support/packs.ts";

/** Everything except its folder, which appears in comments of bundled code. */
function contents({ folder: _folder, ...exercise }: Exercise): Exercise {
  return exercise as Exercise;
}

async function codesOf(promise: Promise<unknown>): Promise<string[]> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof PackError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

describe("storing", () => {
  test("an exercise is unchanged after its pack is gone", async () => {
    const pack = copyExercise("fit-a-line");
    const storedFolder = temporaryFolder();
    const exercise = await load(pack, "fit-a-line");
    await storeExercise(exercise, storedFolder);
    rmSync(pack, { recursive: true });
    const again = await loadStoredExercise(storedFolder, exercise.hash);
    expect(contents(again)).toEqual(contents(exercise));
    expect(again.folder).toBe(join(storedFolder, exercise.hash, "fit-a-line"));
    expect(readdirSync(storedFolder)).toEqual([exercise.hash]);
    // Hidden tests and the reference are among them: private.
    expect(statSync(join(again.folder, "reference.ts")).mode & 0o777).toBe(0o400);
    expect(statSync(join(storedFolder, exercise.hash)).mode & 0o077).toBe(0);
  });

  test("several versions are stored side by side, and storing one twice changes nothing", async () => {
    const pack = copyTiny();
    const storedFolder = temporaryFolder();
    const first = await load(pack, "sum");
    await storeExercise(first, storedFolder);
    const before = statSync(join(storedFolder, first.hash, "kept.json")).mtimeMs;
    await storeExercise(first, storedFolder);
    expect(statSync(join(storedFolder, first.hash, "kept.json")).mtimeMs).toBe(before);
    edit(join(pack, "sum", "statement.en.md"), /^/, "Once more. ");
    const second = await load(pack, "sum");
    await storeExercise(second, storedFolder);
    expect(readdirSync(storedFolder).sort()).toEqual([first.hash, second.hash].sort());
    expect((await loadStoredExercise(storedFolder, first.hash)).statements.en).toBe(
      first.statements.en,
    );
    expect((await loadStoredExercise(storedFolder, second.hash)).statements.en).toBe(
      second.statements.en,
    );
  });

  test("the newest pack.yaml is stored", async () => {
    const pack = copyTiny();
    const storedFolder = temporaryFolder();
    const first = await load(pack, "sum");
    await storeExercise(first, storedFolder);
    edit(join(pack, "pack.yaml"), /en: .*?([,}])/, "en: Another title$1");
    const renamed = await load(pack, "sum");
    expect(renamed.hash).toBe(first.hash);
    await storeExercise(renamed, storedFolder);
    expect((await loadStoredExercise(storedFolder, first.hash)).packManifest.title.en).toBe(
      "Another title",
    );
  });

  test("an exercise that recommends others is loaded without them", async () => {
    const storedFolder = temporaryFolder();
    const exercise = await load(join(EXERCISES, "llm-primer"), "tiny-language-expert");
    expect(exercise.manifest.recommended.length).toBeGreaterThan(0);
    await storeExercise(exercise, storedFolder);
    expect(contents(await loadStoredExercise(storedFolder, exercise.hash))).toEqual(
      contents(exercise),
    );
  });

  test("a version stored when recommended was still named needs loads under its hash", async () => {
    const pack = copyTiny();
    const storedFolder = temporaryFolder();
    edit(join(pack, "sum", "exercise.yaml"), "level: 1", "level: 1\nrecommended: [sum]");
    const exercise = await load(pack, "sum");
    await storeExercise(exercise, storedFolder);
    const before = join(storedFolder, exercise.hash, "sum");
    chmodSync(join(before, "exercise.yaml"), 0o600);
    edit(join(before, "exercise.yaml"), "recommended: [sum]", "needs: [sum]");
    const hash = hashFolder(before, "");
    renameSync(join(storedFolder, exercise.hash), join(storedFolder, hash));
    expect((await loadStoredExercise(storedFolder, hash)).manifest).toEqual(exercise.manifest);
  });

  test("files that have changed since loading are not stored", async () => {
    const pack = copyTiny();
    const storedFolder = temporaryFolder();
    const exercise = await load(pack, "sum");
    edit(join(pack, "sum", "starter.ts"), /$/, "\n// later\n");
    expect(await codesOf(storeExercise(exercise, storedFolder))).toEqual(["changed-meanwhile"]);
    expect(readdirSync(storedFolder)).toEqual([]);
  });

  test("a folder that cannot be written is an error", async () => {
    const exercise = await load(TINY, "sum");
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(storeExercise(exercise, join(file, "packs"))).rejects.toMatchObject({
      code: "ENOTDIR",
    });
  });
});

describe("loading", () => {
  test.each(["", "..", "0".repeat(64), "../../etc", "A".repeat(64)])(
    "what is not stored is refused: %j",
    async (hash) => {
      expect(await codesOf(loadStoredExercise(temporaryFolder(), hash))).toEqual(["not-stored"]);
    },
  );

  test.each<[string, (folder: string) => void]>([
    [
      "a changed file",
      (folder) => (
        chmodSync(join(folder, "reference.ts"), 0o600),
        edit(join(folder, "reference.ts"), /^/, "// x\n")
      ),
    ],
    [
      "a truncated file",
      (folder) => (
        chmodSync(join(folder, "starter.ts"), 0o600),
        writeFileSync(join(folder, "starter.ts"), "")
      ),
    ],
    ["a missing file", (folder) => rmSync(join(folder, "statement.en.md"))],
    ["an extra file", (folder) => writeFileSync(join(folder, "more.ts"), "")],
    ["a missing folder", (folder) => rmSync(folder, { recursive: true })],
  ])("%s is noticed, and storing again repairs it", async (_, damage) => {
    const storedFolder = temporaryFolder();
    const exercise = await load(TINY, "sum");
    await storeExercise(exercise, storedFolder);
    damage(join(storedFolder, exercise.hash, "sum"));
    expect(await codesOf(loadStoredExercise(storedFolder, exercise.hash))).toEqual([
      "stored-damaged",
    ]);
    await storeExercise(exercise, storedFolder);
    expect(contents(await loadStoredExercise(storedFolder, exercise.hash))).toEqual(
      contents(exercise),
    );
    expect(readdirSync(storedFolder)).toEqual([exercise.hash]);
  });

  test("modules of another engine, or damaged ones, are bundled and stored again", async () => {
    const storedFolder = temporaryFolder();
    const exercise = await load(TINY, "sum");
    await storeExercise(exercise, storedFolder);
    const folder = join(storedFolder, exercise.hash);
    const name = readdirSync(folder).find((file) => file.startsWith("modules-"))!;
    const whole = readFileSync(join(folder, name), "utf8");
    for (const damaged of [
      whole.slice(0, 100),
      JSON.stringify({ ...(JSON.parse(whole) as object), hash: "0".repeat(64) }),
      "{}",
    ]) {
      writeFileSync(join(folder, name), damaged);
      writeFileSync(join(folder, "modules-0123456789abcdef.json"), whole);
      const again = await loadStoredExercise(storedFolder, exercise.hash);
      expect(Object.keys(again.modules).sort()).toEqual(Object.keys(exercise.modules).sort());
      expect(again.modules.reference).toContain("total");
      expect(readdirSync(folder).sort()).toEqual(
        ["kept-tiny.json", "kept.json", name, "sum"].sort(),
      );
      expect(readFileSync(join(folder, name), "utf8")).not.toBe(damaged);
    }
  });
});

test("the hash of an exercise is known without loading it, and says what changed", async () => {
  const pack = copyTiny();
  const [found] = findPacks(pack).packs;
  const exercise = await loadExercise(found!, "sum");
  expect(hashExercise(found!, "sum")).toBe(exercise.hash);
  edit(join(pack, "sum", "starter.ts"), /$/, "\n");
  expect(hashExercise(found!, "sum")).not.toBe(exercise.hash);
  expect(() => hashExercise(found!, "nothing")).toThrow(PackError);
});

describe("a kill at any moment", () => {
  const KEEPER = `
    import { findPacks, storeExercise, loadExercise } from ${JSON.stringify(join(ROOT, "grader", "doors", "packs.ts"))};
    import { rmSync } from "node:fs";
    const [pack, folder] = process.argv.slice(2);
    const exercise = await loadExercise(findPacks(pack).packs[0], "fit-a-line");
    process.stdout.write("ready");
    for (;;) {
      await storeExercise(exercise, folder);
      rmSync(folder + "/" + exercise.hash + "/kept.json", { force: true });
      // Lets a pipe be written, a signal be seen.
      await new Promise(setImmediate);
    }`;

  test("leaves nothing that storing again does not repair", async () => {
    const pack = copyExercise("fit-a-line");
    const exercise = await load(pack, "fit-a-line");
    const storedFolder = join(temporaryFolder(), "packs");
    const script = join(temporaryFolder(), "keeper.ts");
    writeFileSync(script, KEEPER);
    mkdirSync(storedFolder);
    let leftovers = 0;
    for (let round = 0; round < 8 || (leftovers === 0 && round < 60); round++) {
      const keeper = spawn(process.execPath, [script, pack, storedFolder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(keeper.stdout, "data");
      // Moments spread over the time of one storing, some milliseconds.
      const untilMs = performance.now() + 3 + (round % 8) * 1.7;
      while (performance.now() < untilMs) await new Promise(setImmediate);
      keeper.kill("SIGKILL");
      await once(keeper, "exit");
      if (readdirSync(storedFolder).some((name) => name.startsWith(".draft-"))) leftovers += 1;
      // Not there yet, or complete.
      const codes = await codesOf(loadStoredExercise(storedFolder, exercise.hash));
      expect([[], ["not-stored"]]).toContainEqual(codes);
      await storeExercise(exercise, storedFolder);
      expect(readdirSync(storedFolder)).toEqual([exercise.hash]);
      expect(contents(await loadStoredExercise(storedFolder, exercise.hash))).toEqual(
        contents(exercise),
      );
    }
    // Otherwise nothing was interrupted, and nothing shown.
    expect(leftovers).toBeGreaterThan(0);
  });

  test("what a killed process left beside a complete copy is removed too", async () => {
    const storedFolder = temporaryFolder();
    const exercise = await load(TINY, "sum");
    await storeExercise(exercise, storedFolder);
    const gone = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(gone, "exit");
    cpSync(TINY, join(storedFolder, `.draft-${gone.pid}-00000000-0000-4000-8000-000000000000`), {
      recursive: true,
    });
    await storeExercise(exercise, storedFolder);
    expect(readdirSync(storedFolder)).toEqual([exercise.hash]);
  });

  test("a draft of a process that is still writing is not removed", async () => {
    const storedFolder = temporaryFolder();
    const exercise = await load(TINY, "sum");
    const theirs = `.draft-${process.ppid}-00000000-0000-4000-8000-000000000000`;
    cpSync(TINY, join(storedFolder, theirs), { recursive: true });
    await storeExercise(exercise, storedFolder);
    expect(readdirSync(storedFolder).sort()).toEqual([theirs, exercise.hash].sort());
  });
});
