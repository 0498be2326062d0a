// A whole site in one file, saved while it is in use, and restored; and every file that is not a
// valid backup.

import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, test } from "vitest";
import {
  backUp,
  ChangedBackupError,
  FileExistsError,
  InterruptedRestoreError,
  NoBackupError,
  NoOwnerError,
  NothingToBackUpError,
  refuseInterruptedRestore,
  restore,
} from "../../src/db/backup.ts";
import { addChecksum, takeChecksum } from "../../src/db/backup-file.ts";
import { newId } from "../../src/db/id.ts";
import { lockDataFolder, LockedError } from "../../src/db/lock.ts";
import { DATABASE_FILE, NewerDatabaseError, openDatabase } from "../../src/db/open.ts";
import { courses, users } from "../../src/db/schema.ts";
import { sessions, verifications } from "../../src/db/auth-schema.ts";
import { noteDraft, removeUnfinished } from "../../src/db/unfinished-backups.ts";
import { ROOT, temporaryFolder } from "../support/packs.ts";
import { startSite } from "../support/site.ts";

function addCourse(db: ReturnType<typeof openDatabase>, title: string): void {
  db.insert(courses).values({ id: newId(), title, createdAt: new Date() }).run();
}

function addOwner(db: ReturnType<typeof openDatabase>): void {
  const now = new Date();
  db.insert(users)
    .values({
      id: newId(),
      name: "Owner",
      email: "owner@example.org",
      siteRole: "owner",
      createdAt: now,
      updatedAt: now,
    })
    .run();
}

/** A site with an owner and nothing else. */
function makeSite(folder: string): void {
  const db = openDatabase(join(folder, DATABASE_FILE));
  addOwner(db);
  db.$client.close();
}

function titlesIn(dataFolder: string): string[] {
  const db = openDatabase(join(dataFolder, DATABASE_FILE));
  const titles = db
    .select()
    .from(courses)
    .all()
    .map(({ title }) => title);
  db.$client.close();
  return titles.sort((a, b) => a.localeCompare(b));
}

test("a running site is saved completely, and its data is restored", async () => {
  const dataFolder = temporaryFolder();
  const site = await startSite({ dataFolder });
  const file = join(temporaryFolder(), "site.gradus");
  addOwner(site.services.db);
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
  await expect(again.services.catalogue.loadVersion(hash)).resolves.toMatchObject({ hash });
  await again.close();

  // Into a folder with a site in it: the old one is moved aside, complete.
  const aside = restore(dataFolder, file)!;
  expect(titlesIn(dataFolder)).toEqual(["before"]);
  expect(titlesIn(aside)).toEqual(["after", "before"]);
  expect(readdirSync(dataFolder).some((name) => name.startsWith("restoring"))).toBe(false);
});

test("a backup never overwrites a file, and needs a site", async () => {
  const folder = temporaryFolder();
  await expect(backUp(folder, join(folder, "b"))).rejects.toThrow(NothingToBackUpError);
  makeSite(folder);
  const file = join(temporaryFolder(), "b");
  writeFileSync(file, "mine");
  await expect(backUp(folder, file)).rejects.toThrow(FileExistsError);
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test("a file that is not a backup, a damaged one, a newer one or one with paths outside changes nothing", async () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, DATABASE_FILE));
  addOwner(db);
  addCourse(db, "kept");
  db.$client.close();
  const elsewhere = temporaryFolder();
  const good = join(elsewhere, "good");
  await backUp(folder, good);

  const broken = (name: string, change: (client: BetterSqlite.Database) => void) => {
    const file = join(elsewhere, name);
    writeFileSync(file, readFileSync(good));
    expect(takeChecksum(file)).toBe("right");
    const client = new BetterSqlite(file);
    change(client);
    client.close();
    addChecksum(file);
    return file;
  };
  const text = join(elsewhere, "text");
  writeFileSync(text, "no database at all");
  const cut = join(elsewhere, "cut");
  writeFileSync(cut, readFileSync(good).subarray(0, 9000));
  expect(() => restore(folder, text)).toThrow(NoBackupError);
  expect(() => restore(folder, cut)).toThrow(NoBackupError);
  expect(() =>
    restore(
      folder,
      broken("plain", (client) => client.exec("drop table backup_files")),
    ),
  ).toThrow(NoBackupError);
  expect(() =>
    restore(
      folder,
      broken("newer", (client) =>
        client.exec(
          "insert into __drizzle_migrations (hash, created_at) values ('of the future', 1)",
        ),
      ),
    ),
  ).toThrow(NewerDatabaseError);
  expect(() =>
    restore(
      folder,
      broken("reaches", (client) =>
        client.exec("insert into backup_files values ('../../out.txt', x'00')"),
      ),
    ),
  ).toThrow(NoBackupError);
  expect(() => restore(folder, join(elsewhere, "nowhere"))).toThrow(/ENOENT/);
  expect(titlesIn(folder)).toEqual(["kept"]);
  expect(
    readdirSync(folder).filter(
      (name) => name.startsWith("before-") || name.startsWith("restoring"),
    ),
  ).toEqual([]);
  lockDataFolder(folder).release();
});

