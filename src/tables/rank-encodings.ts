// Ranks encodings by how likely a text is in each. Two signs: known column titles, which hardly
// appear by chance, and the share of the script's common characters in the rest. Both East Asian
// encodings have these in blocks of their own (GB 2312 level 1: lead bytes B0 to D7; Big5 level 1:
// A4 to C6); accented letters stand between plain letters.

import type { Encoding } from "./table.ts";

const SAMPLE_BYTES = 65_536;
const SAMPLE_LINES = 30;
const isHigh = (byte: number | undefined) => byte !== undefined && byte >= 0x80;
const isLetter = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));

export function rankEncodings(
  bytes: Uint8Array,
  texts: ReadonlyMap<Encoding, string>,
  isKnownHeader: (title: string) => boolean,
): Encoding[] {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const worth = new Map(
    [...texts].map(([encoding, text]) => [
      encoding,
      commonShare(sample, encoding) + (hasKnownTitle(text, isKnownHeader) ? 2 : 0),
    ]),
  );
  return [...texts.keys()].sort((a, b) => worth.get(b)! - worth.get(a)!);
}

/** 0 to 1: the share of non-ASCII characters that are common in this encoding's script. */
function commonShare(bytes: Uint8Array, encoding: Encoding): number {
  let [seen, common] = [0, 0];
  for (let i = 0; i < bytes.length; i += 1) {
    if (!isHigh(bytes[i])) continue;
    const [length, worth] =
      encoding === "Windows-1252"
        ? [1, rateLatin(bytes, i)]
        : [2, ratePair(bytes[i]!, bytes[i + 1] ?? 0, encoding)];
    seen += length;
    common += length * worth;
    i += length - 1;
  }
  return seen === 0 ? 0 : common / seen;
}

function ratePair(lead: number, trail: number, encoding: Encoding): number {
  const [rare, signs] = [0.2, 0.7];
  if (encoding === "Big5") {
    if (lead >= 0xa4 && lead <= 0xc6) return 1;
    if (lead >= 0xc9 && lead <= 0xf9) return 0.4;
    return lead >= 0xa1 && lead <= 0xa3 ? signs : 0;
  }
  if (trail < 0xa1) return lead === 0xa4 || (lead >= 0xa6 && lead <= 0xa9) ? 0 : rare;
  if (lead >= 0xb0 && lead <= 0xd7) return 1;
  if (lead >= 0xd8 && lead <= 0xf7) return 0.5;
  return lead >= 0xa1 && lead <= 0xa3 ? signs : 0;
}

function rateLatin(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!;
  const isAlone = !isHigh(bytes[at - 1]) && !isHigh(bytes[at + 1]);
  if (byte < 0xc0 || byte === 0xd7 || byte === 0xf7)
    return isAlone && (byte === 0xa0 || (byte >= 0x91 && byte <= 0x97)) ? 0.8 : 0.1;
  const isInWord = isLetter(bytes[at - 1]) || isLetter(bytes[at + 1]);
  if (isAlone) return isInWord ? 1 : 0.4;
  return isInWord ? 0.3 : 0;
}

/** Only titles with a character outside ASCII tell encodings apart. */
function hasKnownTitle(text: string, isKnownHeader: (title: string) => boolean): boolean {
  const lines = text.slice(0, SAMPLE_BYTES).split(/\r\n?|\n/, SAMPLE_LINES);
  return lines.some((line) =>
    line
      .split(/[,;\t|]/, 200)
      .some((cell) => /[^\0-\x7f]/.test(cell) && isKnownHeader(cell.replaceAll('"', ""))),
  );
}
