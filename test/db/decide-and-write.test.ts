import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { decideAndWrite } from "../../src/db/decide-and-write.ts";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { temporaryFolder } from "../support/packs.ts";

let here: Db;
let elsewhere: Db;
beforeEach(() => {
  const file = join(temporaryFolder(), "gradus.db");
  here = openDatabase(file);
  elsewhere = openDatabase(file);
});
afterEach(() => {
  here.$client.close();
  elsewhere.$client.close();
});

const countSettings = (db: Db) =>
  db.$client.prepare<[], number>("select count(*) from settings").pluck().get()!;
const addSetting = (db: Db, key: string) =>
  db.$client.prepare("insert into settings (key, value) values (?, '')").run(key);

test("the decision is made once if nothing has changed", () => {
  const seen: number[] = [];
  const decide = () => {
    seen.push(countSettings(here));
    return seen.at(-1)!;
  };
  addSetting(elsewhere, "before");
  expect(decideAndWrite(here, decide, (count) => addSetting(here, `place ${count}`).changes)).toBe(
    1,
  );
  expect(seen).toEqual([1]);
});

test("if another connection has committed since, it is made again before the change", () => {
  const seen: number[] = [];
  const decide = () => {
    seen.push(countSettings(here));
    if (seen.length === 1) addSetting(elsewhere, "meanwhile");
    return seen.at(-1)!;
  };
  decideAndWrite(here, decide, (count) => addSetting(here, `place ${count}`));
  expect(seen).toEqual([0, 1]);
  expect(countSettings(elsewhere)).toBe(2);
});

test("a change that throws is undone", () => {
  const fail = () => {
    addSetting(here, "half");
    throw new Error("no");
  };
  expect(() => decideAndWrite(here, () => 0, fail)).toThrow("no");
  expect(countSettings(here)).toBe(0);
});