test("a site that is written to without a pause is saved too, as it was at one moment", async () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, DATABASE_FILE));
  addOwner(db);
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
  const numbers = titlesIn(elsewhere)
    .map((title) => Number(title.split(" ")[1]))
    .sort((a, b) => a - b);
  expect(numbers.length).toBeGreaterThanOrEqual(3000);
  expect(numbers.length).toBeLessThanOrEqual(written);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i));
});

test("a backup can be read by its owner only", async () => {
  const folder = temporaryFolder();
  makeSite(folder);
  const file = join(temporaryFolder(), "b");
  await backUp(folder, file);
  expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
  const elsewhere = temporaryFolder();
  restore(elsewhere, file);
  expect((statSync(join(elsewhere, DATABASE_FILE)).mode & 0o777).toString(8)).toBe("600");
});

test("after a restore that was killed halfway the site is not taken for empty: the server refuses, and the next restore completes it", async () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, DATABASE_FILE));
  addOwner(db);
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

test("a backup with one changed byte, anywhere, is refused and changes nothing", async () => {
  const folder = temporaryFolder();
  makeSite(folder);
  const file = join(temporaryFolder(), "b");
  await backUp(folder, file);
  const bytes = readFileSync(file);
  const elsewhere = temporaryFolder();
  const changed = join(elsewhere, "changed");
  // Pages that SQLite's own check reads, texts that it does not, unused space, and the checksum
  // itself.
  const places = [
    0,
    17,
    100,
    bytes.indexOf("owner@example.org"),
    4090,
    bytes.length >> 1,
    bytes.length - 120,
    bytes.length - 80,
  ];
  for (const place of [...places, bytes.length - 40, bytes.length - 2, bytes.length - 1]) {
    const other = Buffer.from(bytes);
    other[place]! ^= 1;
    writeFileSync(changed, other);
    expect(() => restore(elsewhere, changed), `byte ${place}`).toThrow(
      /is not a backup|does not match its checksum/,
    );
  }
  const score = Buffer.from(bytes);
  score.write("other@example.org", bytes.indexOf("owner@example.org"));
  writeFileSync(changed, score);
  expect(() => restore(elsewhere, changed)).toThrow(ChangedBackupError);
  for (const other of [
    Buffer.concat([bytes, Buffer.from("\n")]),
    bytes.subarray(0, -1),
    bytes.subarray(0, -73),
  ]) {
    writeFileSync(changed, other);
    expect(() => restore(elsewhere, changed)).toThrow(NoBackupError);
  }
  expect(readdirSync(elsewhere).sort()).toEqual(["changed", "gradus.lock"]);
});

test("a folder that was never used is not saved as a site", async () => {
  const folder = temporaryFolder();
  openDatabase(join(folder, DATABASE_FILE)).$client.close();
  const elsewhere = temporaryFolder();
  await expect(backUp(folder, join(elsewhere, "b"))).rejects.toThrow(NoOwnerError);
  writeFileSync(join(folder, DATABASE_FILE), "");
  await expect(backUp(folder, join(elsewhere, "b"))).rejects.toThrow(NoOwnerError);
  expect(readdirSync(elsewhere)).toEqual([]);
});

test("sessions are in a backup, unfinished sign-ins are not", async () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, DATABASE_FILE));
  addOwner(db);
  const now = new Date();
  const userId = db.select().from(users).get()!.id;
  db.insert(sessions)
    .values({ id: "s", token: "a hash", userId, expiresAt: now, createdAt: now, updatedAt: now })
    .run();
  db.insert(verifications)
    .values({
      id: "v",
      identifier: "i",
      value: "a verifier",
      expiresAt: now,
      createdAt: now,
      updatedAt: now,
    })
    .run();
  db.$client.close();
  const file = join(temporaryFolder(), "b");
  await backUp(folder, file);
  expect(readFileSync(file).includes("a verifier")).toBe(false);
  expect(readFileSync(file).includes("a hash")).toBe(true);
});

const KILLED = `
  import { writeFileSync } from "node:fs";
  import { noteDraft } from ${JSON.stringify(join(ROOT, "src/db/unfinished-backups.ts"))};
  noteDraft(process.argv[1], process.argv[2]);
  for (const ending of ["", "-journal"]) writeFileSync(process.argv[2] + ending, "half of it");
  process.kill(process.pid, "SIGKILL");
`;

test.each<[string, (folder: string) => Promise<unknown>]>([
  ["backup", (folder) => backUp(folder, join(temporaryFolder(), "next"))],
  ["start of the server", async (folder) => (await startSite({ dataFolder: folder })).close()],
])("the remains of a killed backup, anywhere, are removed by the next %s", async (_name, next) => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  makeSite(folder);
  const draft = join(elsewhere, "monday.gradus.123.part");
  const killed = spawnSync(process.execPath, ["--input-type=module", "-e", KILLED, folder, draft]);
  expect(killed.signal, killed.stderr.toString()).toBe("SIGKILL");
  expect(readdirSync(elsewhere)).toHaveLength(2);
  // Another is being written at this moment.
  const other = join(elsewhere, "tuesday.gradus.456.part");
  writeFileSync(other, "half of it");
  const forget = noteDraft(folder, other);
  await next(folder);
  expect(readdirSync(elsewhere)).toEqual(["tuesday.gradus.456.part"]);
  forget();
  removeUnfinished(folder);
  expect(readdirSync(folder).filter((name) => name.startsWith("backing-up"))).toEqual([]);
});
