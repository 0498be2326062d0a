// The facts of an exercise for someone who chooses one: its level, about how long it takes, its
// points, and whether it is an example of the text that the pack is made from.

import type { Offer } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";

export function ExerciseFacts({ c, offer }: { c: AppContext; offer: Offer }) {
  const t = c.get("t");
  const { level, minutes, fromText } = offer.exercise.manifest;
  return (
    <>
      <span>{t("site.list.level", { count: level })}</span>
      {minutes !== undefined && <span>{t("site.list.minutes", { count: minutes })}</span>}
      <span>{t("site.list.points", { count: offer.maxScore })}</span>
      {fromText && <span class="from-text">{t("site.list.fromText")}</span>}
    </>
  );
}
