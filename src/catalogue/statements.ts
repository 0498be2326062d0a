// Renders statements as HTML: in the grader, behind walls, once for each version and engine. Stores
// the result beside the version's files, and so the reference's answers for the knobs of a
// statement.

import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { knobsSchema } from "../../grader/doors/knobs.ts";
import { ENGINE_VERSION } from "../../grader/doors/version.ts";
import type { Grader } from "../../grader/index.ts";
import { type Exercise, LANGUAGES, type Language, PackError } from "../../grader/doors/packs.ts";
import { replaceFile } from "../db/replace-file.ts";
import type { SiteAddress } from "../site-address.ts";
import type { Knobs } from "./knobs-data.ts";

const storedStatements = z.strictObject({
  "zh-CN": z.string(),
  en: z.string(),
  knobs: z.string().nullable(),
});
const renderedTexts = z.array(z.string());

/**
 * The version of the rendering: increase it to render all statements again. 2: bold text beside
 * Chinese punctuation. 3: knobs.
 */
const RENDERING = 3;

/** HTML in each language. */
export interface Statements extends Record<Language, string> {
  /** The text of their block of knobs, the same data in both languages. */
  knobs: string | null;
}

/**
 * undefined while no slot can answer; null if the block or the reference is wrong, which `gradus
 * check` reports.
 */
export type AnswerKnobs = (exercise: Exercise, block: string) => Promise<Knobs | null | undefined>;

export interface StatementMaker {
  /**
   * The statements of several exercises in one call, because starting the rendering process takes
   * longer than rendering a statement. undefined while rendering is not possible; a `PackError` if
   * a statement cannot be rendered at all.
   */
  render: (exercises: Exercise[]) => Promise<(Statements | PackError | undefined)[]>;
  /** What the knobs of a statement show: stored, or answered now and stored. */
  answerKnobs: AnswerKnobs;
  /**
   * Other texts of an exercise, such as hints. undefined while rendering is not possible; so is a
   * text that cannot be rendered.
   */
  renderTexts: (exercise: ExerciseName, texts: string[]) => Promise<(string | undefined)[]>;
}

type ExerciseName = Pick<Exercise, "pack" | "id">;

export function createStatementMaker(
  dataFolder: string,
  {
    renderStatements,
    answerKnobs,
  }: { renderStatements: Grader["renderStatements"]; answerKnobs: AnswerKnobs },
  site: SiteAddress,
): StatementMaker {
  const folder = join(dataFolder, "statements");
  return {
    render: async (exercises) => {
      const results: (Statements | PackError | undefined)[] = await Promise.all(
        exercises.map((exercise) =>
          readStored(locateRendered(folder, exercise, site), storedStatements),
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
        const pages = own.flatMap((one) => (one.ok ? [one] : []));
        if (problems.length > 0) {
          results[exercises.indexOf(exercise)] = new PackError(problems);
          continue;
        }
        const html = Object.fromEntries(
          LANGUAGES.map((language, i) => [language, pages[i]!.html]),
        ) as Record<Language, string>;
        const statements = { ...html, knobs: pages.at(-1)!.knobs };
        results[exercises.indexOf(exercise)] = statements;
        await save(folder, locateRendered(folder, exercise, site), JSON.stringify(statements));
      }
      return results;
    },
    answerKnobs: async (exercise, block) => {
      const file = locate(folder, `${exercise.hash} knobs`, site);
      const stored = await readStored(file, knobsSchema);
      if (stored !== undefined) return stored;
      const answer = await answerKnobs(exercise, block);
      if (answer) await save(folder, file, JSON.stringify(answer));
      return answer;
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
