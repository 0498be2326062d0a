// Which encodings a file may be in: certain if it is UTF, otherwise every one that decodes, the
// likeliest first.

import { describe, expect, test } from "vitest";
import { isRosterHeader } from "../../src/courses/roster/columns.ts";
import { decodeText } from "../../src/tables/decode-text.ts";

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part)] : part)),
  );
const utf16 = (text: string, isBig: boolean) => {
  const little = Buffer.from(text, "utf16le");
  return new Uint8Array(isBig ? little.swap16() : little);
};
/** "姓名,用户名\n王小明,xm\n" as Excel writes it in China. */
const GB = bytes(
  [0xd0, 0xd5, 0xc3, 0xfb],
  ",",
  [0xd3, 0xc3, 0xbb, 0xa7, 0xc3, 0xfb],
  "\n",
  [0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7],
  ",xm\n",
);
const decode = (file: Uint8Array, wanted?: Parameters<typeof decodeText>[2]) =>
  decodeText(file, isRosterHeader, wanted);

describe("the text of a file", () => {
  const TEXT = "姓名,用户名\n王小明,xm\n";
  test.each([
    ["UTF-8", bytes(TEXT), "UTF-8"],
    ["UTF-8 with its mark", bytes([0xef, 0xbb, 0xbf], TEXT), "UTF-8"],
    ["UTF-16, little first", utf16(`\ufeff${TEXT}`, false), "UTF-16"],
    ["UTF-16, big first", utf16(`\ufeff${TEXT}`, true), "UTF-16"],
    ["UTF-16 with two marks", utf16(`\ufeff\ufeff${TEXT}`, false), "UTF-16"],
    ["UTF-16 without its mark", utf16(TEXT, false), "UTF-16"],
    ["UTF-16 without its mark, big first", utf16(TEXT, true), "UTF-16"],
  ])("in %s is certain", (_, file, encoding) => {
    expect(decode(file)).toMatchObject({ text: TEXT, encoding, isSure: true });
  });

  test.each<[string, Uint8Array, string, string]>([
    ["GB18030", GB, "GB18030", TEXT],
    ["GB18030 with its mark", bytes([0x84, 0x31, 0x95, 0x33], [...GB]), "GB18030", TEXT],
    [
      "GB18030 with rare names",
      bytes(
        [0xd0, 0xd5, 0xc3, 0xfb],
        ",",
        [0xd1, 0xa7, 0xba, 0xc5],
        "\n",
        [0xd5, 0xc5, 0x86, 0xb4],
        ",101\n",
      ),
      "GB18030",
      "姓名,学号\n张喆,101\n",
    ],
    [
      "Big5",
      bytes(
        [0xa9, 0x6d, 0xa6, 0x57],
        ",",
        [0xb1, 0x62, 0xb8, 0xb9],
        "\n",
        [0xb3, 0x5c, 0xa5, 0x5c, 0xbb, 0x5c],
        ",x\n",
      ),
      "Big5",
      "姓名,帳號\n許功蓋,x\n",
    ],
    [
      "Windows-1252",
      bytes(
        "name,email\nJ",
        [0xfc],
        "rgen M",
        [0xfc],
        "ller,j@example.org\nZo",
        [0xeb],
        ",z@example.org\n",
      ),
      "Windows-1252",
      "name,email\nJürgen Müller,j@example.org\nZoë,z@example.org\n",
    ],
    [
      "Windows-1252 with one letter",
      bytes("name,email\nNo", [0xeb], "l Ange,noel@example.org\n"),
      "Windows-1252",
      "name,email\nNoël Ange,noel@example.org\n",
    ],
    [
      "UTF-8 that was cut off",
      bytes("name,email\nZoe,z@example.org\n", [0xe7, 0x8e]),
      "GB18030",
      "name,email\nZoe,z@example.org\n鐜",
    ],
  ])("in %s is the likeliest one, and not certain", (_, file, encoding, text) => {
    const decoded = decode(file);
    expect(decoded).toMatchObject({ text, encoding, isSure: false });
    // Windows-1252 gives every byte a meaning, so it is never excluded.
    expect("candidates" in decoded && decoded.candidates.map((one) => one.encoding)).toContain(
      "Windows-1252",
    );
  });

  test("is in the chosen encoding, if it can be", () => {
    expect(decode(GB, "Windows-1252")).toMatchObject({ encoding: "Windows-1252", isSure: false });
    expect(decode(GB, "UTF-8")).toMatchObject({ encoding: "GB18030" });
    expect(decode(bytes(TEXT), "Windows-1252")).toMatchObject({
      encoding: "Windows-1252",
      isSure: false,
    });
  });

  test.each([
    ["an old workbook", bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "table.error.oldWorkbook"],
    [
      "UTF-8 with a damaged character",
      bytes("姓名,用户名\n王小明,xm\n李", [0xe7, 0x8e], ",ll\n"),
      "table.error.damaged",
    ],
    [
      "a picture",
      bytes([0x89], "PNG", [13, 10, 0x1a, 10, 0, 0, 0, 13], "IHDR"),
      "table.error.binary",
    ],
    ["a program", bytes([0x7f], "ELF", [2, 1, 1, 0, 0]), "table.error.binary"],
    ["half of a character", bytes([0xff, 0xfe, 0x6e, 0x00, 0x61]), "table.error.binary"],
  ])("is refused: %s", (_, file, key) => {
    expect(decode(file)).toMatchObject({ error: { key } });
  });
});
