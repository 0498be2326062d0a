// Exports to Canvas and Moodle: exported titles never change, and an uploaded Canvas gradebook
// provides its columns and ids.

import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignments, enrolments } from "../../src/db/schema.ts";
import { versions } from "../../src/db/pack-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { type CourseWorld, openCourseWorld } from "../support/course-world.ts";

describe("exports to other platforms", () => {
  let world: CourseWorld;
  let own: string;
  let exercise: string;
  let twin: string;
  beforeAll(async () => {
    world = await openCourseWorld();
    world.site.services.db
      .update(versions)
      .set({ title: { en: "Sum", "zh-CN": "求和" } })
      .run();
    own = world.addAssignment({ title: "Warm-up", points: 10 });
    exercise = world.addAssignment({ title: null, points: 10, position: 2 });
    twin = world.addAssignment({ title: "warm-up ", points: 10, position: 3 });
  });
  afterAll(() => world.site.close());

  const path = (rest: string) => `/courses/${world.courseId}/gradebook/${rest}`;
  const exported = async (format: string, language = "en") => {
    const answer = await world.instructor.get(path(`export?format=${format}`), {
      "accept-language": language,
    });
    return parse(await answer.text(), { bom: true });
  };
  const titlesIn = async (format: string, language?: string) =>
    (await exported(format, language))[0]!.slice(format === "canvas" ? 5 : 2);
  const send = async (to: string, fields: Record<string, string | Blob>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const request = new Request("http://localhost:3000/", { method: "POST", body });
    return world.instructor.send("POST", path(to), await request.text(), {
      "content-type": request.headers.get("content-type")!,
      origin: world.site.services.config.publicUrl,
    });
  };
  const matchIn = (html: string) =>
    /name="match" value="([^"]*)"/
      .exec(html)?.[1]
      ?.replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");

  test("have the same titles in every language, after a change of name, and never one title twice", async () => {
    const { db } = world.site.services;
    const first = await titlesIn("canvas", "zh-CN");
    expect(first).toEqual(["Warm-up", "Sum", "warm-up (2)"]);
    expect(await titlesIn("canvas", "en")).toEqual(first);
    expect(await titlesIn("moodle", "zh-CN")).toEqual(first);
    db.update(assignments).set({ title: "Another name" }).where(eq(assignments.id, own)).run();
    db.$client.prepare("update courses set language = 'zh-CN' where id = ?").run(world.courseId);
    expect(await titlesIn("canvas", "zh-CN")).toEqual(first);
    expect(
      db.select().from(auditEvents).where(eq(auditEvents.action, "assignment.export")).all(),
    ).toHaveLength(3);
    // Our own formats are for people, and identify assignments by the id in brackets.
    expect((await exported("csv"))[0]!.at(6)).toBe(`Another name [${own}]`);
  });

  test("are in the course's language by default, and can be changed deliberately, but not to another one's title", async () => {
    const { db } = world.site.services;
    const titleOf = () =>
      db
        .select({ title: assignments.exportTitle })
        .from(assignments)
        .where(eq(assignments.id, exercise))
        .get()!.title;
    expect(
      (await world.instructor.post(path("titles"), { [`title.${exercise}`]: "WARM-UP" })).status,
    ).toBe(422);
    expect(titleOf()).toBe("Sum");
    expect(
      (await world.instructor.post(path("titles"), { [`title.${exercise}`]: "" })).status,
    ).toBe(303);
    expect((await titlesIn("canvas"))[1]).toBe("求和");
    expect(
      (await world.instructor.post(path("titles"), { [`title.${exercise}`]: "Sum" })).status,
    ).toBe(303);
    expect(await titlesIn("moodle")).toEqual(["Warm-up", "Sum", "warm-up (2)"]);
    expect(
      await (
        await world.instructor.get(`/courses/${world.courseId}/assignments/${exercise}`)
      ).text(),
    ).toContain("Title in exports to Canvas and Moodle: “Sum”");
  });

  const CANVAS = [
    "Student,ID,SIS User ID,SIS Login ID,Section,Warm-up (1001),SUM (1002),Essay (1003),Current Score",
    "    Points Possible,,,,,10,10,5,(read only)",
    '"One, Student",90001,S1,Student-One,CS-01,8,,,80',
    '"student-two, Name of",90002,S2,somebody.else,CS-01,8,,,80',
    '"Student, Test",90003,,0a1b2c3d4e5f60718293a4b5c6d7e8f901234567,CS-01,,,,',
    "",
  ].join("\r\n");

  test("to Canvas use its own columns and ids, after its gradebook was uploaded, previewed and confirmed", async () => {
    const { db } = world.site.services;
    const preview = await send("canvas", { file: new Blob([CANVAS]) });
    const html = await preview.text();
    expect([preview.status, html]).toEqual([
      200,
      expect.stringContaining("Matched 2 assignments and 1 students"),
    ]);
    expect(html).toContain("Columns without an assignment here: Essay (1003)");
    expect(html).toMatch(/Line 4: student-two, Name of \(a student here has this name/);
    expect(
      db
        .select()
        .from(enrolments)
        .all()
        .filter(({ canvas }) => canvas !== null),
    ).toEqual([]);

    expect((await send("canvas/apply", { match: matchIn(html)! })).headers.get("location")).toBe(
      path("canvas?stored=2-1"),
    );
    const [header, , ...rows] = await exported("canvas", "zh-CN");
    expect(header).toEqual([
      "Student",
      "ID",
      "SIS User ID",
      "SIS Login ID",
      "Section",
      "Warm-up (1001)",
      "SUM (1002)",
      "warm-up (2)",
    ]);
    expect(rows.map((row) => row.slice(0, 5))).toEqual(
      expect.arrayContaining([
        ["One, Student", "90001", "S1", "Student-One", "CS-01"],
        ["Name of student-two", "", "", "student-two", "Lab 2"],
      ]),
    );
    const entry = db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.action, "course.canvas"))
      .get();
    expect(entry).toMatchObject({
      after: { columns: 2, people: 1 },
      actorId: world.instructor.userId,
    });
    expect(JSON.stringify(entry)).not.toContain("One, Student");
  });

  test("do not accept our own export as one of Canvas, nor any other file, nor another course's ids", async () => {
    const { db } = world.site.services;
    const ours = await (await world.instructor.get(path("export?format=canvas"))).text();
    const before = db
      .select({ column: assignments.canvasColumn })
      .from(assignments)
      .where(eq(assignments.id, twin))
      .get();
    const again = matchIn(await (await send("canvas", { file: new Blob([ours]) })).text())!;
    expect(
      (JSON.parse(again) as { columns: [string, string][] }).columns.map(([, column]) => column),
    ).toEqual(["Warm-up (1001)", "SUM (1002)"]);
    expect(before).toEqual({ column: null });
    for (const file of ["", "a,b\n1,2\n", "Name,Email\nA,a@example.org\n"])
      expect([file, (await send("canvas", { file: new Blob([file]) })).status]).toEqual([
        file,
        422,
      ]);
    for (const match of ["", "{}", '{"columns":[[1,2]],"people":[]}'])
      expect([match, (await send("canvas/apply", { match })).status]).toEqual([match, 400]);
    expect(
      (
        await send("canvas/apply", {
          match: JSON.stringify({
            columns: [["0000000000000000", "X (1)"]],
            people: [
              [
                world.owner.userId,
                { student: "", id: "1", sisUserId: "", sisLoginId: "", section: "" },
              ],
            ],
          }),
        })
      ).headers.get("location"),
    ).toBe(path("canvas?stored=0-0"));
  });
});
