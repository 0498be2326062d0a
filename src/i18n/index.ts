// Translates codes to text. One translator for each language. The compiler checks the keys, and a
// test checks that both languages have the same keys.

import { createInstance, type TFunction } from "i18next";
import type { Language } from "../../grader/doors/packs.ts";
import { wording } from "./wording.ts";

type Leaves<T, P extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];
type Plural<K extends string> = K extends `${infer Base}_other` ? Base : K;

/** "verdict.accepted"; for plurals, the key without its ending. */
export type WordKey = Plural<Leaves<(typeof wording)["zh-CN"]>>;

export type Translate = (key: WordKey, params?: Record<string, string | number>) => string;

const translators = new Map<Language, Translate>();

export function makeTranslator(language: Language): Translate {
  let translate = translators.get(language);
  if (translate === undefined) {
    const instance = createInstance();
    void instance.init({
      lng: language,
      resources: { "zh-CN": { translation: wording["zh-CN"] }, en: { translation: wording.en } },
      // Values are not escaped here, because terminal and page need different escaping.
      interpolation: { escapeValue: false },
      initAsync: false,
    });
    const t = instance.t as TFunction;
    // A page needs about a hundred texts. i18next finds each once, in the plural form of its count.
    const texts = new Map<string, string>();
    const plurals = new Intl.PluralRules(language);
    const findText = (key: WordKey, count: string | number | undefined): string => {
      const name = typeof count === "number" ? `${key} ${plurals.select(count)}` : key;
      const known = texts.get(name);
      if (known !== undefined) return known;
      const text = t(key, { count, skipInterpolation: true });
      texts.set(name, text);
      return text;
    };
    translate = (key, params) => {
      const text = findText(key, params?.["count"]);
      return params === undefined ? text : fillParameters(text, params);
    };
    translators.set(language, translate);
  }
  return translate;
}

/** Parameters that are not given become empty. A value is never read as a text with parameters. */
function fillParameters(text: string, params: Record<string, string | number>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ""));
}

/** Whether a key that was computed at run time has a text. */
export function hasWords(key: string): key is WordKey {
  let node: unknown = wording["zh-CN"];
  for (const part of key.split("."))
    node =
      typeof node === "object" && node !== null && Object.hasOwn(node, part)
        ? (node as Record<string, unknown>)[part]
        : undefined;
  return typeof node === "string";
}

/**
 * zh-CN for any Chinese locale, English for everything else: --lang first, then LC_ALL,
 * LC_MESSAGES, LANG.
 */
export function readEnvironmentLanguage(env: Record<string, string | undefined>): Language {
  const locale =
    [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find(
      (value) => value !== undefined && value !== "",
    ) ?? "";
  return /^zh/i.test(locale) ? "zh-CN" : "en";
}
