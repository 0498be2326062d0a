// Exporting the gradebook and importing it again: safe in every spreadsheet whatever people's names
// are, and unchanged after a round trip.

import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { and, eq } from "drizzle-orm";
import { enrolments } from "../../src/db/schema.ts";
import { overrides, scores } from "../../src/db/teaching-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { EXPORT_FORMATS, buildSheet } from "../../src/gradebook/export-sheet.ts";
import type { GradebookData } from "../../src/gradebook/gradebook-data.ts";
import { guardCell, unguardCell } from "../../src/gradebook/guard-cell.ts";
import { readImport } from "../../src/gradebook/read-import.ts";
import { readScoreCell } from "../../src/gradebook/read-score-cell.ts";
import { selectGradebook } from "../../src/gradebook/select-gradebook.ts";
import type { Platform } from "../../src/gradebook/select-platform.ts";
import { writeCsv, writeExcel } from "../../src/gradebook/write-export.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { takeTurns } from "../../src/tables/take-turns.ts";
import { type CourseWorld, openCourseWorld } from "../support/course-world.ts";

const NOTHING_KNOWN: Platform = {
  titles: new Map(),
  canvasColumns: new Map(),
  canvasPeople: new Map(),
};
const DANGEROUS = /^[=+\-@\t\r]/;
const LANGUAGES = ["zh-CN", "en"] as const;

const hostile = fc.oneof(
  fc.constantFrom(
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x","y")',
    "'=1",
    "''",
    "'",
    "a,b",
    'a"b',
    "a\nb",
    "=cmd|' /C calc'!A0",
    "＝1",
    "张伟",
    "",
    " =1",
    ";",
    "1",
    "true",
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc
    .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "'"), fc.string({ maxLength: 10 }))
    .map(([first, rest]) => first + rest),
);

const gradebooks: fc.Arbitrary<GradebookData> = fc
  .record({
    people: fc.array(
      fc.record({
        name: hostile,
        username: fc.option(hostile),
        email: fc.option(hostile),
        section: fc.option(hostile),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    titles: fc.array(hostile, { minLength: 1, maxLength: 4 }),
  })
  .chain(({ people, titles }) =>
    fc
      .array(
        fc.array(
          fc.option(fc.integer({ min: 0, max: 2000 }).map((hundredths) => hundredths / 100)),
          { minLength: people.length, maxLength: people.length },
        ),
        { minLength: titles.length, maxLength: titles.length },
      )
      .map((points) => ({
        students: {
          ids: people.map((_, i) => `student${i}`),
          names: people.map(({ name }) => name),
          ownNames: people.map(() => null),
          usernames: people.map(({ username }) => username),
          emails: people.map(({ email }) => email),
          sections: people.map(({ section }) => section),
          left: people.map(() => 0 as const),
        },
        assignments: titles.map((title, i) => ({
          id: `assignment${i}`,
          title,
          points: 10,
          weight: 1,
          isRemoved: false,
          isOutdated: false,
        })),
        points,
        flags: points.map((column) => column.map(() => 0)),
        totals: people.map(() => 50),
      })),
  );

describe("a guarded cell", () => {
  test("begins with nothing that a spreadsheet runs, and can be read back unchanged", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(guardCell(text)).not.toMatch(DANGEROUS);
        expect(unguardCell(guardCell(text))).toBe(text);
      }),
    );
  });
});

describe("every format", () => {
  test("is safe as CSV, even with hostile names", () => {
    fc.assert(
      fc.property(
        gradebooks,
        fc.constantFrom(...EXPORT_FORMATS),
        fc.constantFrom(...LANGUAGES),
        (data, format, language) => {
          const text = writeCsv(buildSheet(data, format, makeTranslator(language), NOTHING_KNOWN));
          expect(text.startsWith("\uFEFF")).toBe(true);
          const rows = parse(text, { bom: true });
          expect(rows.length).toBe(data.students.ids.length + (format === "canvas" ? 2 : 1));
          for (const cell of rows.flat()) expect(cell).not.toMatch(DANGEROUS);
        },
      ),
    );
  });

  test("is safe as a workbook: texts stay texts, numbers numbers", async () => {
    await fc.assert(
      fc.asyncProperty(gradebooks, async (data) => {
        const sheet = buildSheet(data, "xlsx", makeTranslator("en"), NOTHING_KNOWN);
        const file = await writeExcel(sheet, "=A1/:*");
        const rows = await readSheet(file, { trim: false });
        // A formula would come back as its result, a text as itself.
        const texts = (all: unknown[][], column: number) =>
          all.slice(1).map((row) => (typeof row[column] === "string" ? row[column].trim() : ""));
        for (const column of [1, 2, 3, 4])
          expect(texts(rows, column)).toEqual(texts(sheet, column).map(shownInXml));
        const scoresThere = rows
          .slice(1)
          .map((row) => data.assignments.map((_, i) => row[6 + i] ?? null));
        expect(scoresThere).toEqual(
          data.students.ids.map((_, place) => data.points.map((column) => column[place])),
        );
      }),
      { numRuns: 25 },
    );
  });
});

