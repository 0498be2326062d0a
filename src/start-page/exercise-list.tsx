// All exercises by pack, in order, with level, points, recommendations and the reader's state. Those
// that do not match the filter are on the page too, hidden, so that the island can show them.

import { ExerciseFacts } from "../exercises/exercise-facts.tsx";
import { StateBadge } from "../exercises/state-badge.tsx";
import { type ExerciseState, readExerciseState } from "../grading/exercise-state.ts";
import type { ExerciseProgress } from "../grading/select-progress.ts";
import type { AppContext } from "../http/environment.ts";
import type { Offer, OfferedPack } from "../catalogue/catalogue.ts";
import { PackHead } from "../exercises/pack-head.tsx";
import { listTitles } from "../exercises/list-titles.ts";
import { collectSearchText, type Filter, matches } from "./filter.ts";

export interface Entry {
  offer: Offer;
  /** From 1, in its pack. */
  number: number;
  progress: ExerciseProgress | undefined;
  state: ExerciseState;
  text: string;
  isShown: boolean;
}

export function findEntries(
  packs: readonly OfferedPack[],
  progress: Map<string, ExerciseProgress>,
  filter: Filter,
): Entry[] {
  return packs.flatMap(({ offers }) =>
    offers.map((offer, i) => {
      const { title, level, exports, fromText } = offer.exercise.manifest;
      const mine = progress.get(`${offer.pack}/${offer.id}`);
      const state = readExerciseState(mine);
      const text = collectSearchText([
        ...Object.values(title),
        offer.id,
        ...exports.map(({ name }) => name),
      ]);
      const isShown = matches(filter, { text, level, state, fromText });
      return { offer, number: i + 1, progress: mine, state, text, isShown };
    }),
  );
}

interface ExerciseListProps {
  c: AppContext;
  packs: readonly OfferedPack[];
  entries: readonly Entry[];
}

export function ExerciseList({ c, packs, entries }: ExerciseListProps) {
  return (
    <>
      {packs.map((pack) => {
        const own = entries.filter(({ offer }) => offer.pack === pack.id);
        const solved = own.filter(({ state }) => state === "solved").length;
        return (
          <section
            class="pack"
            aria-labelledby={`pack-${pack.id}`}
            hidden={!own.some(({ isShown }) => isShown)}
          >
            <PackHead c={c} pack={pack} solved={solved} />
            <ol class="exercises">
              {own.map((entry) => (
                <EntryRow c={c} entry={entry} pack={pack} />
              ))}
            </ol>
          </section>
        );
      })}
    </>
  );
}

function EntryRow({ c, entry, pack }: { c: AppContext; entry: Entry; pack: OfferedPack }) {
  const t = c.get("t");
  const { offer, number, progress, state, text, isShown } = entry;
  const { level, title, fromText } = offer.exercise.manifest;
  const recommended = listTitles(c, pack, offer.exercise.manifest.recommended);
  return (
    <li
      data-text={text}
      data-level={level}
      data-state={state}
      data-from-text={fromText}
      hidden={!isShown}
    >
      <a class="entry" href={`/exercises/${offer.pack}/${offer.id}`} data-number={number}>
        <span class="entry-title">{title[c.get("language")]}</span>
        <span class="entry-facts">
          <ExerciseFacts c={c} offer={offer} />
          {recommended !== "" && (
            <span>{t("site.list.recommended", { exercises: recommended })}</span>
          )}
        </span>
      </a>
      <span class="entry-state">
        <StateBadge c={c} progress={progress} />
      </span>
    </li>
  );
}
