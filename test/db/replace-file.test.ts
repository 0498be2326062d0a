// A file is replaced completely, or not at all.

import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { replaceFile } from "../../src/db/replace-file.ts";
import { temporaryFolder } from "../support/packs.ts";

test("many writers at once leave one complete file that only its owner can read", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "note.json");
  const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(10_000));
  await Promise.all(texts.map((text) => replaceFile(file, text)));
  expect(texts).toContain(readFileSync(file, "utf8"));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["note.json"]);
});

test("a failure leaves no draft", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "taken", "inside"), { recursive: true });
  await expect(replaceFile(join(folder, "taken"), "text")).rejects.toThrow(/EISDIR|ENOTEMPTY/);
  expect(readdirSync(folder)).toEqual(["taken"]);
});
