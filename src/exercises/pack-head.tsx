// The heading of a pack in the list and on the map: its title, how much of it is done, and
// the way to its summary.

import type { OfferedPack } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";

export function PackHead({
  c,
  pack,
  solved,
}: {
  c: AppContext;
  pack: OfferedPack;
  solved: number;
}) {
  const total = pack.offers.length;
  const progress = c.get("t")("site.list.progress", { done: solved, total });
  return (
    <div class="pack-head">
      <h2 id={`pack-${pack.id}`}>{pack.title[c.get("language")]}</h2>
      {c.get("viewer").kind !== "nobody" && (
        <span class="pack-progress">
          <meter min={0} max={total} value={solved} aria-label={progress}></meter>
          {progress}
          <a href={`/packs/${pack.id}/end`} aria-describedby={`pack-${pack.id}`}>
            {c.get("t")("packEnd.link")}
          </a>
        </span>
      )}
    </div>
  );
}
