// Words for codes. One translator a language; keys are checked by the compiler, and a test holds the languages together.

import type { Language } from "../../grader/index.ts";
import { wording } from "./wording.ts";

type Leaves<T, P extends string = ""> = { [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`> }[keyof T & string];
type Plural<K extends string> = K extends `${infer Base}_other` ? Base : K;

/** "verdict.accepted"; for plurals the name without its ending. */
export type WordKey = Plural<Leaves<(typeof wording)["zh-CN"]>>;

export type Translate = (key: WordKey, params?: Record<string, string | number>) => string;

const translators = new Map<Language, Translate>();

/** A page asks for a hundred of these: every text is found by its whole name, and cut at its places once. */
export function translator(language: Language): Translate {
  let translate = translators.get(language);
  if (translate === undefined) translators.set(language, (translate = createTranslator(language)));
  return translate;
}

function createTranslator(language: Language): Translate {
  const texts = new Map(flatten(wording[language]));
  const pluralOf = new Intl.PluralRules(language);
  return (key, params = {}) => {
    const { count } = params;
    const form = typeof count === "number" ? (texts.get(`${key}_${pluralOf.select(count)}`) ?? texts.get(`${key}_other`)) : undefined;
    const parts = form ?? texts.get(key);
    if (parts === undefined) return key;
    let text = parts[0]!;
    // Values are escaped for where they are shown (a terminal, a page), not here.
    for (let i = 1; i < parts.length; i += 2) text += `${params[parts[i]!] ?? ""}${parts[i + 1]}`;
    return text;
  };
}

interface Wording {
  [key: string]: string | Wording;
}

/** "a {{b}} c" as ["a ", "b", " c"], under the names of all that it lies in. */
function flatten(words: Wording, prefix = ""): [key: string, parts: string[]][] {
  return Object.entries(words).flatMap(([name, value]) => (typeof value === "string" ? [[prefix + name, value.split(/\{\{(\w+)\}\}/)] as [string, string[]]] : flatten(value, `${prefix}${name}.`)));
}

/** Whether there are words for a key made up at run time. */
export function hasWords(key: string): key is WordKey {
  let node: unknown = wording["zh-CN"];
  for (const part of key.split(".")) node = typeof node === "object" && node !== null && Object.hasOwn(node, part) ? (node as Record<string, unknown>)[part] : undefined;
  return typeof node === "string";
}

/** zh-CN for any Chinese locale, English for everything else: --lang first, then LC_ALL, LC_MESSAGES, LANG. */
export function languageFromEnvironment(env: Record<string, string | undefined>): Language {
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((value) => value !== undefined && value !== "") ?? "";
  return /^zh/i.test(locale) ? "zh-CN" : "en";
}
