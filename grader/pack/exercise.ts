// A pack and an exercise in memory, after their files have been read.

import type { ModuleName } from "./module-names.ts";
import type { Group } from "./cases.ts";
import type { Example } from "./examples.ts";
import type { WritingTexts } from "./read-writing.ts";
import type {
  ExerciseManifest,
  Language,
  Localized,
  MutantWaiver,
  PackManifest,
} from "./schema.ts";

export interface Pack {
  folder: string;
  manifest: PackManifest;
}

export interface Exercise {
  /** The pack's id. */
  pack: string;
  /** pack.yaml at the time the exercise was read. It is not part of the exercise's hash. */
  packManifest: PackManifest;
  id: string;
  folder: string;
  /** SHA-256 over the names and contents of the exercise's files. */
  hash: string;
  manifest: ExerciseManifest;
  groups: Group[];
  /** Markdown. */
  statements: Record<Language, string>;
  /** The code that is checked, with English comments. */
  starter: string;
  /** As shown: the same code, with comments in each language. */
  starters: Record<Language, string>;
  /** Bundled JavaScript that runs in an isolate. */
  modules: Partial<Record<ModuleName, string>>;
  misconceptions: { id: string; hint: Localized; example: Example }[];
  examples: Example[];
  /** undefined if no model of a submission can write. */
  writing: WritingTexts | undefined;
  /** Mutants of the reference that no test can notice, as listed in mutants.yaml. */
  waivers: MutantWaiver[];
}
