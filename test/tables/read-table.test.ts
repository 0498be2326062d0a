// The one reader of uploaded tables: whatever a program writes is read back, and cells in the wrong
// column are an error with their line.

import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanCell } from "../../src/tables/clean-cell.ts";
import { readTable } from "../../src/tables/read-table.ts";
import { DELIMITERS, type Table, type TableChoice } from "../../src/tables/table.ts";
import { takeTurns } from "../../src/tables/take-turns.ts";

const KNOWN = ["name", "email", "section", "姓名", "学号"];
const kind = {
  isKnownHeader: (title: string) => KNOWN.includes(cleanCell(title).toLowerCase()),
  maxRows: 1_000,
};
const encode = (text: string) => new TextEncoder().encode(text);
async function read(file: string | Uint8Array, choice: TableChoice = {}): Promise<Table> {
  const table = await readTable(
    typeof file === "string" ? encode(file) : file,
    kind,
    choice,
    takeTurns(),
  );
  if ("error" in table) throw new Error(table.error.key);
  return table;
}
const rowsOf = async (file: string | Uint8Array, choice: TableChoice = {}) =>
  (await read(file, choice)).rows.map(({ line, cells }) => [line, ...cells]);
const problemsOf = async (file: string) =>
  (await read(file)).problems.map(({ line, key }) => [line, key]);

describe("any table", () => {
  const cell = fc
    .oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom(
        "a,b",
        "a;b",
        "a\tb",
        "a|b",
        'say "hi"',
        "line\nbreak",
        "张喆",
        "O'Neil",
        " x ",
        "1,5",
        "Ünal",
        "",
      ),
    )
    .map((text) => text.replaceAll(/[\0-\u0008\u000b-\u001f\ud800-\udfff\ufeff]/g, ""));
  const tables = fc.integer({ min: 1, max: 4 }).chain((more) =>
    fc.array(fc.array(cell, { minLength: more + 1, maxLength: more + 1 }), {
      minLength: 1,
      maxLength: 8,
    }),
  );
  const encodings = {
    "UTF-8": encode,
    "UTF-8 with its mark": (text: string) => encode(`\ufeff${text}`),
    "UTF-16": (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")),
  };

  test("that csv-stringify writes is read back, with any separator, line end and encoding", async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        fc.constantFrom(...DELIMITERS),
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom(...Object.values(encodings)),
        fc.boolean(),
        async (rows, delimiter, end, encoded, quoted) => {
          const header = ["name", "email", ...rows[0]!.slice(2).map((_, i) => `more ${i}`)];
          const text = stringify([header, ...rows], {
            delimiter,
            record_delimiter: end,
            quoted,
            quoted_match: /[\r\n]/,
          });
          const expected = rows
            .map((row) => row.map(cleanCell))
            .filter((row) => row.some((one) => one !== ""));
          const { header: found, rows: back, problems } = await read(encoded(text));
          expect({ titles: found.titles, problems, back: back.map(({ cells }) => cells) }).toEqual({
            titles: header,
            problems: [],
            back: expected,
          });
        },
      ),
    );
  });

  test("may contain any bytes: it is read or refused, and nothing is thrown", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const table = await readTable(bytes, kind, {}, takeTurns());
        const ragged =
          "error" in table
            ? []
            : table.rows.filter(({ cells }) => cells.length !== table.header.titles.length);
        expect(ragged).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the header", () => {
  test("is below the additional lines at the top of an export", async () => {
    const table = await read(
      "Exported 2026-11-29,,\nCourse: Machine learning,,\n姓名,学号,section\n张三,201,1班\n",
    );
    expect([table.above, table.header, table.rows]).toEqual([
      [
        { line: 1, text: "Exported 2026-11-29" },
        { line: 2, text: "Course: Machine learning" },
      ],
      { line: 3, titles: ["姓名", "学号", "section"] },
      [{ line: 4, cells: ["张三", "201", "1班"] }],
    ]);
  });

  test.each<[string, string, { line: number | null; titles: string[] }]>([
    [
      "if there are only addresses, there is none",
      "a@example.org\nb@example.org\n",
      { line: null, titles: [""] },
    ],
    [
      "without a known title, the first line that is as wide as the others",
      "Course 1\nKennung;Wer\nx;y\nz;w\n",
      { line: 2, titles: ["Kennung", "Wer"] },
    ],
    [
      "with empty titles at its end, without them",
      "name,email,,\nA,b,,\n",
      { line: 1, titles: ["name", "email"] },
    ],
  ])("%s", async (_, text, header) => {
    expect((await read(text)).header).toEqual(header);
  });

  test("is in the line that the user chooses", async () => {
    expect(await rowsOf("name,email\nA,b\n", { headerLine: 0 })).toEqual([
      [1, "name", "email"],
      [2, "A", "b"],
    ]);
    expect((await read("name,email\nWer,Wo\nA,b\n", { headerLine: 2 })).header).toEqual({
      line: 2,
      titles: ["Wer", "Wo"],
    });
  });
});

