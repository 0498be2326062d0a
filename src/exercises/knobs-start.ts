// The data that a page contains for the knobs of its statement.

import type { Offer } from "../catalogue/catalogue.ts";
import { KNOBS_WORDS, type KnobsStart, type KnobsWords } from "../catalogue/knobs-data.ts";
import type { Translate } from "../i18n/index.ts";

/** Filled in by the browser. */
const PLACES = { w: "{w}", b: "{b}", mse: "{mse}" };

/** undefined if the statement has none, or if the reference has not answered yet. */
export function describeKnobs({ knobs }: Offer, t: Translate): KnobsStart | undefined {
  if (knobs === null) return undefined;
  const words = KNOBS_WORDS.map((name) => [name, t(`knobs.${name}`, PLACES)]);
  return { knobs, words: Object.fromEntries(words) as KnobsWords };
}
