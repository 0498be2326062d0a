// The backup and the restore drill of docs/deploying.md: its own commands, on a site that runs.

import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { DATABASE_FILE } from "../../src/db/open.ts";
import { DEPLOYING } from "../support/deploying-examples.ts";
import { ROOT, temporaryFolder, TINY } from "../support/packs.ts";
import { runCommand } from "../support/run-gradus.ts";
import {
  DatabaseReader,
  startServerProcess,
  Student,
  untilItListens,
} from "../support/server-process.ts";
import { SUM_RIGHT, SUM_WRONG } from "../support/submissions.ts";

const BACKUPS = "/var/backups/gradus";
const SITE = "/var/lib/gradus";
const DAY_MS = 86_400_000;

/** The commands of a drill by hand, in the guide of a language. */
function readDrill(guide: string): string {
  const text = readFileSync(join(ROOT, guide), "utf8");
  const found = [...text.matchAll(/```sh\n(.*?)```/gs)].find(([, block]) =>
    block!.includes("restore-drill.sh"),
  );
  return found![1]!;
}

/** What a unit runs. */
function readExecStart(unit: string): string {
  return /^ExecStart=(.*)$/m.exec(readFileSync(join(DEPLOYING, unit), "utf8"))![1]!;
}

function makeOwner(folder: string): void {
  const client = new BetterSqlite(join(folder, DATABASE_FILE), { timeout: 5000 });
  client.exec(
    "insert into users (id, name, email, email_verified, site_role, created_at, updated_at) values ('o', 'Owner', 'o@example.org', 0, 'owner', 0, 0)",
  );
  client.close();
}

test("the drill's commands are the same in both languages, and those of the units", () => {
  const drill = readDrill("docs/deploying.md");
  expect(readDrill("docs/zh-CN/deploying.md")).toBe(drill);
  for (const unit of ["gradus-backup.service", "gradus-restore-drill.service"])
    expect(drill).toContain(readExecStart(unit).replace("/bin/sh /opt/gradus/", "sh "));
});

test("a backup is written, restored into an empty folder, started, and compared; a damaged one fails", async () => {
  const [site, backups, temporary] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const server = startServerProcess(site);
  const url = await untilItListens(server);
  const ada = new Student();
  for (const source of [SUM_RIGHT, SUM_WRONG]) await ada.submit(url, source);
  const database = new DatabaseReader(site);
  await server.until(
    "both are graded",
    () => database.numberOf("select count(*) from jobs") === 0,
    60_000,
  );
  database.close();
  makeOwner(site);
  const [old, foreign] = [
    join(backups, "gradus-2020-01-01T000000Z.gradus"),
    join(backups, "notes"),
  ];
  for (const file of [old, foreign]) {
    writeFileSync(file, "");
    utimesSync(file, new Date(), new Date(Date.now() - 40 * DAY_MS));
  }

  const env = { GRADUS_PACKS: TINY, TMPDIR: temporary };
  const drill = readDrill("docs/deploying.md").replaceAll(SITE, site).replaceAll(BACKUPS, backups);
  const passed = await runCommand("sh", ["-euc", drill], { env });
  expect(passed).toMatchObject({ code: 0, stderr: "" });
  expect(passed.stdout).toContain("Started: it records and grades.");
  expect(passed.stdout).toMatch(/people +1 +1\n/);
  expect(passed.stdout).toMatch(/submissions +2 +2\nresults +2 +2\nnewest submission +20/);
  expect(passed.stdout).toMatch(/The drill has passed\.\n$/);
  const written = readdirSync(backups).filter((name) => name.endsWith(".gradus"));
  expect(written).toEqual([expect.stringMatching(/^gradus-20\S+Z\.gradus$/)]);
  expect([existsSync(old), existsSync(foreign)]).toEqual([false, true]);
  expect(readdirSync(temporary)).toEqual([]);

  const file = join(backups, written[0]!);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
  const script = join(DEPLOYING, "restore-drill.sh");
  const failed = await runCommand("sh", [script, backups], { env });
  expect(failed).toMatchObject({ code: 1 });
  expect(failed.stderr).toContain("The drill failed: the backup cannot be restored.");
  expect(failed.stderr).toContain("was changed or damaged after it was written");
  expect(await runCommand("sh", [script, temporaryFolder()], { env })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There is no backup in"),
  });
  expect(readdirSync(temporary)).toEqual([]);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
}, 240_000);
