// Cached programs are used only if no other user can have changed them.

import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  build,
  findCachedPlace,
  findPlace,
  openPrivateFolder,
  type Place,
} from "../../grader/cache-folder.ts";
import { temporaryFolder } from "../support/packs.ts";
import { runCommand } from "../support/run-gradus.ts";

const STRANGER = 4321;
const isRoot = process.getuid?.() === 0;
const modeOf = (path: string) => lstatSync(path).mode & 0o777;

function makeRoot(): { root: string; outer: string; cache: string } {
  const root = temporaryFolder();
  const outer = join(root, "node_modules", ".cache");
  mkdirSync(join(root, "node_modules"));
  return { root, outer, cache: join(outer, "gradus") };
}

const fill = (draft: string) => writeFileSync(join(draft, "slot.mjs"), "ours");
const place = (root: string): Place => findPlace(root, "slot-1", ["slot.mjs"]);
const buildIn = (root: string) => build(place(root), fill);
const readIn = (folder: string) => readFileSync(join(folder, "slot.mjs"), "utf8");

/** An entry that another user has put in place of ours. */
function plant(cache: string): void {
  mkdirSync(join(cache, "slot-1"), { recursive: true });
  writeFileSync(join(cache, "slot-1", "slot.mjs"), "planted");
}

describe("the cache beside the packages", () => {
  test("is created once and reused; others can read and not write it, whatever the umask", () => {
    const { root, outer, cache } = makeRoot();
    const before = process.umask(0o077);
    onTestFinished(() => void process.umask(before));
    const folder = buildIn(root);
    expect(folder).toBe(join(cache, "slot-1"));
    for (const path of [outer, cache, folder]) expect(modeOf(path)).toBe(0o755);
    expect(modeOf(join(folder, "slot.mjs"))).toBe(0o644);
    expect(place(root)).toEqual({ folder });
    expect(readdirSync(cache)).toEqual(["slot-1"]);
  });

  test.each<[string, (cache: string) => void]>([
    [
      "a file that others may write",
      (cache) => chmodSync(join(cache, "slot-1", "slot.mjs"), 0o666),
    ],
    ["a folder that others may write", (cache) => chmodSync(join(cache, "slot-1"), 0o777)],
    [
      "a file that is a link",
      (cache) => {
        renameSync(join(cache, "slot-1", "slot.mjs"), join(cache, "elsewhere.mjs"));
        symlinkSync(join(cache, "elsewhere.mjs"), join(cache, "slot-1", "slot.mjs"));
      },
    ],
    [
      "a folder that is a link",
      (cache) => {
        renameSync(join(cache, "slot-1"), join(cache, "elsewhere"));
        symlinkSync(join(cache, "elsewhere"), join(cache, "slot-1"));
      },
    ],
    ["a cache that others may write", (cache) => chmodSync(cache, 0o777)],
    [
      "a file that a slot's user cannot read",
      (cache) => chmodSync(join(cache, "slot-1", "slot.mjs"), 0o600),
    ],
  ])("builds again if there is %s", (_name, spoil) => {
    const { root, cache } = makeRoot();
    plant(cache);
    for (const path of [join(root, "node_modules", ".cache"), cache, join(cache, "slot-1")])
      chmodSync(path, 0o755);
    chmodSync(join(cache, "slot-1", "slot.mjs"), 0o644);
    // Unchanged, it would be trusted.
    expect(place(root).folder).toBe(join(cache, "slot-1"));
    spoil(cache);
    const folder = buildIn(root);
    expect([folder, readIn(folder)]).toEqual([join(cache, "slot-1"), "ours"]);
    expect([modeOf(cache), modeOf(folder), lstatSync(folder).isSymbolicLink()]).toEqual([
      0o755,
      0o755,
      false,
    ]);
  });

  test.skipIf(!isRoot)(
    "of another user is ignored, be it the cache, a program or one file (only root can create one)",
    () => {
      for (const owned of [["."], ["slot-1"], ["slot-1", "slot.mjs"]]) {
        const { root, cache } = makeRoot();
        plant(cache);
        for (const path of [join(cache, ".."), cache, join(cache, "slot-1")])
          chmodSync(path, 0o755);
        chownSync(join(cache, ...owned), STRANGER, STRANGER);
        expect(readIn(buildIn(root))).toBe("ours");
      }
    },
  );

  test.each<[string, (paths: ReturnType<typeof makeRoot>) => void]>([
    [
      "is a link",
      ({ root, outer }) => {
        plant(join(root, "theirs", "gradus"));
        symlinkSync(join(root, "theirs"), outer);
      },
    ],
    [
      "is in a folder that others may write",
      ({ outer, cache }) => {
        plant(cache);
        chmodSync(outer, 0o777);
      },
    ],
    ["cannot be created", ({ outer }) => writeFileSync(outer, "a file where a folder should be")],
  ])("that %s is left alone: a folder for this process replaces it", (_name, spoil) => {
    const paths = makeRoot();
    // A worker of the tests ends without cleaning up.
    vi.stubEnv("TMPDIR", temporaryFolder());
    onTestFinished(() => void vi.unstubAllEnvs());
    spoil(paths);
    const folder = buildIn(paths.root);
    expect(readIn(folder)).toBe("ours");
    expect(folder.startsWith(paths.root)).toBe(false);
    expect(findCachedPlace(paths.root, "slot-1", ["slot.mjs"])).toBeUndefined();
    expect(openPrivateFolder(paths.root, "compiled")).toBeUndefined();
    // Once per process.
    expect(place(paths.root)).toEqual({ folder });
  });

  test("a program with a missing file is not trusted, and a failed draft is removed", () => {
    const { root, cache } = makeRoot();
    const folder = buildIn(root);
    expect(findPlace(root, "slot-1", ["slot.mjs", "worker.mjs"]).folder).toBeUndefined();
    const failing = findPlace(root, "slot-2", []);
    expect(() =>
      build(failing, () => {
        throw new Error("no room");
      }),
    ).toThrow("no room");
    expect(readdirSync(cache).filter((name) => name.startsWith("slot-2"))).toEqual([]);
    expect(existsSync(folder)).toBe(true);
  });

  test("for Node's own files cannot be entered by others, and one that was open to others is emptied", () => {
    const { root } = makeRoot();
    const folder = openPrivateFolder(root, "compiled")!;
    expect(modeOf(folder)).toBe(0o700);
    writeFileSync(join(folder, "kept"), "");
    expect(readdirSync(openPrivateFolder(root, "compiled")!)).toEqual(["kept"]);
    chmodSync(folder, 0o755);
    expect(readdirSync(openPrivateFolder(root, "compiled")!)).toEqual([]);
    expect(modeOf(folder)).toBe(0o700);
  });
});

