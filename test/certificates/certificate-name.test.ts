// Which names a certificate accepts.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  MAX_NAME_CHARACTERS,
  readCertificateName,
} from "../../src/certificates/certificate-name.ts";

describe("a name", () => {
  test.each([
    ["Ada Lovelace", "Ada Lovelace"],
    ["  李安  ", "李安"],
    ["Ada\u3000 Lovelace", "Ada Lovelace"],
    ["Ade\u0300le", "Adèle"],
    ["𠮷田", "𠮷田"],
    ["O’Neil-Díaz, Jr.", "O’Neil-Díaz, Jr."],
    // A joiner belongs to the spelling.
    ["می\u200cخواهم", "می\u200cخواهم"],
    ["x".repeat(100), "x".repeat(100)],
    ["𠮷".repeat(100), "𠮷".repeat(100)],
  ])("%j is accepted", (typed, name) => {
    expect(readCertificateName(typed)).toEqual({ ok: true, name });
  });

  test.each([
    ["", "empty"],
    ["   ", "empty"],
    ["x".repeat(101), "long"],
    ["Ada\u202eecalevoL", "characters"],
    ["Ada\u2066x", "characters"],
    ["Ada\u200fx", "characters"],
    ["Ada\nLovelace", "characters"],
    ["Ada\u0000", "characters"],
    ["Ada\u200b", "characters"],
    ["Ada\ufeff x", "characters"],
    ["Ada\ud800", "characters"],
    ["\u200d", "characters"],
    ["…", "characters"],
    [`A${"\u0301".repeat(20)}`, "characters"],
  ])("%j is refused: %s", (typed, problem) => {
    expect(readCertificateName(typed)).toEqual({ ok: false, problem });
  });

  test("whatever is typed, an accepted name is one visible line that stays as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (typed) => {
        const read = readCertificateName(typed);
        if (!read.ok) return;
        expect(readCertificateName(read.name)).toEqual(read);
        expect(read.name).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u);
        expect(Array.from(read.name).length).toBeLessThanOrEqual(MAX_NAME_CHARACTERS);
        expect(read.name.trim()).toBe(read.name);
      }),
    );
  });
});
