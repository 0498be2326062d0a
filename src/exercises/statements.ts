// Statements as HTML: rendered by the grader behind walls, once for each version and engine, and kept beside the version's files.

import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ENGINE_VERSION, type Exercise, type Grader, LANGUAGES, type Language, PackError } from "../../grader/index.ts";

const kept = z.strictObject({ "zh-CN": z.string(), en: z.string() });

export interface StatementMaker {
  /** undefined for as long as there is nothing to render with. Throws `PackError` where a statement cannot be rendered at all. */
  of: (exercise: Exercise) => Promise<Record<Language, string> | undefined>;
}

export function createStatementMaker(dataFolder: string, renderStatements: Grader["renderStatements"]): StatementMaker {
  const folder = join(dataFolder, "statements");
  return {
    of: async (exercise) => {
      // Addresses of figures are written into it, so the exercise's name is part of what it is.
      const file = join(folder, `${createHash("sha256").update(`${exercise.hash} ${exercise.pack} ${exercise.id} ${ENGINE_VERSION}`).digest("hex").slice(0, 32)}.json`);
      const known = await readFile(file, "utf8").then((text) => kept.safeParse(JSON.parse(text)).data, () => undefined);
      if (known !== undefined) return known;
      const base = `/exercises/${exercise.pack}`;
      const rendered = await renderStatements(
        LANGUAGES.map((language) => ({
          text: exercise.statements[language],
          file: `${exercise.pack}/${exercise.id}/statement.${language}.md`,
          targets: { files: `${base}/${exercise.id}`, exercises: base },
        })),
      ).catch(() => undefined);
      if (rendered === undefined) return undefined;
      const problems = rendered.flatMap((one) => (one.ok ? [] : [one.problem]));
      if (problems.length > 0) throw new PackError(problems);
      const statements = Object.fromEntries(LANGUAGES.map((language, i) => [language, rendered[i]?.ok === true ? rendered[i].html : ""])) as Record<Language, string>;
      await save(folder, file, JSON.stringify(statements));
      return statements;
    },
  };
}

/** Only to be faster next time: a full disk is no reason to show nothing. */
async function save(folder: string, file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => writeFile(draft, text, { mode: 0o600 }))
    .then(() => rename(draft, file))
    .catch(() => undefined);
}
