// What importing a roster would do, and what is wrong with it, line by line; then the import itself, as a whole or not at all.

import { beforeEach, describe, expect, test } from "vitest";
import { importRoster, prepareAccounts, RosterChangedError } from "../../../src/courses/roster/import-roster.ts";
import { planRoster } from "../../../src/courses/roster/plan-roster.ts";
import { readRoster } from "../../../src/courses/roster/read-roster.ts";
import { takeTurns } from "../../../src/courses/roster/take-turns.ts";
import { createCourse } from "../../../src/courses/queries.ts";
import { type Db, openDatabase } from "../../../src/db/open.ts";
import { enrolments, users } from "../../../src/db/schema.ts";
import { auditEvents } from "../../../src/db/teaching-schema.ts";

const now = new Date("2026-09-01T08:00:00Z");
let db: Db;
let course: string;
const addUser = (id: string, username: string | null = id, email = `${id}@example.org`) => db.insert(users).values({ id, name: `Name of ${id}`, email, username, displayUsername: username, isAnonymous: false, createdAt: now, updatedAt: now }).run();
const enrol = (userId: string, section: string | null = null, role: "student" | "assistant" = "student") => db.insert(enrolments).values({ courseId: course, userId, role, section, joinedAt: now }).run();
const plan = async (text: string) => {
  const pause = takeTurns();
  return planRoster(db, course, await readRoster(text, pause), pause);
};
const kinds = async (text: string) => (await plan(text)).lines.map(({ line, kind, name }) => [line, kind, name]);
const problems = async (text: string) => (await plan(text)).problems.map(({ line, key, params }) => [line, key, ...Object.values(params ?? {})]);
const everything = () => ["users", "enrolments", "audit_events", "one_time_links"].map((table) => db.$client.prepare(`select * from ${table}`).all());

beforeEach(() => {
  db = openDatabase(":memory:");
  addUser("teacher");
  course = createCourse(db, "Machine learning", "teacher", { now });
});

describe("a roster's columns", () => {
  test.each([
    ["in Chinese", "姓名,用户名,邮箱,班级\n王小明,xm,xm@example.org,1 班"],
    ["in English, in any order", "Section,E-mail,User name,Full Name\n1 班,xm@example.org,xm,王小明"],
    ["with a mark, semicolons, and quotes", "\ufeff\"姓名\";学号;电子邮箱;分组\r\n\"王小明\";xm;xm@example.org;1 班\r\n"],
    ["with tabs, and empty columns at the end", "name\tstudent_id\temail\tgroup\t\t\n王小明\txm\txm@example.org\t1 班\t\t"],
  ])("%s", async (_, text) => {
    expect(await plan(text)).toMatchObject({ problems: [], lines: [{ line: 2, kind: "new", name: "王小明", username: "xm", email: "xm@example.org", section: "1 班", userId: null }] });
  });

  test.each([
    ["姓名,用户名,性别\n王小明,xm,男", [[1, "roster.problem.unknownColumn", "性别"]]],
    ["name,name,username\nA,B,ab", [[1, "roster.problem.columnTwice", "name"]]],
    ["name,section\nA,1", [[1, "roster.problem.noLoginColumn"]]],
    ["name,username", [[1, "roster.problem.nobody"]]],
    ["Ada,ada\nEve,eve", [[1, "roster.problem.unknownColumn", "Ada"], [1, "roster.problem.unknownColumn", "ada"], [1, "roster.problem.noLoginColumn"]]],
  ])("that will not do: %j", async (text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });
});

