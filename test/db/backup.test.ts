// A whole site in one file, saved while it is written to, and brought back; and everything that is no such file.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { backUp, FileExistsError, InterruptedRestoreError, NoBackupError, NothingToBackUpError, refuseInterruptedRestore, restore } from "../../src/db/backup.ts";
import { newId } from "../../src/db/id.ts";
import { lockDataFolder, LockedError } from "../../src/db/lock.ts";
import { DATABASE_FILE, NewerDatabaseError, openDatabase } from "../../src/db/open.ts";
import { courses } from "../../src/db/schema.ts";
import { temporaryFolder } from "../support/packs.ts";
import { startSite } from "../support/site.ts";

function addCourse(db: ReturnType<typeof openDatabase>, title: string): void {
  db.insert(courses).values({ id: newId(), title, createdAt: new Date() }).run();
}

function titlesIn(dataFolder: string): string[] {
  const db = openDatabase(join(dataFolder, DATABASE_FILE));
  const titles = db.select().from(courses).all().map(({ title }) => title);
  db.$client.close();
  return titles.sort((a, b) => a.localeCompare(b));
}

test("a running site is saved whole, and what it kept comes back with it", async () => {
  const dataFolder = temporaryFolder();
  const site = await startSite({ dataFolder });
  const file = join(temporaryFolder(), "site.gradus");
  addCourse(site.services.db, "before");
  const { hash } = site.services.catalogue.find("tiny", "sum")!;
  await backUp(dataFolder, file);
  addCourse(site.services.db, "after");
  expect(() => restore(dataFolder, file)).toThrow(LockedError);
  await site.close();

  const elsewhere = join(temporaryFolder(), "new");
  expect(restore(elsewhere, file)).toBeUndefined();
  expect(titlesIn(elsewhere)).toEqual(["before"]);
  expect(existsSync(join(elsewhere, "packs", hash, "sum", "reference.ts"))).toBe(true);
  const again = await startSite({ dataFolder: elsewhere });
  await expect(again.services.catalogue.exerciseOf(hash)).resolves.toMatchObject({ hash });
  await again.close();

  // Over a folder with a site in it: the old one is put aside, and is whole there.
  const aside = restore(dataFolder, file)!;
  expect(titlesIn(dataFolder)).toEqual(["before"]);
  expect(titlesIn(aside)).toEqual(["after", "before"]);
  expect(readdirSync(dataFolder).some((name) => name.startsWith("restoring"))).toBe(false);
});

test("a backup is never written over a file, nor of nothing", async () => {
  const folder = temporaryFolder();
  await expect(backUp(folder, join(folder, "b"))).rejects.toThrow(NothingToBackUpError);
  openDatabase(join(folder, DATABASE_FILE)).$client.close();
  const file = join(temporaryFolder(), "b");
  writeFileSync(file, "mine");
  await expect(backUp(folder, file)).rejects.toThrow(FileExistsError);
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test("what is no backup, a damaged one, a newer one or one that reaches out changes nothing", async () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, DATABASE_FILE));
  addCourse(db, "kept");
  db.$client.close();
  const elsewhere = temporaryFolder();
  const good = join(elsewhere, "good");
  await backUp(folder, good);

  const broken = (name: string, change: (client: BetterSqlite.Database) => void) => {
    const file = join(elsewhere, name);
    writeFileSync(file, readFileSync(good));
    const client = new BetterSqlite(file);
    change(client);
    client.close();
    return file;
  };
  const text = join(elsewhere, "text");
  writeFileSync(text, "no database at all");
  const cut = join(elsewhere, "cut");
  writeFileSync(cut, readFileSync(good).subarray(0, 9000));
  expect(() => restore(folder, text)).toThrow(NoBackupError);
  expect(() => restore(folder, cut)).toThrow(NoBackupError);
  expect(() => restore(folder, broken("plain", (client) => client.exec("drop table backup_files")))).toThrow(NoBackupError);
  expect(() => restore(folder, broken("newer", (client) => client.exec("insert into __drizzle_migrations (hash, created_at) values ('of the future', 1)")))).toThrow(NewerDatabaseError);
  expect(() => restore(folder, broken("reaches", (client) => client.exec("insert into backup_files values ('../../out.txt', x'00')")))).toThrow(NoBackupError);
  expect(() => restore(folder, join(elsewhere, "nowhere"))).toThrow(/ENOENT/);
  expect(titlesIn(folder)).toEqual(["kept"]);
  expect(readdirSync(folder).filter((name) => name.startsWith("before-") || name.startsWith("restoring"))).toEqual([]);
  lockDataFolder(folder).release();
});

test("a site that is written to without a pause is saved all the same, as it was at one moment", async () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, DATABASE_FILE));
  // Far more than is copied in one step.
  for (let i = 0; i < 3000; i += 1) addCourse(db, `${"x".repeat(1000)} ${i}`);
  let written = 3000;
  let isOver = false;
  const write = () => {
    if (isOver) return;
    addCourse(db, `${"x".repeat(1000)} ${written++}`);
    setImmediate(write);
  };
  write();
  const file = join(temporaryFolder(), "b");
  await backUp(folder, file);
  isOver = true;
  db.$client.close();
  const elsewhere = temporaryFolder();
  restore(elsewhere, file);
  const numbers = titlesIn(elsewhere).map((title) => Number(title.split(" ")[1])).sort((a, b) => a - b);
  expect(numbers.length).toBeGreaterThanOrEqual(3000);
  expect(numbers.length).toBeLessThanOrEqual(written);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i));
});

test("a backup is its owner's alone to read", async () => {
  const folder = temporaryFolder();
  openDatabase(join(folder, DATABASE_FILE)).$client.close();
  const file = join(temporaryFolder(), "b");
  await backUp(folder, file);
  expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
  const elsewhere = temporaryFolder();
  restore(elsewhere, file);
  expect((statSync(join(elsewhere, DATABASE_FILE)).mode & 0o777).toString(8)).toBe("600");
});

test("a restore that was killed in the middle is no empty site: the server refuses, and the next restore puts it right", async () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, DATABASE_FILE));
  addCourse(db, "kept");
  db.$client.close();
  const file = join(temporaryFolder(), "b");
  await backUp(folder, file);
  mkdirSync(join(folder, "restoring-1"));
  expect(() => refuseInterruptedRestore(folder)).not.toThrow();
  mkdirSync(join(folder, "before-restore-now"));
  renameSync(join(folder, DATABASE_FILE), join(folder, "before-restore-now", DATABASE_FILE));
  expect(() => refuseInterruptedRestore(folder)).toThrow(InterruptedRestoreError);
  restore(folder, file);
  expect(() => refuseInterruptedRestore(folder)).not.toThrow();
  expect(titlesIn(folder)).toEqual(["kept"]);
  expect(readdirSync(folder).filter((name) => name.startsWith("restoring"))).toEqual([]);
  expect(titlesIn(join(folder, "before-restore-now"))).toEqual(["kept"]);
});
