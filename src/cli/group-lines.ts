// Lays out a report's list of groups: mark, title, points and details in columns. Titles are never
// cut: a long one continues on the next line.

import type { ReportLines } from "./report-lines.ts";
import { measureWidth, padEnd, padStart, wrapText } from "./terminal.ts";

export interface GroupLine {
  /** With its colour; one column. */
  mark: string;
  title: string;
  points: string;
  /** Without colour. */
  detail: string;
}

const INDENT = "    ";
const GAP = 2;
const FEWEST_TITLE_COLUMNS = 20;
/** A longer detail stands below its group if it has no room, and does not narrow all titles. */
const USUAL_DETAIL_COLUMNS = 18;

/** Returns a function that adds the line of each group, in turn, to `lines`. */
export function layOutGroups(
  lines: ReportLines,
  groups: GroupLine[],
  dim: (text: string) => string,
): (group: GroupLine) => void {
  const most = (widths: number[]) => Math.max(0, ...widths);
  const pointColumns = most(groups.map(({ points }) => measureWidth(points)));
  const details = groups.map(({ detail }) => measureWidth(detail));
  const usual = most(details.filter((columns) => columns <= USUAL_DETAIL_COLUMNS));
  const room = lines.columns - INDENT.length - GAP - pointColumns;
  const titleColumns = Math.min(
    most(groups.map(({ title }) => measureWidth(title))),
    Math.max(FEWEST_TITLE_COLUMNS, usual > 0 ? room - GAP - usual : room),
  );
  return ({ mark, title, points, detail }) => {
    const [first = "", ...more] = wrapText(title, titleColumns, Infinity);
    const head = `  ${mark} ${padEnd(first, titleColumns)}  ${padStart(points, pointColumns)}`;
    const isBeside = measureWidth(detail) <= room - titleColumns - GAP;
    lines.line(isBeside && detail !== "" ? `${head}  ${dim(detail)}` : head);
    for (const line of more) lines.line(`${INDENT}${line}`);
    if (!isBeside) lines.wrapped(dim(detail), INDENT);
  };
}
