// Workbooks: those of Excel and of our own export are read; malicious ones are refused without
// harm.

import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { writeExcel } from "../../src/gradebook/write-export.ts";
import { readWorkbook } from "../../src/tables/read-workbook.ts";

interface File {
  name: string;
  data: Buffer | string;
  /** As the zip says, where it lies. */
  saidSize?: number;
}

/** A zip of these files, without checksums, which are not verified. */
function zip(files: File[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data, saidSize } of files) {
    const bytes = Buffer.from(data);
    const packed = deflateRawSync(bytes);
    const path = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(saidSize ?? bytes.length, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, path, packed);
    central.push(entry, path);
    at += local.length + path.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}

const sheet = (rows: string) =>
  '<?xml version="1.0"?>' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  `<sheetData>${rows}</sheetData></worksheet>`;
const book = (rows: string, more: File[] = []) =>
  zip([{ name: "xl/worksheets/sheet1.xml", data: sheet(rows) }, ...more]);
const cellsOf = async (file: Uint8Array) => {
  const rows = await readWorkbook(file);
  return "error" in rows ? rows.error.key : rows.map(({ line, cells }) => [line, ...cells]);
};

describe("a workbook", () => {
  test("from our own export can be read back", async () => {
    const file = await writeExcel(
      [
        ["ID", "姓名", "=Sum [a1]"],
        ["s1", "=EVIL() & <b>", 8.25],
        ["s2", null, null],
        ["s3", "  x", 100],
      ],
      "书",
    );
    expect(await cellsOf(new Uint8Array(file))).toEqual([
      [1, "ID", "姓名", "=Sum [a1]"],
      [2, "s1", "=EVIL() & <b>", "8.25"],
      [3, "s2"],
      [4, "s3", "  x", "100"],
    ]);
  });

  test.each<[string, string, unknown[][]]>([
    [
      "gaps and rows that are missing",
      '<row r="2"><c r="C2"><v>1</v></c></row><row r="5"><c t="inlineStr"><is><t>a</t></is></c></row>',
      [
        [2, "", "", "1"],
        [5, "a"],
      ],
    ],
    [
      "numbers as they are stored",
      '<row><c><v>87.499999999999986</v></c><c><v>2.0261E+11</v></c><c t="b"><v>1</v></c></row>',
      [[1, "87.5", "202610000000", "TRUE"]],
    ],
    [
      "a formula, whose result counts",
      '<row><c r="A1"><f>WEBSERVICE("http://x")</f><v>5</v></c></row>',
      [[1, "5"]],
    ],
    [
      "names with a prefix",
      '<x:row r="1" xmlns:x="y"><x:c r="A1"><x:v>5</x:v></x:c></x:row>',
      [[1, "5"]],
    ],
  ])("with %s", async (_, rows, expected) => {
    expect(await cellsOf(book(rows))).toEqual(expected);
  });

  test.each<[string, () => Uint8Array, string]>([
    [
      "unpacks to more than the limit",
      () => book("", [{ name: "xl/sharedStrings.xml", data: Buffer.alloc(65 * 2 ** 20, 0x20) }]),
      "table.error.workbookLarge",
    ],
    [
      "claims to be small, and is not",
      () =>
        zip([
          {
            name: "xl/worksheets/sheet1.xml",
            data: Buffer.alloc(65 * 2 ** 20, 0x20),
            saidSize: 100,
          },
        ]),
      "table.error.workbookLarge",
    ],
    [
      "has too many files",
      () => zip(Array.from({ length: 2_001 }, (_, i) => ({ name: `x${i}`, data: "" }))),
      "table.error.workbookLarge",
    ],
    ["has too many rows", () => book("<row/>".repeat(60_001)), "table.error.workbookLarge"],
    [
      "names one long text in many cells",
      () =>
        book(`<row>${'<c t="s"><v>0</v></c>'.repeat(1_000)}</row>`, [
          {
            name: "xl/sharedStrings.xml",
            data: `<sst><si><t>${"x".repeat(40_000)}</t></si></sst>`,
          },
        ]),
      "table.error.workbookLarge",
    ],
    [
      "leaves out most cells of each row",
      () => book('<row><c r="BXX1"><v>1</v></c></row>'.repeat(400)),
      "table.error.workbookLarge",
    ],
    [
      "has a column far out",
      () => book('<row><c r="XFD1"><v>1</v></c></row>'),
      "table.error.workbookLarge",
    ],
    [
      "defines its own entities",
      () =>
        zip([
          {
            name: "xl/worksheets/sheet1.xml",
            data: `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheet("<row><c><v>&b;</v></c></row>")}`,
          },
        ]),
      "table.error.workbook",
    ],
    [
      "has no sheet",
      () => zip([{ name: "word/document.xml", data: "<x/>" }]),
      "table.error.workbook",
    ],
    ["is cut off", () => book("<row/>").slice(0, 60), "table.error.workbook"],
    [
      "is not XML",
      () => zip([{ name: "xl/worksheets/sheet1.xml", data: "<row><c" }]),
      "table.error.workbook",
    ],
    [
      "has a list that points elsewhere",
      () =>
        Uint8Array.from([
          0x50,
          0x4b,
          3,
          4,
          ...Buffer.alloc(40),
          0x50,
          0x4b,
          5,
          6,
          0,
          0,
          0,
          0,
          1,
          0,
          1,
          0,
          0,
          0,
          0,
          0,
          0xff,
          0xff,
          0xff,
          0x7f,
          0,
          0,
        ]),
      "table.error.workbook",
    ],
  ])("that %s is refused", async (_, file, key) => {
    expect(await cellsOf(file())).toBe(key);
  });
});
