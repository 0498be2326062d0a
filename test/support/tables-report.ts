// The result for every file of test/fixtures/tables: imported with its contents, or refused with an
// error. A golden file, so that a change is visible in `git diff`.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { createCourse } from "../../src/membership/create-course.ts";
import { planRoster } from "../../src/courses/roster/plan-roster.ts";
import { readRoster } from "../../src/courses/roster/read-roster.ts";
import { openDatabase } from "../../src/db/open.ts";
import { users } from "../../src/db/schema.ts";
import type { GradebookData } from "../../src/gradebook/gradebook-data.ts";
import { readImport } from "../../src/gradebook/read-import.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { describeNote } from "../../src/tables/describe-table.ts";
import type { Table, TableNote } from "../../src/tables/table.ts";
import { takeTurns } from "../../src/tables/take-turns.ts";
import type { FieldError } from "../../src/ui/field.tsx";
import { ROOT } from "./packs.ts";
import type { GeneratedFiles } from "./generators.ts";

export const TABLES_REPORT = "test/golden/tables.md";
const FIXTURES = join(ROOT, "test/fixtures/tables");
const t = makeTranslator("en");
const SHOWN = 6;

export async function renderTablesReport(): Promise<GeneratedFiles> {
  const rosters = await Promise.all(
    filesOf("rosters").map(async ([name, bytes]) => row(name, await describeRoster(bytes))),
  );
  const gradebooks = await Promise.all(
    filesOf("gradebook").map(async ([name, bytes]) => row(name, await describeGradebook(bytes))),
  );
  const head = "| file | read as | comes in | does not, or is pointed at |\n|---|---|---|---|\n";
  const text = `# What becomes of every table in test/fixtures/tables

Written by \`npm run regenerate\`. Rosters go into an empty course; gradebooks into the course \
that they were exported from, before anything was changed.

## Rosters

${head}${rosters.join("")}
## Gradebooks

${head}${gradebooks.join("")}`;
  return { [TABLES_REPORT]: text };
}

interface Described {
  how: string;
  comes: string[];
  not: string[];
}

async function describeRoster(bytes: Uint8Array): Promise<Described> {
  const db = openDatabase(":memory:");
  const now = new Date(0);
  db.insert(users)
    .values({ id: "teacher", name: "T", email: "t@example.org", createdAt: now, updatedAt: now })
    .run();
  const pause = takeTurns();
  const roster = await readRoster(bytes, pause);
  const { lines, problems } = await planRoster(db, createCourse(db, "C", "teacher"), roster, pause);
  db.$client.close();
  const titles = roster.columns.ignored.map((place) => roster.table?.header.titles[place] ?? "");
  return {
    how: howOf(roster.table),
    comes: lines.map(({ name, username, email, section }) =>
      [name, username, email, section ?? ""].filter((part) => part !== "").join(" · "),
    ),
    not: [
      ...problems.map(atLine),
      ...roster.skipped.map((one) => `skipped: ${atLine(one)}`),
      ...roster.notes.map(noteOf),
      ...(titles.length === 0 ? [] : [t("table.source.ignored", { titles: titles.join(", ") })]),
    ],
  };
}

async function describeGradebook(bytes: Uint8Array): Promise<Described> {
  const data = gradebookOf(bytes);
  const { changes, problems, skipped, ignored, notes, students, table } = await readImport(
    bytes,
    data,
    takeTurns(),
  );
  const names = new Map(data.students.ids.map((id, place) => [id, data.students.names[place]!]));
  const titles = new Map(data.assignments.map(({ id, title }) => [id, title]));
  return {
    how: howOf(table),
    comes:
      problems.length > 0
        ? []
        : [
            `${students} students, ${changes.length} changes`,
            ...changes.map(
              ({ userId, assignmentId, from, to }) =>
                `${names.get(userId)}, ${titles.get(assignmentId)}: ${from ?? "–"} → ${to}`,
            ),
          ],
    not: [
      ...problems.map(atLine),
      ...skipped.map((one) => `skipped: ${atLine(one)}`),
      ...notes.map(noteOf),
      ...ignored.map((title) => `column left out: ${title}`),
    ],
  };
}

/** The course of the larger exports, as in unchanged.csv, or the small one of the others. */
function gradebookOf(bytes: Uint8Array): GradebookData {
  const isLarge = Buffer.from(bytes.filter((byte) => byte !== 0)).includes("3cej6ghvv71ew8be");
  const rows: string[][] = parse(
    isLarge
      ? readFileSync(join(FIXTURES, "gradebook/unchanged.csv"))
      : "ID,Name,Username,Email,Section,Total (%),Loss [wgqy2dq9g3mazh8a],Practice " +
          "[4xghdznw4ndy9k19]\n" +
          "z8tfqzd8mqr7km9n,Nayra Quispe,nayra,nayra.q+ml@example.org,1班,,,\n" +
          '6trwyk8bdztkdqrm,"Parata, Tui",tui,,1班,,,\n' +
          "hy14wckky1t4jj1w,Åsa,Åsa,,2班,,,\n" +
          "kp6a6nq4apnqg2rj,张三,zhang３,,2班,,,\n",
    { bom: true },
  );
  const [header = [], ...people] = rows;
  const column = (at: number) => people.map((cells) => (cells[at] === "" ? null : cells[at]!));
  const assignments = header.slice(6).map((title) => ({
    id: /\[(\w+)\]$/.exec(title)![1]!,
    title: title.replace(/ \[\w+\]$/, ""),
    points: 100,
    weight: 1,
    isRemoved: false,
    isOutdated: false,
  }));
  return {
    students: {
      ids: people.map(([id]) => id!),
      names: people.map(([, name]) => name!),
      ownNames: people.map(() => null),
      usernames: column(2),
      emails: column(3),
      sections: column(4),
      left: people.map(() => 0 as const),
    },
    assignments,
    points: assignments.map((_, i) =>
      column(6 + i).map((cell) => (cell === null ? null : Number(cell))),
    ),
    flags: assignments.map(() => people.map(() => 0)),
    totals: people.map(() => null),
  };
}

function howOf(table: Table | undefined): string {
  if (table === undefined) return "–";
  const { source, header } = table;
  const signs = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };
  const how =
    source.kind === "workbook"
      ? ["workbook"]
      : [`${source.encoding}${source.isSure ? "" : " (to be confirmed)"}`, signs[source.delimiter]];
  return [...how, header.line === null ? "no header" : `header in line ${header.line}`].join(", ");
}

const atLine = ({ line, key, params }: FieldError & { line: number | null }) =>
  `${line === null ? "" : `line ${line}: `}${t(key, params)}`;
const noteOf = (note: TableNote) => describeNote(note, t);

function row(name: string, { how, comes, not }: Described): string {
  const cell = (parts: string[]) =>
    [
      ...parts.slice(0, SHOWN),
      ...(parts.length > SHOWN ? [`and ${parts.length - SHOWN} more`] : []),
    ]
      .map((part) => part.replaceAll("|", "\\|").replaceAll("\n", " "))
      .join("<br>");
  return `| ${name} | ${how.replaceAll("|", "\\|")} | ${cell(comes)} | ${cell(not)} |\n`;
}

function filesOf(folder: string): [string, Uint8Array][] {
  return readdirSync(join(FIXTURES, folder))
    .sort()
    .map((name) => [name, readFileSync(join(FIXTURES, folder, name))]);
}
