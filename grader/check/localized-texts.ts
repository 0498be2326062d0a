// Every text in both languages that a manifest or a data file shows to a student: titles and hints,
// with the place of each.

import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { type Locate, createLocator, type TextPlace } from "../pack/text-places.ts";
import type { Language, Localized } from "../pack/schema.ts";

export interface LocalizedText {
  /** "exercise.yaml", "data/sample/text.json" */
  file: string;
  text: Localized;
  /** Of both languages, or of one. Looked up when asked for. */
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
  const own = named.map(([path, text]) => placed("exercise.yaml", text, path, locate));
  const inData = groups.flatMap(({ manifest: { data }, cases }) => {
    const file = `data/${data}`;
    const places = createLocator(
      data === undefined ? "" : (readText(exercise.folder, file, "", []) ?? ""),
    );
    return cases.flatMap(({ hint }, i) =>
      hint === undefined ? [] : [placed(file, hint, ["cases", i, "hint"], places)],
    );
  });
  return [...own, ...inData];
}

function placed(file: string, text: Localized, path: PropertyKey[], locate: Locate): LocalizedText {
  return {
    file,
    text,
    place: (language) => locate(language === undefined ? path : [...path, language]),
  };
}
