// The map: the exercises of each pack in stages. It is a list in a list, in an order in which each
// exercise comes after those it recommends. On a wide window the stages are rows, joined by lines,
// which only repeat what the list says. On a phone and on paper it is the list alone. The role says
// "list" because VoiceOver does not announce a list without markers as one.

import type { Offer, OfferedPack } from "../catalogue/catalogue.ts";
import { ExerciseFacts } from "../exercises/exercise-facts.tsx";
import { listTitles } from "../exercises/list-titles.ts";
import { PackHead } from "../exercises/pack-head.tsx";
import { StateBadge } from "../exercises/state-badge.tsx";
import { readExerciseState } from "../grading/exercise-state.ts";
import type { ExerciseProgress } from "../grading/select-progress.ts";
import type { AppContext } from "../http/environment.ts";
import { formatNumber } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { arrangeRows, type MapRow } from "./arrange-rows.ts";
import { LinesBetween, LinesPast } from "./lines.tsx";

interface MapPageProps {
  c: AppContext;
  packs: readonly OfferedPack[];
  progress: Map<string, ExerciseProgress>;
}

/** The same for every reader. A pack that is published again is another object. */
const arranged = new WeakMap<OfferedPack, MapRow[]>();

function findRows(pack: OfferedPack): MapRow[] {
  let rows = arranged.get(pack);
  if (rows === undefined) {
    rows = arrangeRows(
      pack.offers.map(({ id, exercise }) => ({ id, recommended: exercise.manifest.recommended })),
    );
    arranged.set(pack, rows);
  }
  return rows;
}

export function MapPage({ c, packs, progress }: MapPageProps) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("map.title")} wide>
      <div class="map-page">
        <h1>{t("map.title")}</h1>
        {packs.length === 0 ? (
          <p class="notice">{t("site.list.none")}</p>
        ) : (
          <p class="lead">{t("map.intro")}</p>
        )}
        {packs.map((pack) => (
          <PackMap c={c} pack={pack} progress={progress} />
        ))}
      </div>
    </Layout>
  );
}

interface PackMapProps {
  c: AppContext;
  pack: OfferedPack;
  progress: MapPageProps["progress"];
}

function PackMap({ c, pack, progress }: PackMapProps) {
  const t = c.get("t");
  const stages = Map.groupBy(findRows(pack), ({ stage }) => stage);
  const solved = pack.offers.filter(
    ({ id }) => progress.get(`${pack.id}/${id}`)?.isSolved === true,
  );
  return (
    <section aria-labelledby={`pack-${pack.id}`}>
      <PackHead c={c} pack={pack} solved={solved.length} />
      <ol class="map" role="list">
        {[...stages].map(([stage, rows]) => (
          <li>
            <h3>{t("map.stage", { number: stage })}</h3>
            {rows.map((row) => (
              <>
                {row.lines.length > 0 && <LinesBetween lines={row.lines} />}
                <div class="map-row">
                  <LinesPast places={row.passes} />
                  <ol role="list">
                    {row.exercises.map(({ id, column }) => (
                      <li class={`map-column-${column}`}>
                        <MapEntry
                          c={c}
                          pack={pack}
                          offer={pack.offers.find((offer) => offer.id === id)!}
                          progress={progress.get(`${pack.id}/${id}`)}
                        />
                      </li>
                    ))}
                  </ol>
                </div>
              </>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface MapEntryProps {
  c: AppContext;
  pack: OfferedPack;
  offer: Offer;
  progress: ExerciseProgress | undefined;
}

function MapEntry({ c, pack, offer, progress }: MapEntryProps) {
  const t = c.get("t");
  const { title, recommended } = offer.exercise.manifest;
  const first = listTitles(c, pack, recommended);
  const state = readExerciseState(progress);
  return (
    <>
      <a class={`map-entry ${state}`} href={`/exercises/${offer.pack}/${offer.id}`}>
        <span class="entry-title">{title[c.get("language")]}</span>{" "}
        <span class="entry-facts">
          <ExerciseFacts c={c} offer={offer} />
        </span>{" "}
        <MapState c={c} progress={progress} />
      </a>
      {first !== "" && <p class="map-first">{t("site.list.recommended", { exercises: first })}</p>}
    </>
  );
}

/** The badge, for a solved exercise its score too; "not started" in words. */
function MapState({ c, progress }: Pick<MapEntryProps, "c" | "progress">) {
  const t = c.get("t");
  if (c.get("viewer").kind === "nobody") return <></>;
  const state = readExerciseState(progress);
  if (state === "new") return <span class="map-new">○ {t("map.new")}</span>;
  const { score, maxScore } = progress!;
  const format = (number: number) => formatNumber(number, c.get("language"));
  return (
    <span>
      <StateBadge c={c} progress={progress} />
      {state === "solved" && score !== null && maxScore !== null && (
        <span class="map-score">
          {" "}
          {t("map.score", { score: format(score), maxScore: format(maxScore) })}
        </span>
      )}
    </span>
  );
}
