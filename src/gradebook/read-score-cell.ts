// A score as a spreadsheet writes it: with a decimal point, or with a decimal comma where that is
// what it must be.

import { readPoints } from "./override-score.ts";

/**
 * undefined: no number from 0 to `most`. "1,234" may be a thousand or a decimal number, and is
 * ambiguous unless the file's own separator shows that it comes from a country of decimal commas
 * (`hasDecimalCommas`), or a thousand is more than there can be.
 */
export function readScoreCell(
  text: string,
  most: number,
  hasDecimalCommas: boolean,
): number | "ambiguous" | undefined {
  const plain = text.normalize("NFKC").trim();
  const comma = /^(\d{1,9}),(\d{1,6})$/.exec(plain);
  if (comma === null) return readPoints(plain, most);
  const [, whole, fraction] = comma;
  if (fraction!.length === 3 && !hasDecimalCommas && Number(whole! + fraction!) <= most)
    return "ambiguous";
  return readPoints(`${whole}.${fraction}`, most);
}
