// gradus start: the starter file in the current folder. Never over a file that is there.

import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type CommandContext, UsageError } from "./context.ts";
import { findExercise } from "./find-exercise.ts";

export async function start(context: CommandContext, name: string, options: { packs?: string; to?: string }): Promise<number> {
  const { t, out, style, language } = context;
  const exercise = await findExercise(name, options.packs);
  const file = options.to ?? `${exercise.id}.ts`;
  try {
    // "wx": made by this call or not at all, so that no work is ever lost between looking and writing.
    writeFileSync(file, exercise.starter, { flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new UsageError("start.exists", { file, exercise: exercise.id });
    throw new UsageError("usage.cannot-write", { file, detail: code ?? String(error) });
  }
  const statement = relative(process.cwd(), join(exercise.folder, `statement.${language}.md`));
  out(`${t("start.written", { file: style("bold", file) })}\n  npx gradus watch ${exercise.id} ${file}\n${t("start.statement")} ${statement}\n`);
  return 0;
}
