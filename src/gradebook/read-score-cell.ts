// Reads a score as a spreadsheet writes it: with a decimal point, or with a decimal comma if it can
// be nothing else.

import { narrow } from "../http/read-field.ts";
import { readPoints } from "./override-score.ts";

/**
 * undefined: no number from 0 to `most`. "1,234" may mean a thousand or a decimal number; it is
 * ambiguous unless the file's separator shows that it was written with decimal commas
 * (`hasDecimalCommas`), or a thousand is more than `most`.
 */
export function readScoreCell(
  text: string,
  most: number,
  hasDecimalCommas: boolean,
): number | "ambiguous" | undefined {
  const plain = narrow(text);
  const comma = /^(\d{1,9}),(\d{1,6})$/.exec(plain);
  if (comma === null) return readPoints(plain, most);
  const [, whole, fraction] = comma;
  if (fraction!.length === 3 && !hasDecimalCommas && Number(whole! + fraction!) <= most)
    return "ambiguous";
  return readPoints(`${whole}.${fraction}`, most);
}
