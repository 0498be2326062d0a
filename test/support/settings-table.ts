// The tables of settings in the guides for operators, in both languages, generated from the
// settings themselves. Nothing here may import vitest.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../../grader/doors/packs.ts";
import { SETTINGS, type SettingName } from "../../src/config.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import type { GeneratedFiles } from "./generators.ts";

const BEGIN = "<!-- settings: written by npm run regenerate -->";
const END = "<!-- end of settings -->";

interface Guide {
  path: string;
  header: string;
  /** Defaults that differ between machines. */
  defaults: Partial<Record<SettingName, string>>;
}

const GUIDES: Record<Language, Guide> = {
  en: {
    path: "docs/operating.md",
    header: "| setting | meaning | default | example |",
    defaults: {
      GRADUS_DATA: "`data/` beside the program",
      GRADUS_PACKS: "`exercises/` beside the program",
      GRADUS_URL: "`http://localhost:` and the port",
      GRADUS_TIME_ZONE: "the system's",
      GRADUS_SLOTS: "as many as there are cores",
    },
  },
  "zh-CN": {
    path: "docs/zh-CN/operating.md",
    header: "| 设置 | 含义 | 默认值 | 示例 |",
    defaults: {
      GRADUS_DATA: "程序所在目录的 `data/`",
      GRADUS_PACKS: "程序所在目录的 `exercises/`",
      GRADUS_URL: "`http://localhost:` 加端口",
      GRADUS_TIME_ZONE: "系统的时区",
      GRADUS_SLOTS: "核心数",
    },
  },
};

export function renderSettingsTables(): GeneratedFiles {
  return { ...renderGuide("en"), ...renderGuide("zh-CN") };
}

function renderGuide(language: Language): GeneratedFiles {
  const { path, header, defaults } = GUIDES[language];
  const t = makeTranslator(language);
  const rows = Object.entries(SETTINGS).map(([name, setting]) => {
    const value =
      setting.default === undefined ||
      (Array.isArray(setting.default) && setting.default.length === 0)
        ? ""
        : `\`${String(setting.default === false ? 0 : setting.default)}\``;
    const cells = [
      `\`${name}\``,
      t(`serve.setting.${name as SettingName}`),
      defaults[name as SettingName] ?? value,
      setting.example === "…" ? "" : `\`${setting.example}\``,
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  const table = [header, "|---|---|---|---|", ...rows].join("\n");
  const text = readFileSync(join(fileURLToPath(new URL("../..", import.meta.url)), path), "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${path} has no place for the settings`);
  return { [path]: `${before}${BEGIN}\n\n${table}\n\n${END}${after}` };
}
