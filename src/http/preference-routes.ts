// POST /preferences: sets the language or appearance, then returns to the page.

import { Hono } from "hono";
import { LANGUAGES } from "../../grader/doors/packs.ts";
import { type AppEnv, THEMES } from "./environment.ts";
import { readForm } from "./read-form.ts";
import { toLocalPath } from "./local-path.ts";
import { rememberPreference } from "./preferences.ts";

export function preferenceRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().post("/preferences", async (c) => {
    const form = await readForm(c);
    const language = LANGUAGES.find((name) => name === form["language"]);
    const theme = THEMES.find((name) => name === form["theme"]);
    if (language !== undefined) rememberPreference(c, "language", language);
    if (theme !== undefined) rememberPreference(c, "theme", theme);
    return c.redirect(toLocalPath(c.get("site"), form["back"]), 303);
  });
}
