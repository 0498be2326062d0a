// The data folder and its contents are for its owner only, whatever the umask is and whatever was
// there before.

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockDataFolder } from "../../src/db/lock.ts";
import { DATABASE_FILE, openDatabase } from "../../src/db/open.ts";
import { closeToOthers, OpenToOthersError } from "../../src/db/private-folder.ts";
import { temporaryFolder } from "../support/packs.ts";
import { startSite } from "../support/site.ts";

/** Entries that the group or others may access. */
function openIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
    join(entry.parentPath, entry.name),
  );
  return [folder, ...all]
    .filter((path) => (statSync(path).mode & 0o077) !== 0)
    .map((path) => relative(folder, path));
}

function withOpenUmask(): void {
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
}

test("an open folder with a database in it is made private when a site opens it, and new files are private too", async () => {
  withOpenUmask();
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "packs", "old"), { recursive: true, mode: 0o755 });
  mkdirSync(join(folder, "rosters"));
  for (const file of ["packs/old/reference.ts", "rosters/a.csv", "site.gradus"])
    writeFileSync(join(folder, file), "x", { mode: 0o644 });
  openDatabase(join(folder, DATABASE_FILE)).$client.close();
  chmodSync(join(folder, DATABASE_FILE), 0o644);
  expect(openIn(folder)).toHaveLength(8);

  const site = await startSite({ dataFolder: folder });
  await site.services.catalogue.reload();
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining([
      "gradus.db",
      "gradus.db-wal",
      "gradus.db-shm",
      "gradus.lock",
      "packs",
      "statements",
    ]),
  );
  expect(openIn(folder)).toEqual([]);
  expect((statSync(folder).mode & 0o777).toString(8)).toBe("700");
  expect((statSync(join(folder, DATABASE_FILE)).mode & 0o777).toString(8)).toBe("600");
  await site.close();
  expect(openIn(folder)).toEqual([]);
});

test("a new database and its companion files are private from the first byte", () => {
  withOpenUmask();
  const folder = mkdtempSync(join(temporaryFolder(), "new-"));
  const db = openDatabase(join(folder, DATABASE_FILE));
  expect(openIn(folder)).toEqual([]);
  db.$client.close();
  lockDataFolder(join(folder, "deeper", "site")).release();
  expect(openIn(folder).filter((path) => path.startsWith("deeper/site"))).toEqual([]);
});

test("the target of a link is made private, and a broken link is ignored", () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  const database = join(elsewhere, "real.db");
  writeFileSync(database, "", { mode: 0o600 });
  chmodSync(database, 0o664);
  symlinkSync(database, join(folder, DATABASE_FILE));
  symlinkSync(join(elsewhere, "nothing"), join(folder, "astray"));
  closeToOthers(folder);
  expect((statSync(database).mode & 0o777).toString(8)).toBe("600");
});

test("a folder that all users share is left as it is, and reported", () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o1777);
  expect(() => lockDataFolder(folder)).toThrow(OpenToOthersError);
  expect((statSync(folder).mode & 0o7777).toString(8)).toBe("1777");
  chmodSync(folder, 0o700);
  // Nothing uses it any more.
  lockDataFolder(folder).release();
});
