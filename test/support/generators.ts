// Files in the repository that are written from code. `npm run regenerate` writes them all; a test
// of each compares it with what would be written now, so that a change is visible in `git diff` and
// reviewed. Nothing here may import vitest.

import { generateJsonSchemas } from "./generate-json-schemas.ts";
import { renderGoldenReports } from "./golden-reports.ts";
import { renderLyingPrograms } from "./lying-programs.ts";
import { renderLyingTexts } from "./lying-texts.ts";
import { renderOldDatabases } from "./old-databases-text.ts";
import { renderSettingsTables } from "./settings-table.ts";
import { renderTablesReport } from "./tables-report.ts";
import { renderToldReport } from "./told-report.ts";

/** Texts by path from the repository's root, with slashes. */
export type GeneratedFiles = Record<string, string>;
export type Generator = () => GeneratedFiles | Promise<GeneratedFiles>;

export const GENERATORS: Generator[] = [
  generateJsonSchemas,
  () => renderGoldenReports(),
  renderLyingPrograms,
  renderLyingTexts,
  renderOldDatabases,
  renderSettingsTables,
  renderTablesReport,
  renderToldReport,
];