describe("separators", () => {
  test.each([
    ["Excel's own line", "sep=;\r\nname;email\r\nA;b\r\n", [[3, "A", "b"]]],
    ["tabs", "name\temail\nA\tb,c;d\n", [[2, "A", "b,c;d"]]],
    ["bars", "name|email\nA|b\n", [[2, "A", "b"]]],
    [
      "semicolons, with a comma in a title",
      "name;email;Loss, part one\nA;b;90\n",
      [[2, "A", "b", "90"]],
    ],
    [
      "commas, with semicolons in a title",
      'name,email,"a; b; c; d"\nA,b,1\n',
      [[2, "A", "b", "1"]],
    ],
    [
      "line ends of three kinds",
      "name,email\r\nA,b\nC,d\rE,f",
      [
        [2, "A", "b"],
        [3, "C", "d"],
        [4, "E", "f"],
      ],
    ],
  ])("%s", async (_, text, expected) => {
    expect(await rowsOf(text)).toEqual(expected);
  });
});

describe("a line with more or fewer cells than the header", () => {
  test.each<[string, string, unknown[][]]>([
    [
      "an unquoted comma in a name",
      "name,email,section\nParata, Tui,t@example.org,A\nB,b,c\n",
      [[2, "table.problem.tooMany"]],
    ],
    [
      "an unquoted comma, with an empty last cell",
      "name,email,section\nParata, Tui,t@example.org,\nB,b,c\n",
      [[2, "table.problem.split"]],
    ],
    [
      "below a header with empty columns at its end",
      "name,email,,\nParata, Tui,t@example.org,\n",
      [[2, "table.problem.tooMany"]],
    ],
    [
      "a quotation mark that is not closed",
      'name,email\nA,b\n"B,b\nC,c\n',
      [[3, "table.problem.quotes"]],
    ],
    ["an endless line", `name,email\nA,${"x".repeat(60_001)}\n`, [[2, "table.problem.lineLong"]]],
  ])("is an error: %s", async (_, text, expected) => {
    expect(await problemsOf(text)).toEqual(expected);
  });

  test("is accepted if the extra cells are empty, and short ones are listed", async () => {
    const table = await read("name,email,section\nA,b,c\nD,e,f,,,\nG,h\n\nI,j,k\n");
    expect(table.problems).toEqual([]);
    expect(table.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, "A", "b", "c"],
      [3, "D", "e", "f"],
      [4, "G", "h", ""],
      [6, "I", "j", "k"],
    ]);
    expect(table.notes).toEqual([
      { key: "table.note.short", lines: [4] },
      { key: "table.note.long", lines: [3] },
    ]);
  });

  test("has the number of its first line, whatever line breaks its cells contain", async () => {
    expect(await rowsOf('name,email\n"A\n\nB",b\nC,d\n')).toEqual([
      [2, "A B", "b"],
      [5, "C", "d"],
    ]);
  });
});

describe("a cell", () => {
  test.each([
    ['="0012301"', "0012301"],
    ['="a""b"', 'a"b'],
    ["'0012303", "0012303"],
    ["'=1+1", "=1+1"],
    ["'t Hooft", "'t Hooft"],
    ["\u00a0Ada\u00a0\u3000Byron \u200b", "Ada Byron"],
    ["e\u0301", "é"],
    ["''t Hooft", "'t Hooft"],
  ])("%s contains %s", (text, expected) => {
    expect(cleanCell(text)).toBe(expected);
  });
});

test("a file that is too long, or empty, is refused completely", async () => {
  await expect(read(`name,email\n${"A,b\n".repeat(1_001)}`)).rejects.toThrow("table.error.many");
  for (const text of ["", " \n\r\n"]) await expect(read(text)).rejects.toThrow("table.error.empty");
});
