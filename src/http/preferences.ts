// Language, time zone and appearance: the user's choice, else the browser's, else the site's
// default.

import { getCookie } from "hono/cookie";
import type { Language } from "../../grader/doors/packs.ts";
import type { Config } from "../config.ts";
import { setSiteCookie } from "./cookies.ts";
import { type AppContext, type Theme, THEMES } from "./environment.ts";
import { DAY_SECONDS } from "../durations.ts";

const YEAR_SECONDS = 365 * DAY_SECONDS;

export function readLanguage(c: AppContext, fallback: Language): Language {
  const chosen = getCookie(c, "language");
  if (chosen === "zh-CN" || chosen === "en") return chosen;
  // In the browser's order, without languages that the site does not have.
  const wanted = (c.req.header("accept-language") ?? "")
    .split(",")
    .map((part) => ({
      tag: part.split(";")[0]!.trim().toLowerCase(),
      weight: Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1),
    }))
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return fallback;
}

/** The browser reports it in a cookie (islands/base.ts); until then, the site's default. */
export function readTimeZone(c: AppContext, config: Config): string {
  const told = getCookie(c, "time-zone");
  if (told === undefined || told.length > 60) return config.timeZone;
  try {
    return Intl.DateTimeFormat("en", { timeZone: told }).resolvedOptions().timeZone;
  } catch {
    return config.timeZone;
  }
}

export function readTheme(c: AppContext): Theme {
  const chosen = getCookie(c, "theme");
  return THEMES.find((theme) => theme === chosen) ?? "auto";
}

export function rememberPreference(c: AppContext, name: "language" | "theme", value: string): void {
  setSiteCookie(c, name, value, { maxAge: YEAR_SECONDS });
}
