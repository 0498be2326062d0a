// The table of settings in docs/operating.md, from the settings themselves. Nothing here may import
// vitest.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SETTINGS, type SettingName } from "../../src/config.ts";
import { translator } from "../../src/i18n/index.ts";
import type { GeneratedFiles } from "./generators.ts";

const PATH = "docs/operating.md";
const BEGIN = "<!-- settings: written by npm run regenerate -->";
const END = "<!-- end of settings -->";

/** Those that differ from machine to machine. */
const DEFAULTS: Partial<Record<SettingName, string>> = {
  GRADUS_DATA: "`data/` beside the program",
  GRADUS_PACKS: "`exercises/` beside the program",
  GRADUS_URL: "`http://localhost:` and the port",
  GRADUS_TIME_ZONE: "the system's",
  GRADUS_SLOTS: "as many as there are cores",
};

export function renderSettingsTable(): GeneratedFiles {
  const t = translator("en");
  const rows = Object.entries(SETTINGS).map(([name, setting]) => {
    const value =
      setting.default === undefined ||
      (Array.isArray(setting.default) && setting.default.length === 0)
        ? ""
        : `\`${String(setting.default === false ? 0 : setting.default)}\``;
    const cells = [
      `\`${name}\``,
      t(`serve.setting.${name as SettingName}`),
      DEFAULTS[name as SettingName] ?? value,
      setting.example === "…" ? "" : `\`${setting.example}\``,
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  const table = ["| setting | meaning | default | example |", "|---|---|---|---|", ...rows].join(
    "\n",
  );
  const text = readFileSync(join(fileURLToPath(new URL("../..", import.meta.url)), PATH), "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${PATH} has no place for the settings`);
  return { [PATH]: `${before}${BEGIN}\n\n${table}\n\n${END}${after}` };
}
