// gradus backup and gradus restore as an operator uses them: with a running server, and back to the
// same site, with the same people signed in and the same history.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { DATABASE_FILE, openDatabase } from "../../src/db/open.ts";
import { temporaryFolder, TINY } from "../support/packs.ts";
import { runGradus } from "../support/run-gradus.ts";
import {
  DatabaseReader,
  startServerProcess,
  Student,
  untilItListens,
} from "../support/server-process.ts";
import { SUM_RIGHT, SUM_WRONG } from "../support/submissions.ts";

const on = (folder: string, language = "C") => ({
  env: { GRADUS_DATA: folder, GRADUS_PACKS: TINY, LC_ALL: language },
});
const CHINESE = "zh_CN.UTF-8";

/** The parts of the history that do not change with the time of day. */
async function historyOf(student: Student, url: string): Promise<string[]> {
  const page = await (await student.send(url, "/submissions")).text();
  return [...page.matchAll(/\/submissions\/(\w{16})|>(\d+ \/ \d+)</g)].map(
    ([, id, score]) => id ?? score!,
  );
}

test("a backup taken from a running server restores the same site, elsewhere or in its place", async () => {
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), "site.gradus");
  const server = startServerProcess(folder);
  const url = await untilItListens(server);
  const [ada, ben] = [new Student(), new Student()];
  const before = [await ada.submit(url, SUM_RIGHT), await ada.submit(url, SUM_WRONG)];
  const database = new DatabaseReader(folder);
  await server.until(
    "both are graded",
    () => database.numberOf("select count(*) from jobs") === 0,
    60_000,
  );
  const history = await historyOf(ada, url);
  for (const id of before) expect(history).toContain(id);
  expect(history).toContain("10 / 10");

  makeOwner(folder);
  // While a student continues to submit.
  const over = new AbortController();
  const busy = (async () => {
    for (let i = 0; !over.signal.aborted; i += 1)
      await ben.send(url, "/exercises/tiny/sum/submissions", { source: `${SUM_RIGHT}// ${i}\n` });
  })();
  const saved = await runGradus(["backup", file], on(folder));
  over.abort();
  await busy;
  expect(saved).toMatchObject({
    code: 0,
    stdout: `Saved the site in ${folder} to ${file}.\n`,
    stderr: "",
  });
  expect(await runGradus(["backup", file], on(folder, CHINESE))).toMatchObject({
    code: 2,
    stdout: "",
    stderr: `gradus: ${file} 已经存在，没有改动。请换一个文件名。\n`,
  });
  const refused = await runGradus(["restore", file], on(folder));
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`Another Gradus server is already using ${folder}.`);
  await ada.submit(url, `${SUM_RIGHT}// after the backup\n`);
  database.close();
  server.child.kill("SIGTERM");
  expect((await server.ended).code).toBe(0);

  const spoilt = `${file}.spoilt`;
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(spoilt, bytes);
  const changed = await runGradus(["restore", spoilt], on(folder));
  expect(changed).toMatchObject({ code: 2, stdout: "" });
  expect(changed.stderr).toContain(
    `${spoilt} was changed or damaged after it was written: its content does not match its checksum. Nothing was changed.`,
  );
  const elsewhere = join(temporaryFolder(), "site");
  expect(await runGradus(["restore", file], on(elsewhere))).toMatchObject({
    code: 0,
    stdout: `Restored to ${elsewhere}. You can start the server now.\n`,
  });
  const back = await runGradus(["restore", file], on(folder, CHINESE));
  expect(back).toMatchObject({ code: 0, stderr: "" });
  expect(back.stdout).toContain("原来的数据没有删除，保存在");
  const aside = readdirSync(folder).filter((name) => name.startsWith("before-restore-"));
  expect(aside).toHaveLength(1);
  expect(existsSync(join(folder, aside[0]!, "gradus.db"))).toBe(true);

  const restored = startServerProcess(elsewhere);
  const newUrl = await untilItListens(restored);
  expect(await historyOf(ada, newUrl)).toEqual(history);
  for (const id of before) expect((await ada.send(newUrl, `/submissions/${id}`)).status).toBe(200);
  expect((await ben.send(newUrl, `/submissions/${before[0]!}`)).status).toBe(404);
  // Submissions that waited at the time of the backup are graded there.
  const reader = new DatabaseReader(elsewhere);
  await restored.until(
    "nothing is left in line",
    () => reader.numberOf("select count(*) from jobs") === 0,
    60_000,
  );
  expect(reader.numberOf("select count(*) from submissions")).toBe(
    reader.numberOf("select count(*) from gradings"),
  );
  reader.close();
}, 240_000);

function makeOwner(folder: string): void {
  const client = new BetterSqlite(join(folder, DATABASE_FILE), { timeout: 5000 });
  client.exec(
    `insert into users (id, name, email, email_verified, site_role, created_at, updated_at)
      values ('o', 'Owner', 'o@example.org', 0, 'owner', 0, 0)`,
  );
  client.close();
}

test("if a backup or a restore is impossible, the error is reported and nothing is changed", async () => {
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), "file");
  expect(await runGradus(["backup", file], on(folder))).toMatchObject({
    code: 2,
    stderr:
      `gradus: There is no site in ${folder}, so nothing was saved. Set GRADUS_DATA to your ` +
      "site's data folder.\n",
  });
  expect((await runGradus(["restore", file], on(folder))).code).toBe(2);
  openDatabase(join(folder, DATABASE_FILE)).$client.close();
  expect(await runGradus(["backup", file], on(folder))).toMatchObject({
    code: 2,
    stdout: "",
    stderr:
      `gradus: The site in ${folder} has no owner account, so it is probably not the site that ` +
      "you want to save. Nothing was saved. Set GRADUS_DATA to your site's data folder.\n",
  });
  expect(existsSync(file)).toBe(false);
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  writeFileSync(file, "a letter");
  expect(await runGradus(["restore", file], on(folder))).toMatchObject({
    code: 2,
    stdout: "",
    stderr: `gradus: ${file} is not a Gradus backup, or it is damaged. Nothing was changed. Use another backup.\n`,
  });
  expect(readdirSync(folder).filter((name) => name !== "gradus.lock")).toEqual([]);
}, 120_000);
