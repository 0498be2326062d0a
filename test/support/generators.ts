// Files in the repository that are written from code. `npm run regenerate` writes them all; a test
// of each holds them to be what would be written now, so that a change is seen in `git diff` and
// decided on. Nothing here may import vitest.

import { generateJsonSchemas } from "./generate-json-schemas.ts";
import { renderGoldenReports } from "./golden-reports.ts";
import { renderLyingPrograms } from "./lying-programs.ts";
import { renderLyingTexts } from "./lying-texts.ts";
import { renderSettingsTables } from "./settings-table.ts";
import { renderTablesReport } from "./tables-report.ts";
import { renderToldReport } from "./told-report.ts";

/** Texts by path from the repository's root, with slashes. */
export type GeneratedFiles = Record<string, string>;
export type Generator = () => GeneratedFiles | Promise<GeneratedFiles>;

export const GENERATORS: Generator[] = [
  generateJsonSchemas,
  renderGoldenReports,
  renderLyingPrograms,
  renderLyingTexts,
  renderSettingsTables,
  renderTablesReport,
  renderToldReport,
];
