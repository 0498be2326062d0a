// What the preview's form says about how to read the file: in the query string while previewing, in
// hidden fields when it is confirmed.

import { type Encoding, ENCODINGS, type TableChoice } from "./table.ts";

const MAX_HEADER_LINE = 100;

/** Invalid values are left to the reader's guess. */
export function readChoice(get: (name: string) => string | undefined): TableChoice {
  const encoding = ENCODINGS.find((name) => name === get("encoding"));
  const headerLine = readPlace(get("header"), MAX_HEADER_LINE);
  return { encoding, headerLine };
}

/** A whole number from 0 to `most`; undefined for anything else. */
export function readPlace(text: string | undefined, most: number): number | undefined {
  const value = text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value <= most ? value : undefined;
}

export function writeChoice({
  encoding,
  headerLine,
}: {
  encoding?: Encoding | undefined;
  headerLine?: number | undefined;
}): Record<string, string> {
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(headerLine === undefined ? {} : { header: String(headerLine) }),
  };
}
