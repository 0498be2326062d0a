// Prints the settings for `gradus serve --help`: name, meaning, default and an example.

import { SETTINGS, type SettingName } from "../config.ts";
import type { CommandContext } from "./context.ts";
import { indentText } from "./terminal.ts";

export function listSettings({ t, columns, style }: CommandContext): string {
  const lines = Object.entries(SETTINGS).flatMap(([name, setting]) => {
    const value = Array.isArray(setting.default)
      ? setting.default.join(", ")
      : String(setting.default ?? "");
    const facts = [
      value === "" ? undefined : t("serve.settings.default", { value }),
      t("serve.settings.example", { value: setting.example }),
    ].filter((fact) => fact !== undefined);
    return [
      `  ${style("bold", name)}`,
      indentText(t(`serve.setting.${name as SettingName}`), "      ", columns()),
      indentText(facts.join(" · "), "      ", columns()),
    ];
  });
  return [t("serve.settings.title"), ...lines].join("\n");
}
