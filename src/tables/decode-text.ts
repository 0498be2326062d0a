// The text of a file of unknown encoding. UTF-8 and UTF-16 are certain. Otherwise each of GB18030,
// Big5 and Windows-1252 that can decode the file is a candidate, the likeliest first: the bytes do
// not say which it is, so the uploader looks at the names and confirms.

import { cleanCell } from "./clean-cell.ts";
import { rankEncodings } from "./rank-encodings.ts";
import type { Candidate, Encoding, Unreadable } from "./table.ts";

export interface Decoded {
  text: string;
  encoding: Encoding;
  candidates: Candidate[];
  isSure: boolean;
}

const MARK = /^\uFEFF+/;
const BINARY: Unreadable = { error: { key: "table.error.binary" } };
const startsWith = (bytes: Uint8Array, ...start: number[]) =>
  start.every((byte, i) => bytes[i] === byte);

/** A zip file, which an .xlsx is. */
export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
}

function utf16ByMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (startsWith(bytes, 0xff, 0xfe)) return "utf-16le";
  return startsWith(bytes, 0xfe, 0xff) ? "utf-16be" : undefined;
}

/** `wanted`: the encoding that the user chose; ignored if the file cannot be in it. */
export function decodeText(
  bytes: Uint8Array,
  isKnownHeader: (title: string) => boolean,
  wanted?: Encoding,
): Decoded | Unreadable {
  // The container of an old .xls file.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { error: { key: "table.error.oldWorkbook" } };
  const label = utf16ByMark(bytes) ?? utf16WithoutMark(bytes);
  if (label !== undefined) {
    const text = decodeAs(label, bytes);
    return text === undefined || text.includes("\0")
      ? BINARY
      : {
          text,
          encoding: "UTF-16",
          candidates: [{ encoding: "UTF-16", sample: "" }],
          isSure: true,
        };
  }
  if (bytes.includes(0) || hasControls(bytes)) return BINARY;
  const texts = new Map<Encoding, string>();
  for (const [encoding, name] of [
    ["UTF-8", "utf-8"],
    ["GB18030", "gb18030"],
    ["Big5", "big5"],
    ["Windows-1252", "windows-1252"],
  ] as const) {
    const text = decodeAs(name, bytes);
    if (text !== undefined) texts.set(encoding, text);
  }
  const utf8 = texts.get("UTF-8");
  const isMarked = startsWith(bytes, 0xef, 0xbb, 0xbf);
  if (utf8 !== undefined && (isMarked || bytes.every((byte) => byte < 0x80)))
    return {
      text: utf8,
      encoding: "UTF-8",
      candidates: [{ encoding: "UTF-8", sample: "" }],
      isSure: true,
    };
  const damagedLine = utf8 === undefined ? damagedUtf8(bytes) : undefined;
  if (damagedLine !== undefined)
    return { error: { key: "table.error.damaged", params: { line: damagedLine } } };
  texts.delete("UTF-8");
  const ranked = rankEncodings(bytes, texts, isKnownHeader);
  if (utf8 !== undefined) texts.set("UTF-8", utf8);
  const order: Encoding[] = utf8 === undefined ? ranked : ["UTF-8", ...ranked];
  const candidates = order.map((encoding) => ({
    encoding,
    sample: chooseSample(texts.get(encoding)!, isKnownHeader),
  }));
  const encoding = wanted !== undefined && texts.has(wanted) ? wanted : order[0]!;
  return { text: texts.get(encoding)!, encoding, candidates, isSure: encoding === "UTF-8" };
}

/**
 * undefined if it is not in that encoding. Byte order marks are removed; some programs write two.
 */
function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes).replace(MARK, "");
  } catch {
    return undefined;
  }
}

/**
 * The line of the first broken character, if the text is UTF-8 except for very few. In another
 * encoding nearly all of it would be broken.
 */
function damagedUtf8(bytes: Uint8Array): number | undefined {
  const text = new TextDecoder("utf-8").decode(bytes);
  let [whole, broken] = [0, 0];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken += 1;
    else if (code >= 0x80) whole += 1;
  }
  return whole >= 8 && broken <= whole / 8
    ? text.slice(0, text.indexOf("\ufffd")).split("\n").length
    : undefined;
}

/** Commas, digits and line ends have a zero on one side of every pair of bytes. */
function utf16WithoutMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  let [even, odd] = [0, 0];
  for (let i = 0; i < bytes.length; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  if (even === 0 && odd > 0) return "utf-16le";
  return odd === 0 && even > 0 ? "utf-16be" : undefined;
}

/** Control characters that no text contains. */
function hasControls(bytes: Uint8Array): boolean {
  return bytes.some(
    (byte) =>
      byte < 0x20 &&
      byte !== 0x09 &&
      byte !== 0x0a &&
      byte !== 0x0d &&
      byte !== 0x0c &&
      byte !== 0x0b &&
      byte !== 0x1a,
  );
}

const SAMPLE_CHARACTERS = 65_536;
const MAX_SAMPLES = 4;
const LONGEST_SAMPLE = 24;

/** A sample for the user: the first cells that are not ASCII, without column titles. */
function chooseSample(text: string, isKnownHeader: (title: string) => boolean): string {
  const cells = text
    .slice(0, SAMPLE_CHARACTERS)
    .split(/[\r\n,;\t|]/)
    .map((cell) => cleanCell(cell.replaceAll('"', "")));
  const telling = cells.filter((cell) => /[^\0-\x7f]/.test(cell) && !isKnownHeader(cell));
  return telling
    .slice(0, MAX_SAMPLES)
    .map((cell) => cell.slice(0, LONGEST_SAMPLE))
    .join(", ");
}
