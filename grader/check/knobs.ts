// The knobs of a statement: one block in each language with the same data, below a figure that
// shows the same without a script, and the reference answers what it asks.

import { answerKnobs } from "../knobs/answer-knobs.ts";
import { type KnobsBlock, parseKnobs } from "../knobs/parse-knobs.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { Value } from "../isolate/codec.ts";
import { LANGUAGES, type Language } from "../pack/schema.ts";
import { createLocator } from "../pack/text-places.ts";
import { listKnobs, type PlacedKnobs } from "../statement/find-knobs.ts";
import { parseStatement } from "../statement/render-statement.ts";
import { writeCanonical } from "./canonical.ts";
import { bindFinding, type CheckProblem, type Finding } from "./finding.ts";

const nameFile = (language: Language) => `statement.${language}.md`;

/** Everything that needs no reference. */
export function checkKnobsBlocks(exercise: Exercise): CheckProblem[] {
  const finding = bindFinding(exercise);
  const found: CheckProblem[] = [];
  for (const language of LANGUAGES) {
    const file = nameFile(language);
    const [first, second] = listKnobs(parseStatement(exercise.statements[language]));
    if (first === undefined) continue;
    const { line } = first;
    if (second !== undefined) found.push(finding("knobs-second", file, {}, { line: second.line }));
    if (!first.isBelowFigure) found.push(finding("knobs-figure", file, {}, { line }));
    const parsed = parse(exercise, language, first);
    if (!parsed.ok)
      for (const one of parsed.problems) found.push({ kind: "problem", severity: "error", ...one });
  }
  const [zh, en] = LANGUAGES.map((language) => readBlock(exercise, language));
  // If only one language has a block, statements.ts reports that.
  if (zh !== undefined && en !== undefined) {
    const key = findDifference(zh.block, en.block);
    if (key !== undefined)
      found.push(
        finding("knobs-differ", nameFile("en"), { key }, { line: findLine(en.placed, [key]) }),
      );
  }
  return found;
}

/** Asks the reference. Does nothing if the blocks are wrong: `checkKnobsBlocks` reports that. */
export async function checkKnobsAnswers(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  const read = readBlock(exercise, "en");
  if (read === undefined) return [];
  const answer = await answerKnobs(programs, exercise, read.block);
  if (answer.ok) return [];
  const { code, key, params } = answer.refusal;
  const line = findLine(read.placed, [key]);
  return [bindFinding(exercise)(code, nameFile("en"), { key, ...params }, { line })];
}

/** undefined if there is no block, or if it does not parse. */
function readBlock(
  exercise: Exercise,
  language: Language,
): { placed: PlacedKnobs; block: KnobsBlock } | undefined {
  const [placed] = listKnobs(parseStatement(exercise.statements[language]));
  if (placed === undefined) return undefined;
  const parsed = parse(exercise, language, placed);
  return parsed.ok ? { placed, block: parsed.value } : undefined;
}

function parse({ pack, id }: Exercise, language: Language, placed: PlacedKnobs) {
  return parseKnobs(placed, `${pack}/${id}/${nameFile(language)}`);
}

const write = (part: unknown) => writeCanonical(part as Value);

/** The first key of the block whose values differ. */
function findDifference(a: KnobsBlock, b: KnobsBlock): string | undefined {
  const keys = ["points", "range", "start", "best", "paths"] as const;
  return keys.find((key) => write(a[key]) !== write(b[key]));
}

/** In the statement, from 1. */
function findLine({ text, line }: PlacedKnobs, path: string[]): number {
  return line + createLocator(text)(path).line;
}
