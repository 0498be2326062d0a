// The titles of exercises in a sentence: "Dense layers, Loss functions, and Gradient descent".

import type { OfferedPack } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";

/** Of the same pack; an id that the pack does not offer now stays an id. "" for none. */
export function listTitles(c: AppContext, pack: OfferedPack, ids: readonly string[]): string {
  const language = c.get("language");
  const titles = ids.map(
    (id) => pack.offers.find((offer) => offer.id === id)?.exercise.manifest.title[language] ?? id,
  );
  return new Intl.ListFormat(language, { type: "conjunction" }).format(titles);
}
