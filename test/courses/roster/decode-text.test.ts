// Which encoding a file is in: told where it is sure, refused where it is not.

import { describe, expect, test } from "vitest";
import { decodeText } from "../../../src/courses/roster/decode-text.ts";

const bytes = (...parts: (string | number[])[]) => Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part)] : part)));
const utf16 = (text: string, isBig: boolean) => {
  const little = Buffer.from(`\ufeff${text}`, "utf16le");
  return new Uint8Array(isBig ? little.swap16() : little);
};
/** "姓名,用户名\n王小明,xm\n" as Excel writes it in China. */
const GB = bytes([0xd0, 0xd5, 0xc3, 0xfb], ",", [0xd3, 0xc3, 0xbb, 0xa7, 0xc3, 0xfb], "\n", [0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7], ",xm\n");

describe("the text of a file", () => {
  const TEXT = "姓名,用户名\n王小明,xm\n";
  test.each([
    ["UTF-8", bytes(TEXT), "UTF-8"],
    ["UTF-8 with its mark", bytes([0xef, 0xbb, 0xbf], TEXT), "UTF-8"],
    ["UTF-16, little first", utf16(TEXT, false), "UTF-16"],
    ["UTF-16, big first", utf16(TEXT, true), "UTF-16"],
    ["GB18030", GB, "GB18030"],
  ])("in %s", (_, file, encoding) => {
    expect(decodeText(file)).toEqual({ text: TEXT, encoding });
  });

  test.each([
    ["Latin-1", bytes("name,email\nJ", [0xfc], "rgen M", [0xfc], "ller,j@example.org\nZo", [0xeb], ",z@example.org\n"), "roster.fault.encoding"],
    ["Big5", bytes([0xa9, 0x6d, 0xa6, 0x57], ",", [0xb1, 0x62, 0xb8, 0xb9], "\n", [0xb3, 0x5c, 0xa5, 0x5c, 0xbb, 0x5c], ",x\n"), "roster.fault.encoding"],
    ["UTF-8 that was cut off", bytes("name,email\nZoe,z@example.org\n", [0xe7, 0x8e]), "roster.fault.encoding"],
    ["UTF-16 without its mark", new Uint8Array(Buffer.from("name,email\n", "utf16le")), "roster.fault.encoding"],
    ["a workbook", bytes("PK", [3, 4], "rest"), "roster.fault.workbook"],
    ["an old workbook", bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "roster.fault.workbook"],
  ])("is not guessed: %s", (_, file, key) => {
    expect(decodeText(file)).toEqual({ fault: { key } });
  });
});
