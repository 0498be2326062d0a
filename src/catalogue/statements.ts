// Renders statements as HTML: in the grader, behind walls, once for each version and engine. Stores
// the result beside the version's files.

import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ENGINE_VERSION } from "../../grader/doors/version.ts";
import type { Grader } from "../../grader/index.ts";
import { type Exercise, LANGUAGES, type Language, PackError } from "../../grader/doors/packs.ts";
import { replaceFile } from "../db/replace-file.ts";
import type { SiteAddress } from "../site-address.ts";

const storedTexts = z.strictObject({ "zh-CN": z.string(), en: z.string() });
const renderedTexts = z.array(z.string());

/**
 * The version of the rendering: increase it to render all statements again. 2: bold text beside
 * Chinese punctuation.
 */
const RENDERING = 2;

export type Statements = Record<Language, string>;

export interface StatementMaker {
  /**
   * The statements of several exercises in one call, because starting the rendering process takes
   * longer than rendering a statement. undefined while rendering is not possible; a `PackError` if
   * a statement cannot be rendered at all.
   */
  render: (exercises: Exercise[]) => Promise<(Statements | PackError | undefined)[]>;
  /**
   * Other texts of an exercise, such as hints. undefined while rendering is not possible; so is a
   * text that cannot be rendered.
   */
  renderTexts: (exercise: ExerciseName, texts: string[]) => Promise<(string | undefined)[]>;
}

type ExerciseName = Pick<Exercise, "pack" | "id">;

export function createStatementMaker(
  dataFolder: string,
  renderStatements: Grader["renderStatements"],
  site: SiteAddress,
): StatementMaker {
  const folder = join(dataFolder, "statements");
  return {
    render: async (exercises) => {
      const results: (Statements | PackError | undefined)[] = await Promise.all(
        exercises.map((exercise) =>
          readStored(locateRendered(folder, exercise, site), storedTexts),
        ),
      );
      const missing = exercises.filter((_, i) => results[i] === undefined);
      if (missing.length === 0) return results;
      const rendered = await renderStatements(
        missing.flatMap((exercise) => listTexts(exercise, site)),
      ).catch(() => undefined);
      if (rendered === undefined) return results;
      for (const [k, exercise] of missing.entries()) {
        const own = rendered.slice(k * LANGUAGES.length, (k + 1) * LANGUAGES.length);
        const problems = own.flatMap((one) => (one.ok ? [] : [one.problem]));
        const statements = Object.fromEntries(
          LANGUAGES.map((language, i) => [language, own[i]?.ok === true ? own[i].html : ""]),
        ) as Statements;
        results[exercises.indexOf(exercise)] =
          problems.length > 0 ? new PackError(problems) : statements;
        if (problems.length === 0)
          await save(folder, locateRendered(folder, exercise, site), JSON.stringify(statements));
      }
      return results;
    },
    renderTexts: async (exercise, texts) => {
      const key = JSON.stringify([exercise.pack, exercise.id, texts]);
      const file = locate(folder, key, site);
      const stored = await readStored(file, renderedTexts);
      if (stored !== undefined) return stored;
      const rendered = await renderStatements(
        texts.map((text) => ({ text, ...describeOrigin(exercise, "hints.yaml", site) })),
      ).catch(() => undefined);
      if (rendered === undefined) return texts.map(() => undefined);
      const found = rendered.map((one) => (one.ok ? one.html : undefined));
      if (!found.includes(undefined)) await save(folder, file, JSON.stringify(found));
      return found;
    },
  };
}

/**
 * The HTML contains addresses of figures, so the key includes the exercise's name and the base of
 * the site.
 */
function locateRendered(folder: string, { hash, pack, id }: Exercise, site: SiteAddress): string {
  return locate(folder, `${hash} ${pack} ${id}`, site);
}

function locate(folder: string, what: string, { base }: SiteAddress): string {
  const key = `${what} ${ENGINE_VERSION} ${RENDERING}${base}`;
  return join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
}

/** undefined if it is missing or damaged. In both cases it is rendered again. */
async function readStored<T>(file: string, form: z.ZodType<T>): Promise<T | undefined> {
  try {
    return form.safeParse(JSON.parse(await readFile(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

function listTexts(exercise: Exercise, site: SiteAddress) {
  return LANGUAGES.map((language) => ({
    text: exercise.statements[language],
    ...describeOrigin(exercise, `statement.${language}.md`, site),
  }));
}

function describeOrigin({ pack, id }: ExerciseName, file: string, site: SiteAddress) {
  const base = site.link(`/exercises/${pack}`);
  return {
    file: `${pack}/${id}/${file}`,
    targets: { files: `${base}/${id}`, exercises: base },
  };
}

/** Only speeds up the next start, so a full disk is not an error here. */
async function save(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => replaceFile(file, text))
    .catch(() => undefined);
}
