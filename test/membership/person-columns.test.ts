// Every table of people takes its columns from one file, and shows a value by the same rule.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CourseWorld, openCourseWorld } from "../support/course-world.ts";
import { ROOT } from "../support/packs.ts";

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
  world.addStudent("Ada", { email: "ada@no-mail.invalid" });
});
afterAll(() => world.site.close());

test("no page writes the title of such a column by itself", () => {
  const found = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tsx"))
    .filter((path) =>
      /<th[^>]*>\s*\{t\("(?:manage\.people\.(?:name|since)|account\.(?:username|email)|people\.section|manage\.course\.(?:role|joined))"/.test(
        readFileSync(join(ROOT, "src", path), "utf8"),
      ),
    );
  expect(found).toEqual([]);
});

test("staff have a badge, and a missing value is a dash", async () => {
  const page = await (await world.instructor.get(`/courses/${world.courseId}/people`)).text();
  const rows = page.match(/<tr>.*?<\/tr>/gs)!.map((row) =>
    row
      .replaceAll(/<time.*?<\/time>/g, "(a date)")
      .replaceAll(/<span class="badge">(.*?)<\/span>/g, "[$1]")
      .match(/<t[hd].*?<\/t[hd]>/gs)!
      .map((cell) => cell.replaceAll(/<[^>]*>/g, "")),
  );
  expect(rows[0]).toEqual(["Name", "Username", "Email", "Role", "Section", "Joined"]);
  expect(rows).toContainEqual(["Ada", "–", "–", "student", "–", "(a date)"]);
  expect(rows.find(([name]) => name === "Name of instructor")?.[3]).toBe("[instructor]");
});
