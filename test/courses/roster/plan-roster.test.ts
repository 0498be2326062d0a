// What importing a roster would do, and its errors, line by line; then the import itself,
// completely or not at all.

import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { ChosenColumns } from "../../../src/courses/roster/columns.ts";
import { importRoster } from "../../../src/courses/roster/import-roster.ts";
import { RosterChangedError } from "../../../src/courses/roster/store-seat.ts";
import { prepareAccounts, prepareClaims } from "../../../src/courses/roster/prepare-import.ts";
import { planRoster } from "../../../src/courses/roster/plan-roster.ts";
import type { PlanLine } from "../../../src/courses/roster/plan-line.ts";
import { readRoster } from "../../../src/courses/roster/read-roster.ts";
import { takeTurns } from "../../../src/tables/take-turns.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { type Db, openDatabase } from "../../../src/db/open.ts";
import { type CourseRole, enrolments, users } from "../../../src/db/schema.ts";
import { auditEvents } from "../../../src/db/audit-schema.ts";
import { rosterSeats } from "../../../src/db/roster-schema.ts";
import { recordProofs } from "../../../src/identity/proofs.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";

const now = new Date("2026-09-01T08:00:00Z");
let db: Db;
let course: string;
/** A user who signed up. */
const addUnproven = (id: string, username: string | null = id, email = `${id}@example.org`) =>
  db
    .insert(users)
    .values({
      id,
      name: `Name of ${id}`,
      email,
      username,
      displayUsername: username,
      isAnonymous: false,
      createdAt: now,
      updatedAt: now,
    })
    .run();
/** A user who has proven to be the person of this username and address. */
const addUser = (id: string, username: string | null = id, email = `${id}@example.org`) => {
  addUnproven(id, username, email);
  recordProofs(db, id, { username: username ?? "", email }, "roster", now);
};
const enrol = (
  userId: string,
  section: string | null = null,
  role: "student" | "assistant" = "student",
  rosterName: string | null = null,
) => addEnrolment(db, course, userId, role, { section, rosterName, joinedAt: now });
const work = (lines: PlanLine[], confirmed: number[] = []) => ({
  lines,
  accounts: prepareAccounts(lines),
  claims: prepareClaims(lines, new Set(confirmed)),
});
const plan = async (text: string) => {
  const pause = takeTurns();
  return planRoster(db, course, await readRoster(text, pause), pause);
};
const kinds = async (text: string) =>
  (await plan(text)).lines.map(({ line, kind, name }) => [line, kind, name]);
const problems = async (text: string) =>
  (await plan(text)).problems.map(({ line, key, params }) => [
    line,
    key,
    ...Object.values(params ?? {}),
  ]);
const everything = () =>
  ["users", "enrolments", "audit_events", "one_time_links", "identity_proofs", "roster_seats"].map(
    (table) => db.$client.prepare(`select * from ${table}`).all(),
  );

beforeEach(() => {
  db = openDatabase(":memory:");
  addUser("teacher");
  course = createCourse(db, "Machine learning", "teacher", { now });
});

