// The lines of a roster that cannot be imported, each with the reason, to be corrected and uploaded
// again.

import { stringify } from "csv-stringify/sync";
import type { Translate } from "../../i18n/index.ts";
import type { Preview } from "./preview-roster.ts";

export function makeProblemsFile(
  { roster: { table }, plan: { problems } }: Preview,
  t: Translate,
): string {
  const cells = new Map(
    [...(table?.rows ?? []), ...(table?.refused ?? [])].map((row) => [row.line, row.cells]),
  );
  const titles = table?.header.titles ?? [];
  const rows = problems.map(({ line, key, params }) => [
    line,
    t(key, params),
    ...(cells.get(line) ?? []),
  ]);
  return stringify([[t("roster.line"), t("roster.problemColumn"), ...titles], ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