describe("a plan", () => {
  test("tells new accounts, those that are there, those that are in, and sections that change; by user name or address", async () => {
    for (const id of ["ada", "eve", "bob", "tom", "ann"]) addUser(id);
    enrol("bob", "Lab 1");
    enrol("tom", "Lab 1");
    enrol("ann", "Lab 1", "assistant");
    const text = "name,username,email,section\nNew One,new1,,Lab 1\nWhoever,ADA,,Lab 1\n,,EVE@example.org,\nBob,bob,,Lab 1\n\nTom,tom,tom@example.org,Lab 2\nAnn,ann,,Lab 2\n";
    expect(await kinds(text)).toEqual([[2, "new", "New One"], [3, "enrol", "Name of ada"], [4, "enrol", "Name of eve"], [5, "already", "Name of bob"], [7, "section", "Name of tom"], [8, "already", "Name of ann"]]);
  });

  test.each([
    ["A,ab,\nB,AB,", [[3, "roster.problem.usernameTwice", 2]]],
    ["A,,a@example.org\nB,bb,A@example.org", [[3, "roster.problem.emailTwice", 2]]],
    ["A,ada,\nB,,ada@example.org", [[3, "roster.problem.accountTwice", 2]]],
    ["A,ada,eve@example.org", [[2, "roster.problem.twoAccounts"]]],
    ["A,ada,other@example.org", [[2, "roster.problem.otherEmail"]]],
    ["A,,", [[2, "roster.problem.noLogin"]]],
    [",nobody,", [[2, "roster.problem.noName"]]],
    ["A,,no-address", [[2, "account.fault.emailForm"]]],
    ["A,,x@no-mail.invalid", [[2, "account.fault.emailForm"]]],
    ["A,a b,", [[2, "account.fault.usernameForm"]]],
    [`${"x".repeat(81)},ab,`, [[2, "account.fault.nameLong", 80]]],
    [`A,${"x".repeat(41)},`, [[2, "account.fault.usernameLong", 40]]],
    ['A,ab,\n"B,bb,\nC,cc,', [[4, "roster.problem.quotes"]]],
    [`A,ab,\nB,bb,${"x".repeat(10_001)}`, [[3, "roster.problem.lineLong"]]],
  ])("says what is wrong with %.40s, by line", async (lines, expected) => {
    for (const id of ["ada", "eve"]) addUser(id);
    expect(await problems(`name,username,email\n${lines}`)).toEqual(expected);
  });

  test("changes nothing, and has another hash once anything that it says would be otherwise", async () => {
    const text = "name,username\nAda,ada\nEve,eve\n";
    const before = everything();
    const { hash } = await plan(text);
    expect((await plan(text)).hash).toBe(hash);
    expect(everything()).toEqual(before);
    addUser("eve");
    const second = await plan(text);
    expect(second.hash).not.toBe(hash);
    enrol("eve");
    expect((await plan(text)).hash).not.toBe(second.hash);
  });
});

describe("an import", () => {
  const TEXT = "name,username,email,section\nNew One,New.One,New@Example.org,Lab 1\nNew Two,,two@example.org,\nWhoever,ada,,Lab 2\nTom,tom,,Lab 2\n";

  test("makes accounts and seats, moves those who move, and tells the log of each by id", async () => {
    for (const id of ["ada", "tom"]) addUser(id);
    enrol("tom", "Lab 1");
    const { lines } = await plan(TEXT);
    const accounts = prepareAccounts(lines);
    expect(importRoster(db, "teacher", course, lines, accounts, now)).toEqual({ created: 2, enrolled: 1, moved: 1 });
    const seats = db.select().from(enrolments).all().map(({ userId, role, section }) => [userId, role, section]);
    expect(seats).toEqual(expect.arrayContaining([[accounts[0]!.userId, "student", "Lab 1"], [accounts[1]!.userId, "student", null], ["ada", "student", "Lab 2"], ["tom", "student", "Lab 2"]]));
    expect(seats).toHaveLength(5);
    const made = db.select().from(users).all().filter(({ id }) => accounts.some(({ userId }) => userId === id));
    expect(made).toMatchObject([{ name: "New One", username: "new.one", displayUsername: "New.One", email: "new@example.org", isAnonymous: false, siteRole: null, createdAt: now }, { name: "New Two", username: null, email: "two@example.org" }]);
    const events = db.select().from(auditEvents).all().slice(1);
    expect(events.map(({ action, userId }) => [action, userId])).toEqual([["enrolment.add", accounts[0]!.userId], ["enrolment.add", accounts[1]!.userId], ["enrolment.add", "ada"], ["enrolment.change", "tom"], ["roster.import", null]]);
    expect(events.at(-2)).toMatchObject({ actorId: "teacher", courseId: course, before: { section: "Lab 1" }, after: { section: "Lab 2" }, at: now });
    expect(JSON.stringify(events)).not.toMatch(/New|example/);
    // Once more: nothing to do.
    expect((await plan(TEXT)).lines.map(({ kind }) => kind)).toEqual(["already", "already", "already", "already"]);
  });

  test.each([
    ["somebody took a user name", () => addUser("late", "new.one")],
    ["somebody took an address", () => addUser("late", null, "two@example.org")],
    ["somebody joined", () => enrol("ada")],
    ["somebody was moved", () => db.update(enrolments).set({ section: "Lab 9" }).run()],
    ["an account is gone", () => db.$client.prepare("delete from users where id = 'ada'").run()],
  ])("is nothing at all where meanwhile %s", async (_, change) => {
    for (const id of ["ada", "tom"]) addUser(id);
    enrol("tom", "Lab 1");
    const { lines } = await plan(TEXT);
    change();
    const before = everything();
    expect(() => importRoster(db, "teacher", course, lines, prepareAccounts(lines), now)).toThrow(RosterChangedError);
    expect(everything()).toEqual(before);
  });
});
