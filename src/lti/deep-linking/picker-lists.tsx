// What can be picked: checkboxes, or radio buttons if the platform takes one link.

import { type Assignment, chooseTitle } from "../../assignments/assignments.ts";
import type { OfferedPack } from "../../catalogue/catalogue.ts";
import type { AppContext } from "../../http/environment.ts";
import {
  collectSearchText,
  type Filter,
  LEVELS,
  matches,
  MAX_QUERY_CHARACTERS,
} from "../../start-page/filter.ts";
import { ASSIGNMENT, EXERCISE, ONE } from "./read-choice.ts";

export interface ChoiceProps {
  c: AppContext;
  acceptsSeveral: boolean;
  /** The names that are chosen. */
  chosen: ReadonlySet<string>;
}

export function AssignmentChoice({
  course,
  assignments,
  ...choice
}: ChoiceProps & { course: string; assignments: readonly Assignment[] }) {
  const { c } = choice;
  const t = c.get("t");
  const legend = t("ltiDeepLinking.picker.assignments", { title: course });
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="exercise-choice" tabindex={0} role="group" aria-label={legend}>
        {assignments.map((assignment) => (
          <label class="check">
            <Input {...choice} name={`${ASSIGNMENT}${assignment.id}`} />{" "}
            <span>{chooseTitle(assignment, c.get("language"))}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface ExerciseChoiceProps extends ChoiceProps {
  packs: readonly OfferedPack[];
  filter: Filter;
}

export function ExerciseChoice({ packs, filter, ...choice }: ExerciseChoiceProps) {
  const t = choice.c.get("t");
  const legend = t("ltiDeepLinking.picker.exercises");
  return (
    <fieldset>
      <legend>{legend}</legend>
      <Search c={choice.c} filter={filter} />
      <div class="exercise-choice" tabindex={0} role="group" aria-label={legend} id="picker-list">
        {packs.map((pack) => (
          <PackChoice {...choice} pack={pack} filter={filter} />
        ))}
        <p id="picker-none" hidden={packs.some((pack) => hasMatch(pack, filter))}>
          {t("startPage.filter.none")}
        </p>
      </div>
    </fieldset>
  );
}

function PackChoice({
  pack,
  filter,
  ...choice
}: ChoiceProps & { pack: OfferedPack; filter: Filter }) {
  const language = choice.c.get("language");
  const t = choice.c.get("t");
  const entries = pack.offers.map((offer) => {
    const name = `${EXERCISE}${offer.pack}/${offer.id}`;
    const searched = describeSearched(offer);
    // What is chosen stays in sight.
    return { offer, name, searched, isShown: choice.chosen.has(name) || matches(filter, searched) };
  });
  return (
    <div class="picker-pack" hidden={!entries.some(({ isShown }) => isShown)}>
      <p class="muted">{pack.title[language]}</p>
      {entries.map(({ offer, name, searched, isShown }) => (
        <label
          class="check"
          data-text={searched.text}
          data-level={searched.level}
          hidden={!isShown}
        >
          <Input {...choice} name={name} />{" "}
          <span>
            {offer.exercise.manifest.title[language]}{" "}
            <span class="badge">
              {t("startPage.filter.levelNumber", { level: searched.level })}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}

function hasMatch({ offers }: OfferedPack, filter: Filter): boolean {
  return offers.some((offer) => matches(filter, describeSearched(offer)));
}

function describeSearched({ id, exercise }: OfferedPack["offers"][number]) {
  const { title, level, exports } = exercise.manifest;
  const texts = [...Object.values(title), id, ...exports.map(({ name }) => name)];
  return { text: collectSearchText(texts), level, state: "new" as const, fromText: false };
}

function Search({ c, filter: { query, level } }: { c: AppContext; filter: Filter }) {
  const t = c.get("t");
  return (
    <div class="filter exercise-filter" id="picker-search" role="search">
      <div class="field find">
        <label for="picker-q">{t("startPage.filter.search")}</label>
        <div>
          <input
            id="picker-q"
            name="q"
            type="search"
            value={query}
            maxlength={MAX_QUERY_CHARACTERS}
            autocomplete="off"
            placeholder={t("startPage.filter.searched")}
          />
          <button type="submit" name="action" value="search">
            {t("startPage.filter.submit")}
          </button>
        </div>
      </div>
      <div class="field">
        <label for="picker-level">{t("startPage.filter.level")}</label>
        <select id="picker-level" name="level">
          <option value="">{t("startPage.filter.anyLevel")}</option>
          {LEVELS.map((one) => (
            <option value={String(one)} selected={one === level}>
              {t("startPage.filter.levelNumber", { level: one })}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function Input({ acceptsSeveral, chosen, name }: Omit<ChoiceProps, "c"> & { name: string }) {
  const checked = chosen.has(name);
  return acceptsSeveral ? (
    <input type="checkbox" name={name} value="yes" checked={checked} />
  ) : (
    <input type="radio" name={ONE} value={name} checked={checked} />
  );
}
