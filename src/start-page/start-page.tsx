// The first page. For visitors: what this is, and where to begin. For everyone else: what they were
// working on, and their courses. Then all exercises, with a search.

import type { Child } from "hono/jsx";
import { StateBadge } from "../exercises/state-badge.tsx";
import type { ExerciseProgress } from "../grading/select-progress.ts";
import type { AppContext } from "../http/environment.ts";
import { Layout } from "../ui/layout.tsx";
import type { Offer, OfferedPack } from "../catalogue/catalogue.ts";
import { ExerciseList, findEntries } from "./exercise-list.tsx";
import type { Filter } from "./filter.ts";
import { FilterForm } from "./filter-form.tsx";
import { Introduction } from "./introduction.tsx";
import { LevelLegend } from "./level-legend.tsx";

interface StartPageProps {
  c: AppContext;
  packs: readonly OfferedPack[];
  progress: Map<string, ExerciseProgress>;
  /** Shown at the top for participants of a course. */
  courses: Child;
  /** What the reader worked on last and has not solved. */
  last: Offer | undefined;
  filter: Filter;
}

export function StartPage({ c, packs, progress, courses, last, filter }: StartPageProps) {
  const t = c.get("t");
  const entries = findEntries(packs, progress, filter);
  const shown = entries.filter(({ isShown }) => isShown).length;
  return (
    <Layout c={c} title={t("site.list.title")} islands={["exercise-filter"]}>
      <h1>{t("site.tagline")}</h1>
      {last !== undefined && (
        <LastWork c={c} offer={last} progress={progress.get(`${last.pack}/${last.id}`)} />
      )}
      {c.get("viewer").kind === "member" ? (
        (courses ?? <p class="lead">{t("site.list.intro")}</p>)
      ) : (
        <Introduction c={c} first={entries[0]?.offer} isReturning={last !== undefined} />
      )}
      {entries.length === 0 ? (
        <p class="notice">{t("site.list.none")}</p>
      ) : (
        <>
          <div class="list-head">
            <h2 id="exercises">{t("site.list.title")}</h2>
            <a href="/map">{t("startPage.map")}</a>
          </div>
          <FilterForm
            c={c}
            filter={filter}
            shown={shown}
            total={entries.length}
            hasText={entries.some(({ offer }) => offer.exercise.manifest.fromText)}
          />
          <LevelLegend c={c} />
          <ExerciseList c={c} packs={packs} entries={entries} />
        </>
      )}
    </Layout>
  );
}

function LastWork({
  c,
  offer,
  progress,
}: {
  c: AppContext;
  offer: Offer;
  progress: ExerciseProgress | undefined;
}) {
  return (
    <section class="last-work" aria-labelledby="last-work">
      <h2 id="last-work">{c.get("t")("startPage.continue")}</h2>
      <p>
        <a href={`/exercises/${offer.pack}/${offer.id}`}>
          {offer.exercise.manifest.title[c.get("language")]}
        </a>{" "}
        <StateBadge c={c} progress={progress} />
      </p>
    </section>
  );
}