describe("a folder for one process", () => {
  const CACHE_FOLDER = JSON.stringify(
    new URL("../../grader/cache-folder.ts", import.meta.url).href,
  );
  const build =
    `import { writeFileSync } from "node:fs"; ` +
    `import { build, findPlace, offerFolder } from ${CACHE_FOLDER};`;
  const run = (script: string, env: Record<string, string> = {}) =>
    runCommand(process.execPath, ["--input-type=module-typescript", "-e", `${build}\n${script}`], {
      env,
    });
  const make = (root: string) =>
    `const folder = build(findPlace(${JSON.stringify(root)}, "slot-1", []), (draft) => ` +
    `writeFileSync(draft + "/slot.mjs", "ours")); console.log(folder);`;

  /** A project whose cache cannot be created. */
  function spoiltRoot(): string {
    const { root, outer } = makeRoot();
    writeFileSync(outer, "");
    return root;
  }

  test("has a different name each time and is removed when the process ends", async () => {
    const temporary = temporaryFolder();
    const root = spoiltRoot();
    const folders = [];
    for (let i = 0; i < 2; i += 1) {
      const { stdout, stderr } = await run(make(root), { TMPDIR: temporary });
      expect(stderr).toBe("");
      folders.push(stdout.trim());
      expect(stdout.startsWith(join(temporary, "gradus-"))).toBe(true);
    }
    expect(folders[0]).not.toBe(folders[1]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("is never in a folder where others could replace it; then the one that the site offers is used", async () => {
    const [open, offered] = [temporaryFolder(), temporaryFolder()];
    chmodSync(open, 0o777);
    const root = spoiltRoot();
    const refused = await run(make(root), { TMPDIR: open });
    expect(refused.stderr).toContain("no safe folder to write to");
    mkdirSync(join(offered, "gradus-left-by-a-killed-server"));
    writeFileSync(join(offered, "gradus.db"), "");
    const { stdout } = await run(`offerFolder(${JSON.stringify(offered)}); ${make(root)}`, {
      TMPDIR: open,
    });
    expect(stdout.startsWith(join(offered, "gradus-"))).toBe(true);
    expect(readdirSync(offered)).toEqual(["gradus.db"]);
    expect(readdirSync(open)).toEqual([]);
    // The sticky bit is as good as closed.
    chmodSync(open, 0o1777);
    expect((await run(make(root), { TMPDIR: open })).stdout.startsWith(open)).toBe(true);
  });
});
