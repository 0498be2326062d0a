// A server that cannot start prints the reason, in the operator's language, and exits with code 2;
// existing files are not changed.

import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { DATABASE_FILE, openDatabase } from "../../src/db/open.ts";
import { temporaryFolder } from "../support/packs.ts";
import { startServerProcess, Student, untilItListens } from "../support/server-process.ts";

const CHINESE = "zh_CN.UTF-8";
const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Runs until it ends by itself. */
async function failToStart(
  dataFolder: string,
  env: Record<string, string | undefined> = {},
): Promise<string> {
  const { code, stderr, stdout } = await startServerProcess(dataFolder, { env }).ended;
  expect(stdout).not.toContain("listening");
  expect(stderr).not.toContain("    at ");
  expect(code).toBe(2);
  return stderr;
}

describe("a server that cannot start", () => {
  test("because another one has its data folder, or its port, names it; the first one continues", async () => {
    const folder = temporaryFolder();
    const first = startServerProcess(folder);
    const url = await untilItListens(first);
    const english = await failToStart(folder);
    expect(english).toContain(`Another Gradus server is already using ${folder}.`);
    expect(await failToStart(folder, { LC_ALL: CHINESE })).toContain(
      `另一个 Gradus 服务器正在使用 ${folder}。`,
    );
    const { port } = new URL(url);
    expect(await failToStart(temporaryFolder(), { PORT: port })).toContain(
      `Port ${port} on 127.0.0.1 is already in use.`,
    );
    expect(await failToStart(temporaryFolder(), { PORT: port, LC_ALL: CHINESE })).toContain(
      `127.0.0.1 的端口 ${port} 已被其他程序占用。`,
    );
    expect((await new Student().send(url, "/")).status).toBe(200);
  }, 240_000);

  test("because the database is newer than the program, leaves it unchanged", async () => {
    const folder = temporaryFolder();
    const file = join(folder, DATABASE_FILE);
    const db = openDatabase(file);
    db.$client
      .prepare("insert into __drizzle_migrations (hash, created_at) values ('of-tomorrow', 1)")
      .run();
    db.$client.pragma("journal_mode = delete");
    db.$client.close();
    expect(await failToStart(folder)).toContain(`${file} was written by a newer version of Gradus`);
    expect(await failToStart(folder, { LC_ALL: CHINESE })).toContain(
      `${file} 由较新版本的 Gradus 写入`,
    );
    expect(
      new BetterSqlite(file, { readonly: true })
        .prepare<[], string>("select hash from __drizzle_migrations order by id desc limit 1")
        .pluck()
        .get(),
    ).toBe("of-tomorrow");
  }, 120_000);

  test("because the database is invalid or damaged, leaves it unchanged", async () => {
    const folder = temporaryFolder();
    const file = join(folder, DATABASE_FILE);
    writeFileSync(file, "This is a letter, and not a database.\n".repeat(500));
    const before = digest(file);
    expect(await failToStart(folder)).toContain(
      `The database in ${folder} is damaged or is not a database`,
    );
    expect(await failToStart(folder, { LC_ALL: CHINESE })).toContain(`${folder} 里的数据库已损坏`);
    expect(digest(file)).toBe(before);

    const cut = temporaryFolder();
    const db = openDatabase(join(cut, DATABASE_FILE));
    db.$client.pragma("journal_mode = delete");
    db.$client.close();
    truncateSync(join(cut, DATABASE_FILE), 3 * 4096);
    expect(await failToStart(cut)).toContain(
      `The database in ${cut} is damaged or is not a database`,
    );
  }, 120_000);

  test("because its data folder is not a folder", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a-file"), "");
    const below = join(folder, "a-file", "data");
    expect(await failToStart(below)).toContain(`Cannot write to the data folder ${below}.`);
    expect(await failToStart(below, { LC_ALL: CHINESE })).toContain(`无法写入数据目录 ${below}。`);
  }, 120_000);

  test.skipIf(process.getuid?.() === 0)(
    "because it may not write there (root always may)",
    async () => {
      const folder = join(temporaryFolder(), "data");
      mkdirSync(folder);
      chmodSync(folder, 0o555);
      expect(await failToStart(folder)).toContain(`Cannot write to the data folder ${folder}.`);
    },
    120_000,
  );

  test("because of its settings lists all invalid ones at once, and shows no secret", async () => {
    const said = await failToStart(temporaryFolder(), {
      PORT: "70000",
      GRADUS_LANGUAGE: "fr",
      GRADUS_METRICS_TOKEN: "too-short",
      GRADUS_TRUSTED_PROXIES: "10.0.0.0/8",
      GRADUS_SMTP_URL: "smtps://me:hunter2@mail.example.org",
    });
    expect(said).toContain("PORT cannot be 70000");
    expect(said).toContain("GRADUS_LANGUAGE cannot be fr");
    expect(said).toContain("GRADUS_METRICS_TOKEN cannot be …");
    expect(said).toContain("GRADUS_MAIL_FROM is missing");
    expect(said).toContain("gradus serve --help");
    expect(said).not.toMatch(/hunter2|too-short/);
    expect(
      await failToStart(temporaryFolder(), { GRADUS_TRUSTED_PROXIES: "10.0.0.0/8, my-proxy" }),
    ).toContain("GRADUS_TRUSTED_PROXIES cannot be my-proxy");
  }, 120_000);
});
