// No line of the sources is longer than 120 columns, except for literals that cannot be cut.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "./support/packs.ts";

const MAX_COLUMNS = 120;
/** Shorter literals fit on a line of their own. */
const LONG_LITERAL = 90;

/** Laid out by others, or for their readers: attacks, fixtures and golden texts. */
const LEFT_ALONE = /^test\/(?:hostile\/.+\/|fixtures\/|golden\/)/;

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`/g;
const PATTERN = /\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+\/[dgimsuvy]*/g;

/** A character outside the basic plane counts once, as an editor shows it. */
function countCharacters(text: string): number {
  return Array.from(text).length;
}

/**
 * A line may be longer if it has a long regular expression or a long string without a blank (an
 * address). In the site's texts and in tests a long string may also be a text or a title. Comments
 * may never.
 */
function isAllowed(path: string, line: string): boolean {
  if (/^\s*(?:\/\/|\/?\*)/.test(line)) return false;
  const isLong = (literal: string) => countCharacters(literal) >= LONG_LITERAL;
  if (line.match(PATTERN)?.some(isLong)) return true;
  const strings = line.match(STRING)?.filter(isLong) ?? [];
  const mayHaveBlanks = /^(?:src\/i18n|test)\//.test(path);
  return strings.some((text) => mayHaveBlanks || !text.includes(" "));
}

function findLongLines(path: string, text: string): string[] {
  return text
    .split("\n")
    .map((line, i) => ({ line, place: `${path}:${i + 1}` }))
    .filter(({ line }) => countCharacters(line) > MAX_COLUMNS && !isAllowed(path, line))
    .map(({ place }) => place);
}

describe(`lines have at most ${MAX_COLUMNS} columns`, () => {
  const paths = ["src", "grader", "test"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|tsx|js|mjs)$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
      .filter((path) => !LEFT_ALONE.test(path)),
  );

  test.each(["src", "grader", "test"])("in %s", (folder) => {
    const own = paths.filter((path) => path.startsWith(`${folder}/`));
    expect(own.length).toBeGreaterThan(20);
    const long = own.flatMap((path) => findLongLines(path, readFileSync(join(ROOT, path), "utf8")));
    expect(long).toEqual([]);
  });

  test("a long line is found, a literal is not", () => {
    const sentence = "a word and ".repeat(12);
    const address = `https://example.org/${"path/".repeat(25)}`;
    expect(findLongLines("src/a.ts", `const a = 1; // ${sentence}`)).toEqual(["src/a.ts:1"]);
    expect(findLongLines("src/a.ts", ` * a/b ${sentence}/c`)).toEqual(["src/a.ts:1"]);
    expect(findLongLines("src/a.ts", `\n  "${sentence}",`)).toEqual(["src/a.ts:2"]);
    expect(findLongLines("src/i18n/areas/a.ts", `  "${sentence}",`)).toEqual([]);
    expect(findLongLines("src/a.ts", `  "${address}",`)).toEqual([]);
    expect(findLongLines("src/a.ts", `  /${"(?:one|two) ".repeat(12)}/g,`)).toEqual([]);
    expect(findLongLines("test/a.test.ts", "f(1, 2, 3); ".repeat(12))).toEqual([
      "test/a.test.ts:1",
    ]);
  });
});
