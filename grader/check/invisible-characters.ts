// Invisible characters that make a text differ from what it looks like: control characters, marks
// that change the direction of text, joiners, spaces without a width. A name or code that contains
// one is not what it seems to be.

import { EXAMPLE_FOLDERS } from "../pack/examples.ts";
import { listFiles, readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { createLocator } from "../pack/text-places.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { listLocalizedTexts } from "./localized-texts.ts";

/**
 * Control and format characters, private and unassigned characters, Unicode's line and paragraph
 * separators, fillers, and variation selectors. Tabs are excepted below.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|\u115f|\u1160|\u3164|\uffa0|[\u{e0100}-\u{e01ef}]/gu;
/** A joiner inside an emoji is part of one visible character. */
const EMOJI = /\p{RGI_Emoji}/gv;

const NAMES: Record<string, string> = {
  "\u00ad": "soft hyphen",
  "\u200b": "zero width space",
  "\u200c": "zero width non-joiner",
  "\u200d": "zero width joiner",
  "\u200e": "left-to-right mark",
  "\u200f": "right-to-left mark",
  "\u2028": "line separator",
  "\u2029": "paragraph separator",
  "\u202a": "left-to-right embedding",
  "\u202b": "right-to-left embedding",
  "\u202c": "pop directional formatting",
  "\u202d": "left-to-right override",
  "\u202e": "right-to-left override",
  "\u2060": "word joiner",
  "\u2066": "left-to-right isolate",
  "\u2067": "right-to-left isolate",
  "\u2068": "first strong isolate",
  "\u2069": "pop directional isolate",
  "\ufeff": "byte order mark",
};

export interface Invisible {
  /** "U+202E right-to-left override" */
  name: string;
  line: number;
  column: number;
}

/** Each character is reported once per line. */
export function findInvisible(text: string): Invisible[] {
  return text
    .replaceAll(EMOJI, (emoji) => "x".repeat(emoji.length))
    .split("\n")
    .flatMap((content, i) => {
      const found = new Map<string, Invisible>();
      for (const { 0: character, index } of content.matchAll(INVISIBLE)) {
        if (character === "\t" || found.has(character)) continue;
        const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
        found.set(character, {
          name: `${code} ${NAMES[character] ?? ""}`.trim(),
          line: i + 1,
          column: countCodePoints(content.slice(0, index)) + 1,
        });
      }
      return [...found.values()];
    });
}

/** Columns count code points, as in editors and SARIF. */
function countCodePoints(text: string): number {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "x").length;
}

export function checkInvisible(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  const inFiles = listFiles(exercise.folder, "", [])
    .filter(isWritten)
    .flatMap((file) =>
      findInvisible(readText(exercise.folder, file, "", []) ?? "").map(({ name, line, column }) =>
        finding("invisible-character", file, { name }, { line, column }),
      ),
    );
  return [...inFiles, ...checkWords(exercise)];
}

/**
 * Whether a file's whole text is examined. Data files are inputs, which may contain any character:
 * of them, only names, hints and definitions are.
 */
function isWritten(file: string): boolean {
  if (/^(?:data|assets)\//.test(file)) return false;
  const [, folder] = /^submissions\/([^/]+)\//.exec(file) ?? [];
  return folder === undefined || (EXAMPLE_FOLDERS as readonly string[]).includes(folder);
}

/**
 * A character that is written as an escape ("\u202e") is not in the file but appears on the page.
 * In a case's name, emoji that need a joiner are not allowed either.
 */
function checkWords(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  const said = (
    file: string,
    text: string,
    place: () => { line: number; column: number },
    isName: boolean,
  ): Finding[] => {
    const [first] = findInvisible(
      isName
        ? text.replaceAll(EMOJI, (emoji) =>
            /[\u200d\u{e0061}-\u{e007f}]/u.test(emoji) ? "\u200d" : "",
          )
        : text,
    );
    const raw = first === undefined ? "" : (readText(exercise.folder, file, "", []) ?? "");
    if (
      first === undefined ||
      findInvisible(raw).some(({ name }) => name === first.name && !file.startsWith("data/"))
    )
      return [];
    return [finding("invisible-character", file, { name: first.name }, place())];
  };
  const words = listLocalizedTexts(exercise).flatMap(({ file, text, place }) =>
    (["zh-CN", "en"] as const).flatMap((language) =>
      said(file, text[language], () => place(language), false),
    ),
  );
  const cases = exercise.groups.flatMap(({ manifest: { data }, cases, definition }) => {
    const file = `data/${data}`;
    const locate = createLocator(
      data === undefined ? "" : (readText(exercise.folder, file, "", []) ?? ""),
    );
    const defined =
      typeof definition === "string"
        ? said(file, definition, () => locate(["definition"]), false)
        : [];
    return [
      ...defined,
      ...cases.flatMap(({ name }, i) => said(file, name, () => locate(["cases", i, "name"]), true)),
    ];
  });
  return [...words, ...cases];
}
