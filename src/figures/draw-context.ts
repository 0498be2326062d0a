// What every drawing needs beside its data.

import type { Language } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";

export interface DrawContext {
  t: Translate;
  language: Language;
  number: (value: number) => string;
  /** The text alternative. */
  description: string;
}
