// Prints the settings for `gradus serve --help`: name, meaning, default and an example.

import { SETTINGS, type SettingName } from "../config.ts";
import type { CommandContext } from "./context.ts";
import { indentText } from "./terminal.ts";

/** The settings that a worker reads. */
export const WORKER_SETTINGS: readonly SettingName[] = [
  "GRADUS_REDIS_URL",
  "GRADUS_REDIS_PREFIX",
  "GRADUS_REDIS_CA",
  "GRADUS_REDIS_CERT",
  "GRADUS_REDIS_KEY",
  "GRADUS_SLOTS",
  "GRADUS_SINGLE_USE",
  "GRADUS_REQUIRE_WALLS",
  "GRADUS_CPU_FACTOR",
  "GRADUS_LOG_LEVEL",
];

export function listSettings(
  { t, columns, style }: CommandContext,
  names = Object.keys(SETTINGS) as readonly SettingName[],
): string {
  const lines = names.flatMap((name) => {
    const setting = SETTINGS[name];
    const value = Array.isArray(setting.default)
      ? setting.default.join(", ")
      : String(setting.default ?? "");
    const facts = [
      value === "" ? undefined : t("serve.settings.default", { value }),
      t("serve.settings.example", { value: setting.example }),
    ].filter((fact) => fact !== undefined);
    return [
      `  ${style("bold", name)}`,
      indentText(t(`serve.setting.${name}`), "      ", columns()),
      indentText(facts.join(" · "), "      ", columns()),
    ];
  });
  return [t("serve.settings.title"), ...lines].join("\n");
}
