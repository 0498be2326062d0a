// Damage that spreadsheets do to numbers and names: leading zeros are lost, sections become dates,
// long numbers are rounded. Rounded numbers cannot be read; the others may be correct, so they are
// only pointed out.

import type { TableNote } from "../../tables/table.ts";
import type { RosterLine } from "./roster-line.ts";

/** What Excel shows for a number of more than eleven digits. */
export const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+?\d{1,3}$/i;

const DATES = [
  /^\d{1,2}月\d{1,2}日$/,
  /^\d{1,2}-(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)$/i,
  /^(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)-\d{2}$/i,
  /^\d{1,2}\. ?(?:jan|feb|mrz|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)$/i,
  /^\d{4}[/-]\d{1,2}[/-]\d{1,2}$/,
];

export function noteDamage(lines: RosterLine[]): TableNote[] {
  const dates = lines.filter(({ section, username }) =>
    [section, username].some((cell) => DATES.some((form) => form.test(cell))),
  );
  const numbers = lines.filter(({ username }) => /^\d+$/.test(username));
  const longest = Math.max(0, ...numbers.map(({ username }) => username.length));
  // Numbers of different lengths may be correct, for example from different years; more likely the
  // shorter ones have lost a zero.
  const shorter =
    numbers.length === lines.length
      ? numbers.filter(({ username }) => username.length < longest)
      : [];
  return [
    ...(dates.length === 0
      ? []
      : [{ key: "roster.check.dates" as const, lines: dates.map(({ line }) => line) }]),
    ...(shorter.length === 0
      ? []
      : [
          {
            key: "roster.check.zeros" as const,
            lines: shorter.map(({ line }) => line),
            params: { longest },
          },
        ]),
  ];
}
