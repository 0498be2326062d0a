import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { escapeControls, toOneLine } from "../../src/reports/visible-text.ts";
import { cut, indentText, measureWidth, padEnd, wrapText } from "../../src/cli/terminal.ts";

const CHINESE =
  "单个测试最多可用 200 毫秒的计算时间，全部测试合计最多 600 毫秒，已经超出。是不是有“循环”停不下来？";
const ENGLISH = "It used more than the 200 ms of computing time that a test allows.";

/** Words in Latin letters, Chinese with its punctuation, spaces, and words longer than a line. */
const prose = fc
  .array(
    fc.constantFrom(
      "a",
      "word",
      " ",
      "coefficient",
      "，",
      "。",
      "求和",
      "（第 2 行）",
      "“列表”",
      "é",
      "x".repeat(50),
      "👩‍🔬",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("wrapping", () => {
  test("no line is wider than the terminal, and every line has the indent", () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 24, max: 110 }), (text, columns) => {
        for (const line of indentText(text, "    ", columns).split("\n")) {
          expect(line.startsWith("    ")).toBe(true);
          expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        }
      }),
    );
  });

  test("only whitespace is added or removed", () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 24, max: 110 }), (text, columns) => {
        expect(indentText(text, "  ", columns).replaceAll(/\s/g, "")).toBe(
          text.replaceAll(/\s/g, ""),
        );
      }),
    );
  });

  test("Chinese breaks between characters, and no line begins with a closing mark or ends with an opening one", () => {
    for (let columns = 20; columns <= 60; columns++) {
      const lines = indentText(CHINESE, "", columns).split("\n");
      for (const line of lines) {
        expect(line).not.toMatch(/^[，。？”）]/);
        expect(line).not.toMatch(/[“（]$/);
      }
      // Full, except for a character, a mark and its neighbour, or a number with its spaces.
      for (const line of lines.slice(0, -1))
        expect(columns - stringWidth(line)).toBeLessThanOrEqual(6);
    }
  });

  test("English breaks at spaces", () => {
    expect(indentText(ENGLISH, "", 30).split("\n")).toEqual([
      "It used more than the 200 ms",
      "of computing time that a test",
      "allows.",
    ]);
  });

  test("at most so many lines, with … for what was left out", () => {
    expect(wrapText(ENGLISH, 30, 3)).toEqual([
      "It used more than the 200 ms",
      "of computing time that a test",
      "allows.",
    ]);
    expect(wrapText(ENGLISH, 30, 2)).toEqual([
      "It used more than the 200 ms",
      "of computing time that a test…",
    ]);
    expect(wrapText("x".repeat(70), 30, 2)).toEqual(["x".repeat(30), `${"x".repeat(29)}…`]);
  });
});

describe("cutting and padding count columns, not characters", () => {
  test.each([
    ["short", 10, "short"],
    ["exactly", 7, "exactly"],
    ["too long", 7, "too lo…"],
    ["求和求和", 8, "求和求和"],
    ["求和求和", 7, "求和求…"],
    ["求和求和", 6, "求和…"],
  ])("%s to %i", (text, columns, wanted) => {
    expect(cut(text, columns)).toBe(wanted);
  });

  test("Chinese is padded to the same column as English", () => {
    expect(stringWidth(padEnd("求和", 9))).toBe(9);
    expect(padEnd("sum", 9)).toBe("sum      ");
  });
});

describe("text from others", () => {
  test("loses every character that could move the cursor or reverse the line, and no others", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(toOneLine(text)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/u,
        );
      }),
    );
    expect(escapeControls("求和 = Σ x² — fine 👍")).toBe("求和 = Σ x² — fine 👍");
  });

  test("keeps its line breaks only if several lines are allowed", () => {
    expect(escapeControls("a\nb\tc")).toBe("a\nb  c");
    expect(toOneLine("a\nb")).toBe("a\\nb");
  });
});

test("the width of any text is that of string-width", () => {
  fc.assert(
    fc.property(fc.oneof(prose, fc.string({ unit: "grapheme" })), (text) => {
      expect(measureWidth(text)).toBe(stringWidth(text));
    }),
  );
  // Every character of one unit, with those that are measured without the package.
  const characters = Array.from({ length: 0x1_0000 - 0x20 }, (_, i) =>
    String.fromCharCode(0x20 + i),
  );
  expect(characters.filter((text) => measureWidth(text) !== stringWidth(text))).toEqual([]);
});