/** What XML cannot contain is replaced; line ends are XML's own. */
const shownInXml = (text: string) =>
  text
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD")
    .toWellFormed()
    .replaceAll(/\r\n?/g, "\n")
    .trim();

describe("an import", () => {
  const read = (text: string, data: GradebookData) =>
    readImport(new TextEncoder().encode(text), data, takeTurns());

  test("of an unchanged file changes nothing, in either language", async () => {
    await fc.assert(
      fc.asyncProperty(gradebooks, fc.constantFrom(...LANGUAGES), async (data, language) => {
        expect(
          await read(
            writeCsv(buildSheet(data, "csv", makeTranslator(language), NOTHING_KNOWN)),
            data,
          ),
        ).toMatchObject({
          changes: [],
          problems: [],
          skipped: [],
          ignored: [],
          students: data.students.ids.length,
        });
      }),
    );
  });

  test("of an unchanged file that a spreadsheet has saved differently (tabs in UTF-16, semicolons with decimal commas) changes nothing", async () => {
    const saved: ((rows: string[][]) => Uint8Array)[] = [
      (rows) =>
        new Uint8Array(
          Buffer.from(
            `\ufeff${stringify(rows, { delimiter: "\t", record_delimiter: "windows", quoted_match: /[\r\n]/ })}`,
            "utf16le",
          ),
        ),
      (rows) =>
        new TextEncoder().encode(
          stringify(
            rows.map((row, i) =>
              i === 0 ? row : row.map((cell, at) => (at >= 5 ? cell.replace(".", ",") : cell)),
            ),
            { delimiter: ";", record_delimiter: "windows", quoted_match: /[\r\n]/ },
          ),
        ),
    ];
    await fc.assert(
      fc.asyncProperty(
        gradebooks,
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...saved),
        async (data, language, save) => {
          const rows = parse(
            writeCsv(buildSheet(data, "csv", makeTranslator(language), NOTHING_KNOWN)),
            {
              bom: true,
            },
          );
          expect(await readImport(save(rows), data, takeTurns())).toMatchObject({
            changes: [],
            problems: [],
            skipped: [],
            students: data.students.ids.length,
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  test("into an empty gradebook of the same people restores every score", async () => {
    await fc.assert(
      fc.asyncProperty(gradebooks, async (data) => {
        const empty = { ...data, points: data.points.map((column) => column.map(() => null)) };
        const { changes, problems } = await read(
          writeCsv(buildSheet(data, "csv", makeTranslator("en"), NOTHING_KNOWN)),
          empty,
        );
        expect(problems).toEqual([]);
        const filled = empty.points.map((column): (number | null)[] => [...column]);
        for (const { assignmentId, userId, to } of changes)
          filled[data.assignments.findIndex(({ id }) => id === assignmentId)]![
            data.students.ids.indexOf(userId)
          ] = to;
        expect(filled).toEqual(data.points);
      }),
    );
  });

  const data: GradebookData = {
    students: {
      ids: ["s1", "s2", "s3"],
      names: ["Ada", "Ben", "Cem"],
      ownNames: [null, null, null],
      usernames: ["ada", null, null],
      emails: [null, null, null],
      sections: [null, null, null],
      left: [0, 0, 1],
    },
    assignments: [
      { id: "a1", title: "Sum", points: 10, weight: 1, isRemoved: false, isOutdated: false },
      { id: "a2", title: "Old", points: 10, weight: 1, isRemoved: true, isOutdated: false },
    ],
    points: [
      [8, null, 3],
      [null, null, null],
    ],
    flags: [
      [0, 0, 0],
      [0, 0, 0],
    ],
    totals: [80, null, null],
  };

  test.each<[string, string, [kind: string, line: number | null][]]>([
    ["nothing", "", [["table.error.empty", null]]],
    ["only a header", "ID,Sum [a1]\r\n", [["gradebook.import.error.empty", null]]],
    ["no column of ids", "Name,Sum [a1]\r\nAda,5\r\n", [["gradebook.import.error.noIds", 1]]],
    ["no assignment", "ID,Name\r\ns1,Ada\r\n", [["gradebook.import.error.noAssignments", 1]]],
    ["an open quotation mark", 'ID,Sum [a1]\r\ns1,"5\r\n', [["table.problem.quotes", 2]]],
    [
      "only a person from elsewhere",
      "ID,Sum [a1]\r\nsX,5\r\n",
      [["gradebook.import.error.noStudents", null]],
    ],
    [
      "only a person who has left",
      "ID,Sum [a1]\r\ns3,5\r\n",
      [["gradebook.import.error.noStudents", null]],
    ],
    [
      "another course's column",
      "ID,Sum [a1],Bonus [b1]\r\ns1,5,1\r\n",
      [["gradebook.import.error.unknownColumn", 1]],
    ],
    [
      "a comma in a name, without quotes",
      "ID,Name,Username,Sum [a1]\r\ns1,Ada, B.,ada,5\r\n",
      [["table.problem.tooMany", 2]],
    ],
    [
      "a comma in a name, with an empty last cell",
      "ID,Name,Username,Sum [a1],Other\r\ns1,Ada,B.,ada,5\r\ns2,Ben,,6,\r\n",
      [["gradebook.import.error.shifted", 2]],
    ],
    [
      "a removed assignment",
      "ID,Old [a2]\r\ns1,5\r\n",
      [["gradebook.import.error.unknownColumn", 1]],
    ],
    [
      "a column twice",
      "ID,Sum [a1],Sum [a1]\r\ns1,5,6\r\n",
      [["gradebook.import.error.twiceColumn", 1]],
    ],
    [
      "a line twice",
      "ID,Sum [a1]\r\ns1,5\r\ns1,6\r\n",
      [["gradebook.import.error.twiceStudent", 3]],
    ],
    [
      "no numbers",
      "ID,Sum [a1]\r\ns1,many\r\ns2,-1\r\n",
      [
        ["gradebook.import.error.notPoints", 2],
        ["gradebook.import.error.notPoints", 3],
      ],
    ],
    ["too many points", "ID,Sum [a1]\r\ns1,20.01\r\n", [["gradebook.import.error.notPoints", 2]]],
  ])("of a file with %s is refused, line by line", async (_, text, expected) => {
    expect((await read(text, data)).problems.map(({ key, line }) => [key, line])).toEqual(expected);
  });

  test.each<[string, string, string, ReturnType<typeof readScoreCell>]>([
    ["a point", "8.5", ",", 8.5],
    ["a comma, in quotes", "8,5", ",", 8.5],
    ["a comma before three digits", "1,234", ",", "ambiguous"],
    ["a comma where a thousand is too many", "2,125", ",", 2.13],
    ["a comma, in a file with semicolons", "1,234", ";", 1.23],
    ["both", "1.234,5", ";", undefined],
    ["words", "eight", ",", undefined],
  ])("of a score with %s reads the only possible number", (_, text, delimiter, expected) => {
    expect(readScoreCell(text, text.startsWith("2") ? 200 : 2000, delimiter === ";")).toBe(
      expected,
    );
  });

  test("ignores additional columns and lines, and says so", async () => {
    const plan = await read(
      "ID,Name,Sum [a1],Bonus\r\ns1,Ada,9,1\r\n,Average,8.5,\r\nsX,Guest,5,\r\ns3,Cem,5,\r\n",
      data,
    );
    expect(plan).toMatchObject({
      changes: [{ userId: "s1", from: 8, to: 9 }],
      problems: [],
      ignored: ["Bonus"],
      students: 1,
    });
    expect(plan.skipped.map(({ line, key }) => [line, key])).toEqual([
      [3, "gradebook.import.skipped.noId"],
      [4, "gradebook.import.skipped.unknownStudent"],
      [5, "gradebook.import.skipped.unknownStudent"],
    ]);
  });

  test("in another encoding is read, and a file that is not text is refused", async () => {
    // "ID,姓名,Sum [a1]" as Excel writes it in China.
    const gb = Uint8Array.from([
      ...Buffer.from("ID,"),
      0xd0,
      0xd5,
      0xc3,
      0xfb,
      ...Buffer.from(",Sum [a1]\r\ns1,"),
      0xcd,
      0xf5,
      ...Buffer.from(",5\r\n"),
    ]);
    expect(await readImport(gb, data, takeTurns())).toMatchObject({
      changes: [{ userId: "s1", to: 5 }],
      problems: [],
    });
    expect(
      (await readImport(Uint8Array.from([0x49, 0x44, 0x2c, 1, 2, 3]), data, takeTurns())).problems,
    ).toEqual([{ key: "table.error.binary", line: null }]);
  });

  test("with missing cells, lines and columns leaves these scores unchanged", async () => {
    expect(await read("﻿姓名;编号;改过的标题 [a1]\r\n;s1;\r\n\r\n;s2;7.5\r\n", data)).toMatchObject({
      changes: [{ assignmentId: "a1", userId: "s2", from: null, to: 7.5 }],
      problems: [],
      skipped: [],
      students: 2,
    });
  });
});

describe("over HTTP", () => {
  let world: CourseWorld;
  let one: string;
  beforeAll(async () => {
    world = await openCourseWorld();
    one = world.addAssignment({ title: '=Sum, "1"', points: 10 });
    world.addAssignment({ title: "Other", points: 100, position: 2 });
    for (const [i, student] of world.students.entries())
      world.addAttempt(one, student.userId, { share: i === 0 ? 0.333 : 1 });
    world.addStudent("=EVIL()", { username: "evil" });
  });
  afterAll(() => world.site.close());

  const path = (rest: string) => `/courses/${world.courseId}/gradebook/${rest}`;
  const bookOf = () => selectGradebook(world.site.services.db, world.courseId, "en");
  const send = async (
    who: CourseWorld["instructor"],
    to: string,
    fields: Record<string, string | Blob>,
  ) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const request = new Request("http://localhost:3000/", { method: "POST", body });
    return who.send("POST", path(to), await request.text(), {
      "content-type": request.headers.get("content-type")!,
      origin: world.site.services.config.publicUrl,
    });
  };
  const changesIn = (html: string) =>
    /name="changes" value="([^"]*)"/
      .exec(html)?.[1]
      ?.replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");

  test("an export has a name, a type and safe cells in each format, and there is no other format", async () => {
    for (const format of EXPORT_FORMATS) {
      const answer = await world.assistant.get(path(`export?format=${format}`));
      const rows =
        format === "xlsx"
          ? await readSheet(Buffer.from(await answer.arrayBuffer()))
          : parse(await answer.text(), { bom: true });
      // In a workbook "=EVIL()" is a text like any other.
      const risky =
        format === "xlsx" ? [] : rows.flat().filter((cell) => DANGEROUS.test(String(cell)));
      const named = answer.headers
        .get("content-disposition")
        ?.includes(format === "xlsx" ? "gradebook.xlsx" : "gradebook.csv");
      expect([format, answer.status, named, rows.length, risky]).toEqual([
        format,
        200,
        true,
        format === "canvas" ? 5 : 4,
        [],
      ]);
    }
    expect((await world.assistant.get(path("export?format=pdf"))).status).toBe(404);
    for (const person of world.students)
      expect((await person.get(path("export"))).status).toBe(404);
  });

  test("Canvas and Moodle find their columns", async () => {
    const canvas = parse(await (await world.assistant.get(path("export?format=canvas"))).text(), {
      bom: true,
    });
    expect(canvas[0]!.slice(0, 5)).toEqual([
      "Student",
      "ID",
      "SIS User ID",
      "SIS Login ID",
      "Section",
    ]);
    expect(canvas[1]!).toEqual(["    Points Possible", "", "", "", "", "10", "100"]);
    expect(canvas.slice(2).map((row) => row[3])).toEqual(["evil", "student-one", "student-two"]);
    const moodle = parse(await (await world.assistant.get(path("export?format=moodle"))).text(), {
      bom: true,
    });
    expect(moodle[0]).toEqual(["Username", "Email address", `'=Sum, "1"`, "Other"]);
    expect(moodle.find(([username]) => username === "student-one")?.slice(2)).toEqual(["3.33", ""]);
  });

  test("a changed file is previewed, then set by hand completely, with a reason and an entry each", async () => {
    const { db } = world.site.services;
    const [first, second] = world.students;
    const exported = await (await world.instructor.get(path("export?format=csv"))).text();
    const unchanged = await send(world.instructor, "import", { file: new Blob([exported]) });
    expect([
      unchanged.status,
      (await unchanged.text()).includes("There is nothing to change"),
    ]).toEqual([200, true]);

    const rows = parse(exported, { bom: true });
    const given = new Map([
      [first.userId, "9.25"],
      [second.userId, ""],
    ]);
    for (const row of rows.slice(1)) row[6] = given.get(row[0]!) ?? "4";
    const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const changed = `\uFEFF${rows.map((row) => row.map(quote).join(",")).join("\r\n")}`;
    const preview = await send(world.instructor, "import", { file: new Blob([changed]) });
    const html = await preview.text();
    expect(preview.status).toBe(200);
    expect(html).toContain("2 scores will change");
    expect(html).toContain("=EVIL()");
    expect(db.select().from(overrides).all()).toEqual([]);

    const changes = changesIn(html)!;
    // The gradebook changes: the preview is out of date, and nothing of it is done.
    const evil = (JSON.parse(changes) as [string, string][])
      .map(([, userId]) => userId)
      .find((id) => id !== first.userId)!;
    world.addAttempt(one, evil, { share: 0.2 });
    expect((await send(world.instructor, "import/apply", { changes, reason: "r" })).status).toBe(
      409,
    );
    expect(db.select().from(overrides).all()).toEqual([]);

    const again = changesIn(
      await (await send(world.instructor, "import", { file: new Blob([changed]) })).text(),
    )!;
    const done = await send(world.instructor, "import/apply", {
      changes: again,
      reason: "oral exams",
    });
    expect([done.status, done.headers.get("location")]).toEqual([303, path("import?done=2")]);
    expect(
      new Map(
        db
          .select()
          .from(overrides)
          .all()
          .map(({ userId, points, reason }) => [userId, [points, reason]]),
      ),
    ).toEqual(
      new Map([
        [first.userId, [9.25, "oral exams"]],
        [evil, [4, "oral exams"]],
      ]),
    );
    expect(
      db
        .select()
        .from(auditEvents)
        .where(and(eq(auditEvents.assignmentId, one), eq(auditEvents.action, "override.set")))
        .all(),
    ).toHaveLength(2);
    expect(
      db
        .select()
        .from(scores)
        .where(and(eq(scores.assignmentId, one), eq(scores.userId, first.userId)))
        .get(),
    ).toMatchObject({ points: 9.25, isOverridden: true });
    expect(
      await readImport(new TextEncoder().encode(changed), bookOf(), takeTurns()),
    ).toMatchObject({ changes: [], problems: [] });
  });

  test("errors are listed by line, and a forged form is refused", async () => {
    const { db } = world.site.services;
    const before = db.select().from(overrides).all().length;
    const wrong = await send(world.instructor, "import", {
      file: new Blob([`ID,Sum [${one}]\r\nnobody,5\r\n${world.students[0].userId},x\r\n`]),
    });
    const html = await wrong.text();
    expect(wrong.status).toBe(422);
    expect(html).toContain("Line 2: No student in the course has the ID “nobody”.");
    expect(html).toContain("Line 3: “x” for “=Sum");
    // A line without a name is skipped, and does not prevent the rest.
    const partly = await send(world.instructor, "import", {
      file: new Blob([`ID,Sum [${one}]\r\n,7.5\r\n${world.students[0].userId},5\r\n`]),
    });
    expect([partly.status, await partly.text()]).toEqual([
      200,
      expect.stringMatching(/1 line belongs to no student in this course[^]*1 score will change/),
    ]);
    expect((await send(world.instructor, "import", {})).status).toBe(422);
    const { userId } = world.students[0];
    for (const changes of ["", "{", "[[1]]", `[["${one}","${userId}",9.25,-1]]`])
      expect([changes, (await send(world.instructor, "import/apply", { changes })).status]).toEqual(
        [changes, 400],
      );
    for (const changes of [
      `[["${one}","${userId}",9.25,21]]`,
      `[["nothing","${userId}",null,1]]`,
      `[["${one}","${world.instructor.userId}",null,1]]`,
    ])
      expect([changes, (await send(world.instructor, "import/apply", { changes })).status]).toEqual(
        [changes, 409],
      );
    for (const person of [world.assistant, world.students[0]])
      expect((await send(person, "import/apply", { changes: "[]" })).status).toBe(404);
    expect(db.select().from(overrides).all().length).toBe(before);
    db.delete(enrolments).where(eq(enrolments.userId, userId)).run();
    expect(
      (await send(world.instructor, "import/apply", { changes: `[["${one}","${userId}",9.25,5]]` }))
        .status,
    ).toBe(409);
  });
});
