// The titles and hints in a manifest and its data files, with their places.

import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { type Locate, createLocator, type TextPlace } from "../pack/text-places.ts";
import type { Language, Localized } from "../pack/schema.ts";

export interface LocalizedText {
  /** "exercise.yaml", "data/sample/text.json" */
  file: string;
  text: Localized;
  /** The place of the whole text, or of one language. Looked up when called. */
  place: (language?: Language) => TextPlace;
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
  if (manifest.figure !== undefined) named.push([["figure", "title"], manifest.figure.title]);
  const locate = createLocator(readText(exercise.folder, "exercise.yaml", "", []) ?? "");
  const own = named.map(([path, text]) => createText("exercise.yaml", text, path, locate));
  const inData = groups.flatMap(({ manifest: { data }, cases }) => {
    const file = `data/${data}`;
    const places = createLocator(
      data === undefined ? "" : (readText(exercise.folder, file, "", []) ?? ""),
    );
    return cases.flatMap(({ hint }, i) =>
      hint === undefined ? [] : [createText(file, hint, ["cases", i, "hint"], places)],
    );
  });
  return [...own, ...inData];
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