describe("a roster's columns", () => {
  test.each([
    ["in Chinese", "姓名,用户名,邮箱,班级\n王小明,xm,xm@example.org,1 班"],
    [
      "in English, in any order",
      "Section,E-mail,User name,Full Name\n1 班,xm@example.org,xm,王小明",
    ],
    [
      "with a byte order mark, semicolons, and quotes",
      '\ufeff"姓名";学号;电子邮箱;分组\r\n"王小明";xm;xm@example.org;1 班\r\n',
    ],
    [
      "with tabs, and empty columns at the end",
      "name\tstudent_id\temail\tgroup\t\t\n王小明\txm\txm@example.org\t1 班\t\t",
    ],
  ])("%s", async (_, text) => {
    expect(await plan(text)).toMatchObject({
      problems: [],
      lines: [
        {
          line: 2,
          kind: "new",
          name: "王小明",
          username: "xm",
          email: "xm@example.org",
          section: "1 班",
          userId: null,
        },
      ],
    });
  });

  test.each([
    ["name,section\nA,1", [[1, "roster.problem.noLoginColumn"]]],
    ["name,username", [[1, "roster.problem.nobody"]]],
    ["Ada,Eve\nada,eve", [[1, "roster.problem.noLoginColumn"]]],
  ])("that are invalid: %j", async (text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  test.each<[string, string, Record<string, string>, string[], string[]]>([
    [
      "a registry's",
      "序号,学号,姓名,性别,班级,专业\n1,301,张三,男,1班,计算机",
      { name: "张三", username: "301", section: "1班" },
      ["序号", "性别", "专业"],
      [],
    ],
    [
      "Moodle's",
      'First name,Last name,Email address,Groups\nNayra,Quispe,nayra.q@example.org,"Group A, Group B"',
      { name: "Nayra Quispe", email: "nayra.q@example.org", section: "Group A" },
      [],
      ["roster.check.groups"],
    ],
    [
      "Moodle's in German",
      "Nachname;Vorname;Matrikelnummer;E-Mail-Adresse;Gruppe\nMüller;Jörg;01234567;joerg.m@example.org;Team 1",
      {
        name: "Jörg Müller",
        username: "01234567",
        email: "joerg.m@example.org",
        section: "Team 1",
      },
      [],
      [],
    ],
    [
      "Moodle's in Chinese",
      "姓,名,电子邮件地址,小组\n欧阳,娜娜,o@example.org,甲组",
      { name: "欧阳娜娜", email: "o@example.org", section: "甲组" },
      [],
      [],
    ],
    [
      "Gradescope's",
      "First Name,Last Name,SID,Email,Role,Sections\nTui,Parata,77,tui@example.org,Student,L1",
      { name: "Tui Parata", username: "77", email: "tui@example.org", section: "L1" },
      [],
      [],
    ],
    [
      "Canvas's",
      'Student,ID,SIS User ID,SIS Login ID,Section,Essay 1 (1001)\n"Quispe, Nayra",90001,S1001,nayra.q,CS-01,8',
      { name: "Nayra Quispe", username: "nayra.q", section: "CS-01" },
      ["ID", "SIS User ID", "Essay 1 (1001)"],
      ["roster.check.twoColumns"],
    ],
    [
      "with two of a kind",
      "Name,Email,Student ID,Username\nAda,ada.sid@example.org,77001,adal",
      { name: "Ada", username: "adal", email: "ada.sid@example.org" },
      ["Student ID"],
      ["roster.check.twoColumns"],
    ],
    [
      "with a sign-in address",
      "login,name\nada.x@example.org,Ada L",
      { name: "Ada L", username: "", email: "ada.x@example.org" },
      [],
      [],
    ],
    [
      "with one title twice",
      "name,name,username\nA,B,ab",
      { name: "A", username: "ab" },
      ["name"],
      ["roster.check.twoColumns"],
    ],
  ])("as other systems write them: %s", async (_, text, expected, ignored, notes) => {
    const roster = await readRoster(text, takeTurns());
    expect(roster).toMatchObject({
      problems: [],
      lines: [{ line: 2, ...expected, role: "student" }],
    });
    expect(roster.columns.ignored.map((place) => roster.table!.header.titles[place])).toEqual(
      ignored,
    );
    expect(roster.notes.map(({ key }) => key)).toEqual(notes);
  });

  test("can be chosen, and left out", async () => {
    const text = "Name,Email,Student ID,Username\nAda,ada.sid@example.org,77001,adal\n";
    const lines = async (columns: ChosenColumns) =>
      (await readRoster(text, takeTurns(), { columns })).lines.map(({ name, username, email }) => [
        name,
        username,
        email,
      ]);
    expect(await lines({ username: 2 })).toEqual([["Ada", "77001", "ada.sid@example.org"]]);
    expect(await lines({ username: null })).toEqual([["Ada", "", "ada.sid@example.org"]]);
    expect(await lines({ name: 3 })).toEqual(
      [["adal", "77001", "ada.sid@example.org"]].map(([name, , email]) => [name, "", email]),
    );
    expect(
      (await readRoster(text, takeTurns(), { columns: { username: 1, email: 1 } })).problems,
    ).toEqual([{ line: 1, key: "roster.problem.columnForTwo" }]);
  });

  test("with roles: only those that the importer may give, in the words of other systems", async () => {
    const text =
      "name,username,role\nA,aa,Student\nB,bb,TA\nC,cc,Teacher\nD,dd,Observer\nE,ee,助教\nF,ff,\n";
    const read = async (mayGive?: CourseRole[]) => {
      const { lines, problems } = await readRoster(text, takeTurns(), {}, mayGive);
      return [
        lines.map(({ username, role }) => [username, role]),
        problems.map(({ line, key }) => [line, key]),
      ];
    };
    expect(await read()).toEqual([
      [
        ["aa", "student"],
        ["ff", "student"],
      ],
      [
        [3, "roster.problem.roleNotYours"],
        [4, "roster.problem.roleNotYours"],
        [5, "roster.problem.role"],
        [6, "roster.problem.roleNotYours"],
      ],
    ]);
    expect(await read(["student", "assistant", "instructor"])).toEqual([
      [
        ["aa", "student"],
        ["bb", "assistant"],
        ["cc", "instructor"],
        ["ee", "assistant"],
        ["ff", "student"],
      ],
      [[5, "roster.problem.role"]],
    ]);
  });

  test("of Canvas: the line of points and the test student are skipped", async () => {
    const text =
      "Student,ID,SIS User ID,SIS Login ID,Section\n" +
      "    Points Possible,,,,\n" +
      '"Quispe, Nayra",90001,S1001,nayra.q,CS-01\n' +
      '"Student, Test",90003,,0a1b2c3d4e5f60718293a4b5c6d7e8f901234567,CS-01\n';
    const { lines, skipped, problems } = await readRoster(text, takeTurns());
    expect([
      lines.map(({ line }) => line),
      skipped.map(({ line, key }) => [line, key]),
      problems,
    ]).toEqual([
      [3],
      [
        [2, "roster.skipped.points"],
        [4, "roster.skipped.testStudent"],
      ],
      [],
    ]);
  });

  test("without titles: addresses are detected, and the user chooses the rest", async () => {
    // Their names are unknown, so the course has none for them.
    expect(await plan("new1@example.org\nnew2@example.org\n")).toMatchObject({
      lines: [
        { line: 1, kind: "new", name: "new1", rosterName: null, email: "new1@example.org" },
        { line: 2, name: "new2" },
      ],
      problems: [],
    });
    const { lines } = await readRoster(
      "Ada,new1@example.org\nEve,new2@example.org\n",
      takeTurns(),
      { columns: { name: 0 } },
    );
    expect(lines.map(({ name, email }) => [name, email])).toEqual([
      ["Ada", "new1@example.org"],
      ["Eve", "new2@example.org"],
    ]);
  });

  test("damaged by a spreadsheet: lost digits are an error, lost zeros and dates are a warning", async () => {
    const roster = await readRoster(
      "学号,姓名,班级\n2.0261E+11,张三,1班\n0012,李四,3月1日\n42,王五,1班\n",
      takeTurns(),
    );
    expect(roster.problems.map(({ line, key }) => [line, key])).toEqual([
      [2, "roster.problem.scientific"],
    ]);
    expect(roster.notes.map(({ key, lines }) => [key, lines])).toEqual([
      ["roster.check.dates", [3]],
      ["roster.check.zeros", [4]],
    ]);
  });
});

describe("a plan", () => {
  test("lists new accounts, existing ones, members, and changed sections; by username or address", async () => {
    for (const id of ["ada", "eve", "bob", "tom", "ann"]) addUser(id);
    enrol("bob", "Lab 1", "student", "Bob");
    enrol("tom", "Lab 1");
    enrol("ann", "Lab 1", "assistant");
    const text =
      "name,username,email,section\n" +
      "New One,new1,,Lab 1\n" +
      "Whoever,ADA,,Lab 1\n" +
      ",,EVE@example.org,\n" +
      "Bob,bob,,Lab 1\n" +
      "\n" +
      "Tom,tom,tom@example.org,Lab 2\n" +
      "Ann,ann,,Lab 2\n";
    expect(await kinds(text)).toEqual([
      [2, "new", "New One"],
      [3, "enrol", "Name of ada"],
      [4, "enrol", "Name of eve"],
      [5, "already", "Name of bob"],
      [7, "section", "Name of tom"],
      [8, "name", "Name of ann"],
    ]);
  });

  test.each([
    ["A,ab,\nB,AB,", [[3, "roster.problem.usernameTwice", 2]]],
    ["A,,a@example.org\nB,bb,A@example.org", [[3, "roster.problem.emailTwice", 2]]],
    ["A,ada,\nB,,ada@example.org", [[3, "roster.problem.accountTwice", 2]]],
    ["A,ada,eve@example.org", [[2, "roster.problem.twoAccounts"]]],
    ["A,,", [[2, "roster.problem.noLogin"]]],
    [",nobody,", [[2, "roster.problem.noName"]]],
    ["A,,no-address", [[2, "account.error.emailForm"]]],
    ["A,,x@no-mail.invalid", [[2, "account.error.emailForm"]]],
    ["A,a b,", [[2, "account.error.usernameForm"]]],
    [`${"x".repeat(81)},ab,`, [[2, "account.error.nameLong", 80]]],
    [`A,${"x".repeat(41)},`, [[2, "account.error.usernameLong", 40]]],
    ['A,ab,\n"B,bb,\nC,cc,', [[3, "table.problem.quotes"]]],
    [`A,ab,\nB,bb,${"x".repeat(60_001)}`, [[3, "table.problem.lineLong"]]],
    [
      "Parata, Tui,tui1,t@example.org\nB,bb,",
      [[2, "table.problem.tooMany", 4, 3, "t@example.org"]],
    ],
  ])("reports errors with %.40s, by line", async (lines, expected) => {
    for (const id of ["ada", "eve"]) addUser(id);
    expect(await problems(`name,username,email\n${lines}`)).toEqual(expected);
  });

  test("changes nothing, and has another hash if anything in it would differ", async () => {
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
  const TEXT =
    "name,username,email,section\n" +
    "New One,New.One,New@Example.org,Lab 1\n" +
    "New Two,,two@example.org,\n" +
    "Whoever,ada,,Lab 2\n" +
    "Tom,tom,,Lab 2\n";

  test("creates accounts and seats, moves members, and logs each by id", async () => {
    for (const id of ["ada", "tom"]) addUser(id);
    enrol("tom", "Lab 1");
    const { lines } = await plan(TEXT);
    const planned = work(lines);
    const { accounts } = planned;
    expect(importRoster(db, "teacher", course, planned, now)).toEqual({
      created: 2,
      enrolled: 1,
      moved: 1,
      renamed: 0,
      claimed: 0,
    });
    const seats = db
      .select()
      .from(enrolments)
      .all()
      .map(({ userId, role, section }) => [userId, role, section]);
    expect(seats).toEqual(
      expect.arrayContaining([
        [accounts[0]!.userId, "student", "Lab 1"],
        [accounts[1]!.userId, "student", null],
        ["ada", "student", "Lab 2"],
        ["tom", "student", "Lab 2"],
      ]),
    );
    expect(seats).toHaveLength(5);
    const made = db
      .select()
      .from(users)
      .all()
      .filter(({ id }) => accounts.some(({ userId }) => userId === id));
    expect(made).toMatchObject([
      {
        name: "New One",
        username: "new.one",
        displayUsername: "New.One",
        email: "new@example.org",
        isAnonymous: false,
        siteRole: null,
        createdAt: now,
      },
      { name: "New Two", username: null, email: "two@example.org" },
    ]);
    const events = db.select().from(auditEvents).all().slice(1);
    expect(events.map(({ action, userId }) => [action, userId])).toEqual([
      ["enrolment.add", accounts[0]!.userId],
      ["enrolment.add", accounts[1]!.userId],
      ["enrolment.add", "ada"],
      ["enrolment.change", "tom"],
      ["roster.import", null],
    ]);
    expect(events.at(-2)).toMatchObject({
      actorId: "teacher",
      courseId: course,
      before: { section: "Lab 1" },
      after: { section: "Lab 2" },
      at: now,
    });
    expect(JSON.stringify(events)).not.toMatch(/New|example/);
    // A second time: nothing to do.
    expect((await plan(TEXT)).lines.map(({ kind }) => kind)).toEqual([
      "already",
      "already",
      "already",
      "already",
    ]);
  });

  test.each([
    ["someone took a username", () => addUser("late", "new.one")],
    ["someone took an address", () => addUser("late", null, "two@example.org")],
    ["someone joined", () => enrol("ada")],
    ["someone was moved", () => db.update(enrolments).set({ section: "Lab 9" }).run()],
    [
      "an account was deleted",
      () => db.$client.prepare("delete from users where id = 'ada'").run(),
    ],
  ])("does nothing if meanwhile %s", async (_, change) => {
    for (const id of ["ada", "tom"]) addUser(id);
    enrol("tom", "Lab 1");
    const { lines } = await plan(TEXT);
    change();
    const before = everything();
    expect(() => importRoster(db, "teacher", course, work(lines), now)).toThrow(RosterChangedError);
    expect(everything()).toEqual(before);
  });
});

describe("the owner of an account", () => {
  const LINE = "name,username,email,section\nBob Real,bob,bob@uni.example,Lab 1\n";
  const seats = () => db.select().from(rosterSeats).all();
  const enrolled = () =>
    db
      .select({
        userId: enrolments.userId,
        section: enrolments.section,
        rosterName: enrolments.rosterName,
      })
      .from(enrolments)
      .all()
      .filter(({ userId }) => userId !== "teacher");

  test.each([
    ["his username", () => addUnproven("mallory", "bob", "mallory@example.org")],
    ["his address", () => addUnproven("mallory", "mallory", "bob@uni.example")],
    ["both", () => addUnproven("mallory", "bob", "bob@uni.example")],
    [
      "each of them",
      () => [
        addUnproven("mallory", "mallory", "bob@uni.example"),
        addUnproven("other", "bob", "other@example.org"),
      ],
    ],
  ])("someone who signed up under %s claims the line and gets no seat", async (_, signUp) => {
    signUp();
    const { lines, problems: none } = await plan(LINE);
    expect(none).toEqual([]);
    expect(lines).toMatchObject([
      {
        kind: "claim",
        userId: "mallory",
        rosterName: "Bob Real",
        isNameDifferent: true,
        given: { username: "bob", email: "bob@uni.example" },
        claim: { accountMadeAtMs: now.getTime(), isIn: false },
      },
    ]);
    expect(importRoster(db, "teacher", course, work(lines), now)).toMatchObject({
      enrolled: 0,
      claimed: 1,
    });
    expect(enrolled()).toEqual([]);
    expect(seats()).toMatchObject([
      {
        courseId: course,
        name: "Bob Real",
        username: "bob",
        email: "bob@uni.example",
        section: "Lab 1",
        claimedBy: "mallory",
        takenBy: null,
      },
    ]);
    // The next roster finds the same seat again.
    importRoster(db, "teacher", course, work((await plan(LINE)).lines), now);
    expect(seats()).toHaveLength(1);
  });

  test("someone who joined with a link under his username stays as they are, without his name and section", async () => {
    addUnproven("mallory", "bob", "mallory@example.org");
    enrol("mallory");
    const { lines } = await plan(LINE);
    expect(lines).toMatchObject([{ kind: "claim", claim: { isIn: true } }]);
    importRoster(db, "teacher", course, work(lines), now);
    expect(enrolled()).toEqual([{ userId: "mallory", section: null, rosterName: null }]);
  });

  test("staff who know that it is the same person confirm it on the line; it applies to their other courses too", async () => {
    addUnproven("bobby", "bob", "bobby@home.example");
    const { lines } = await plan(LINE);
    expect(importRoster(db, "teacher", course, work(lines, [2]), now)).toMatchObject({
      enrolled: 1,
      claimed: 0,
    });
    expect(enrolled()).toEqual([{ userId: "bobby", section: "Lab 1", rosterName: "Bob Real" }]);
    expect(
      db
        .select()
        .from(auditEvents)
        .all()
        .map(({ action, userId, actorId }) => [action, userId, actorId]),
    ).toContainEqual(["seat.take", "bobby", "teacher"]);
    course = createCourse(db, "Another", "teacher", { now });
    expect(await kinds(LINE)).toEqual([[2, "enrol", "Name of bobby"]]);
  });

  test("one account can be the person of one line only, whatever is ticked", async () => {
    addUnproven("mallory", "bob", "carol@uni.example");
    const { lines } = await plan("name,username,email\nBob Real,bob,\nCarol,,carol@uni.example\n");
    expect(lines.map(({ kind }) => kind)).toEqual(["claim", "claim"]);
    expect(importRoster(db, "teacher", course, work(lines, [2, 3]), now)).toMatchObject({
      enrolled: 1,
      claimed: 1,
    });
    expect(seats().map(({ name, takenBy }) => [name, takenBy])).toEqual([
      ["Bob Real", "mallory"],
      ["Carol", null],
    ]);
  });

  test("a verified address, and what a roster created, are known; a name that was given up proves nothing about the user who takes it", async () => {
    addUnproven("bob", "bobby", "bob@uni.example");
    db.update(users).set({ emailVerified: true }).run();
    expect(await kinds(LINE)).toEqual([[2, "enrol", "Name of bob"]]);
    db.delete(users).where(eq(users.id, "bob")).run();

    importRoster(db, "teacher", course, work((await plan(LINE)).lines), now);
    const { id } = db.select().from(users).where(eq(users.username, "bob")).get()!;
    db.update(users)
      .set({ username: "cool", displayUsername: "cool", email: "cool@home.example" })
      .where(eq(users.id, id))
      .run();
    addUnproven("mallory", "bob", "bob@uni.example");
    course = createCourse(db, "Another", "teacher", { now });
    expect((await plan(LINE)).lines).toMatchObject([{ kind: "enrol", userId: id }]);
  });

  test("a different name is flagged in any case, and the roster's name is stored and updated", async () => {
    addUser("bob");
    enrol("bob", "Lab 1");
    const differs = async (text: string) =>
      (await plan(text)).lines.map(({ kind, isNameDifferent }) => [kind, isNameDifferent]);
    expect(await differs("name,username\nBob Real,bob\n")).toEqual([["name", true]]);
    expect(await differs("name,username\nname  of BOB,bob\n")).toEqual([["name", false]]);
    for (const name of ["Bob Real", "Bob Real-Smith"]) {
      importRoster(
        db,
        "teacher",
        course,
        work((await plan(`name,username\n${name},bob\n`)).lines),
        now,
      );
      expect(enrolled()).toEqual([{ userId: "bob", section: "Lab 1", rosterName: name }]);
      expect(await differs(`name,username\n${name},bob\n`)).toEqual([["already", true]]);
    }
    expect(JSON.stringify(db.select().from(auditEvents).all())).not.toContain("Bob");
  });

  test("if two accounts have both proven one line's names, staff decide", async () => {
    for (const id of ["ada", "eve"]) addUser(id);
    expect(await problems("name,username,email\nA,ada,eve@example.org")).toEqual([
      [2, "roster.problem.twoAccounts"],
    ]);
  });
});
