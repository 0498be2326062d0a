// Limits the number of fields, parts or values of a body, by counting in its bytes before anything
// parses it: parsing a small body of a hundred thousand fields costs far more than sending it. Each
// count is at least the true number.

import { HTTPException } from "hono/http-exception";

/** A form has a few fields, or one for each person of a course. */
export const MAX_FIELDS = 10_000;
/** A part costs as much as ten fields, and a form with a file has few. */
export const MAX_PARTS = 1000;
export const MAX_JSON_VALUES = 10_000;
const URL_ENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";
/** In the message of the 413. */
export const TOO_MANY_FIELDS = "fields";

/** Throws 413. */
export function refuseManyFields(contentType: string, body: Uint8Array): void {
  if (hasTooMany(contentType, Buffer.from(body.buffer, body.byteOffset, body.byteLength))) {
    throw new HTTPException(413, { message: TOO_MANY_FIELDS });
  }
}

export function isForm(contentType: string): boolean {
  return [URL_ENCODED, MULTIPART].includes(mediaType(contentType));
}

/** "application/json", without parameters. */
function mediaType(contentType: string): string {
  return contentType.toLowerCase().split(";", 1)[0]!.trim();
}

function hasTooMany(contentType: string, body: Buffer): boolean {
  switch (mediaType(contentType)) {
    case URL_ENCODED:
      return hasMoreThan(MAX_FIELDS - 1, body, "&");
    case MULTIPART: {
      const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
      return boundary !== null && hasMoreThan(MAX_PARTS, body, `--${boundary[1] ?? boundary[2]!}`);
    }
    default:
      return countSeparators(body) >= MAX_JSON_VALUES;
  }
}

function hasMoreThan(most: number, body: Buffer, separator: string): boolean {
  let count = 0;
  for (
    let at = body.indexOf(separator);
    at !== -1;
    at = body.indexOf(separator, at + separator.length)
  ) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = Buffer.from('"\\,[{');

/**
 * Counts commas and opening brackets outside strings, which is at least the number of values of any
 * JSON.
 */
function countSeparators(body: Buffer): number {
  let count = 0;
  let isInString = false;
  for (let i = 0; i < body.length; i += 1) {
    const byte = body[i];
    if (byte === QUOTE) isInString = !isInString;
    else if (isInString) i += byte === BACKSLASH ? 1 : 0;
    else if (byte === COMMA || byte === BRACKET || byte === BRACE) count += 1;
  }
  return count;
}
