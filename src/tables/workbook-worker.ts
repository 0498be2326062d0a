// The worker thread that unpacks a workbook. It does not trust the file: sizes are measured on the
// output, not read from the zip; files, bytes, rows and cells are limited; only XML's own five
// entities are known, and a document type is refused.

import { parentPort, workerData } from "node:worker_threads";
import { inflateRawSync } from "node:zlib";
import { decode, Parser } from "saxen";

const MAX_ENTRIES = 2_000;
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const MAX_ROWS = 60_000;
const MAX_COLUMNS = 2_000;
const MAX_CELLS = 600_000;
const MAX_TEXT = 32_767;
/** For all cells together. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

class TooLarge extends Error {}

interface Entry {
  name: string;
  method: number;
  start: number;
  size: number;
}

/** The zip's own list of its files, at its end. */
function listEntries(zip: Buffer): Map<string, Entry> {
  const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
  const end = zip.lastIndexOf(END);
  if (end === -1 || end + 22 > zip.length) throw new Error("no end of a zip");
  const count = zip.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new TooLarge();
  const entries = new Map<string, Entry>();
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error("no entry of a zip");
    const [nameLength, extraLength, commentLength] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    entries.set(name, {
      name,
      method: zip.readUInt16LE(at + 10),
      size: zip.readUInt32LE(at + 20),
      start: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

let unpacked = 0;

function inflateText(zip: Buffer, { method, start, size }: Entry): string {
  if (zip.readUInt32LE(start) !== 0x04034b50) throw new Error("no file of a zip");
  const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
  const packed = zip.subarray(from, from + size);
  const left = MAX_UNPACKED_BYTES - unpacked;
  let bytes: Buffer;
  if (method === 0) bytes = packed;
  else if (method === 8) {
    try {
      bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
    } catch (error) {
      if (error instanceof RangeError) throw new TooLarge();
      throw error;
    }
  } else throw new Error("packed in an unknown way");
  if (bytes.length > left) throw new TooLarge();
  unpacked += bytes.length;
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Error("a document type");
  return text;
}

type Attributes = Record<string, string>;

/** Names without their prefix: some programs write "x:row". */
function walk(
  xml: string,
  {
    open,
    close,
    text,
  }: {
    open: (name: string, attributes: () => Attributes) => void;
    close?: (name: string) => void;
    text?: (text: string) => void;
  },
): void {
  const local = (name: string) => name.slice(name.indexOf(":") + 1);
  const parser = new Parser();
  parser.on("openTag", (name: string, getAttributes: () => Attributes) =>
    open(local(name), () =>
      Object.fromEntries(
        Object.entries(getAttributes()).map(([key, value]) => [local(key), decode(value)]),
      ),
    ),
  );
  if (close !== undefined) parser.on("closeTag", (name: string) => close(local(name)));
  if (text !== undefined) {
    parser.on("text", (value: string, decodeEntities: (text: string) => string) =>
      text(decodeEntities(value)),
    );
    parser.on("cdata", (value: string) => text(value));
  }
  parser.on("error", (error: Error) => {
    throw error;
  });
  parser.parse(xml);
}

/** Finds the first sheet of the workbook. */
function firstSheet(zip: Buffer, entries: Map<string, Entry>): Entry {
  const [workbook, relations] = [
    entries.get("xl/workbook.xml"),
    entries.get("xl/_rels/workbook.xml.rels"),
  ];
  let wanted: string | undefined;
  let path: string | undefined;
  if (workbook !== undefined)
    walk(inflateText(zip, workbook), {
      open: (name, attributes) => void (name === "sheet" && (wanted ??= attributes()["id"])),
    });
  if (relations !== undefined) {
    walk(inflateText(zip, relations), {
      open: (name, attributes) => {
        if (name !== "Relationship") return;
        const { Id, Target } = attributes();
        if (Id === wanted && Target !== undefined)
          path = Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`;
      },
    });
  }
  const sheet = entries.get(path ?? "xl/worksheets/sheet1.xml");
  if (sheet === undefined) throw new Error("no sheet");
  return sheet;
}

/** Texts that cells refer to by number, without phonetic readings (rPh). */
function sharedTexts(zip: Buffer, entries: Map<string, Entry>): string[] {
  const entry = entries.get("xl/sharedStrings.xml");
  const texts: string[] = [];
  if (entry === undefined) return texts;
  let [current, isText, isPhonetic] = ["", false, false];
  walk(inflateText(zip, entry), {
    open: (name) => {
      if (name === "si") current = "";
      else if (name === "t") isText = true;
      else if (name === "rPh") isPhonetic = true;
    },
    close: (name) => {
      if (name === "si") texts.push(current);
      else if (name === "t") isText = false;
      else if (name === "rPh") isPhonetic = false;
      if (texts.length > MAX_CELLS) throw new TooLarge();
    },
    text: (text) => {
      if (isText && !isPhonetic) current = (current + text).slice(0, MAX_TEXT);
    },
  });
  return texts;
}

/** "BC12" as 54; undefined if it is no reference. */
function parseColumn(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? "")?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function readRows(xml: string, texts: string[]): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let [line, column, kind, value, isValue, count, characters] = [0, -1, "", "", false, 0, 0];
  walk(xml, {
    open: (name, attributes) => {
      if (name === "row") {
        const { r } = attributes();
        line = r !== undefined && /^\d{1,7}$/.test(r) ? Number(r) : line + 1;
        cells = [];
        column = -1;
      } else if (name === "c") {
        const { r, t = "n" } = attributes();
        column = parseColumn(r) ?? column + 1;
        kind = t;
        value = "";
        count += 1;
        if (column >= MAX_COLUMNS || count > MAX_CELLS) throw new TooLarge();
      } else if (name === "v" || name === "t") isValue = true;
    },
    close: (name) => {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "c") {
        // Omitted cells, and a text that many cells share, are written out for each of them.
        count += Math.max(0, column - cells.length);
        while (cells.length < column) cells.push("");
        const text = cellText(kind, value, texts);
        cells[column] = text;
        characters += text.length;
        if (count > MAX_CELLS || characters > MAX_CHARACTERS) throw new TooLarge();
      } else if (name === "row") {
        rows.push({ line: Math.max(1, line), cells });
        if (rows.length > MAX_ROWS) throw new TooLarge();
      }
    },
    text: (text) => {
      if (isValue) value = (value + text).slice(0, MAX_TEXT);
    },
  });
  return rows;
}

/** A stored number has more digits than a spreadsheet shows: 87.5 may be 87.499999999999986. */
function cellText(kind: string, value: string, texts: string[]): string {
  if (kind === "s") return texts[Number(value)] ?? "";
  if (kind === "b") return value === "1" ? "TRUE" : "FALSE";
  if (kind !== "n" || value === "") return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return Number.isInteger(number) && Math.abs(number) < 1e15
    ? number.toFixed(0)
    : String(Number(number.toPrecision(12)));
}

function answer(): unknown {
  const zip = Buffer.from(workerData as Uint8Array);
  try {
    const entries = listEntries(zip);
    const sheet = firstSheet(zip, entries);
    return { rows: readRows(inflateText(zip, sheet), sharedTexts(zip, entries)) };
  } catch (error) {
    return { error: error instanceof TooLarge ? "workbookLarge" : "workbook" };
  }
}

parentPort?.postMessage(answer());
