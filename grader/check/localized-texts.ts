// The titles and hints in a manifest, its data files and hints.yaml, with their places.

import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { type Locate, createLocator, type TextPlace } from "../pack/text-places.ts";
import type { FigureManifest } from "../pack/figure-schema.ts";
import { HINTS_FILE } from "../pack/hash.ts";
import { parseYaml } from "../pack/parse.ts";
import { HINT_STEPS, hintsFile, type Language, type Localized } from "../pack/schema.ts";

export interface LocalizedText {
  /** "exercise.yaml", "data/sample/text.json" */
  file: string;
  text: Localized;
  /** The place of the whole text, or of one language. Looked up when called. */
  place: (language?: Language) => TextPlace;
}

function listFigureTexts(figure: FigureManifest, i: number): [PropertyKey[], Localized][] {
  const at = ["figures", i];
  const texts: [PropertyKey[], Localized][] = [[[...at, "title"], figure.title]];
  if (figure.kind === "table" && figure.number !== undefined)
    texts.push([[...at, "number"], figure.number]);
  if (figure.kind === "table")
    for (const [k, { title }] of figure.columns.entries())
      texts.push([[...at, "columns", k, "title"], title]);
  if ((figure.kind === "fit" || figure.kind === "curves") && figure.axes !== undefined)
    texts.push([[...at, "axes", "x"], figure.axes.x], [[...at, "axes", "y"], figure.axes.y]);
  return texts;
}

export function listLocalizedTexts(exercise: Exercise): LocalizedText[] {
  const { manifest, groups } = exercise;
  const named: [PropertyKey[], Localized][] = [
    [["title"], manifest.title],
    ...manifest.groups.map(({ title }, i): [PropertyKey[], Localized] => [
      ["groups", i, "title"],
      title,
    ]),
    ...manifest.misconceptions.map(({ hint }, i): [PropertyKey[], Localized] => [
      ["misconceptions", i, "hint"],
      hint,
    ]),
  ];
  for (const [i, figure] of manifest.figures.entries()) named.push(...listFigureTexts(figure, i));
  const locate = createLocator(readText(exercise.folder, "exercise.yaml", "", []) ?? "");
  const own = named.map(([path, text]) => createText("exercise.yaml", text, path, locate));
  const inData = groups.flatMap(({ manifest: { data }, cases }) => {
    const file = `data/${data}`;
    const places = createLocator(
      data === undefined ? "" : (readText(exercise.folder, file, "", []) ?? ""),
    );
    return cases.flatMap(({ title, hint }, i) =>
      Object.entries({ title, hint }).flatMap(([key, text]) =>
        text === undefined ? [] : [createText(file, text, ["cases", i, key], places)],
      ),
    );
  });
  return [...own, ...inData, ...listHintTexts(exercise)];
}

/** Those of hints.yaml, in the order of the exports. */
export function listHintTexts({ folder, manifest }: Exercise): LocalizedText[] {
  const text = readText(folder, HINTS_FILE, "", []);
  const parsed = text === undefined ? undefined : parseYaml(text, HINTS_FILE, hintsFile);
  if (parsed?.ok !== true) return [];
  const locate = createLocator(text!);
  return manifest.exports.flatMap(({ name }) =>
    HINT_STEPS.flatMap((step) => {
      const hint = parsed.value[name]?.[step];
      return hint === undefined ? [] : [createText(HINTS_FILE, hint, [name, step], locate)];
    }),
  );
}

function createText(
  file: string,
  text: Localized,
  path: PropertyKey[],
  locate: Locate,
): LocalizedText {
  return {
    file,
    text,
    place: (language) => locate(language === undefined ? path : [...path, language]),
  };
}
