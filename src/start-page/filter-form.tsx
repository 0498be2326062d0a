// The search of the start page: a GET form, which src/islands/exercise-filter.ts applies at once if
// scripts run. Below it, the number of results, and a link that clears the filter.

import { EXERCISE_STATES, type ExerciseState } from "../grading/exercise-state.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import { formatNumber } from "../ui/format.ts";
import { type Filter, isActive, LEVELS, MAX_QUERY_CHARACTERS } from "./filter.ts";

const STATE_NAMES: Record<ExerciseState, WordKey> = {
  new: "startPage.filter.new",
  begun: "startPage.filter.begun",
  solved: "startPage.filter.solved",
};

interface FilterFormProps {
  c: AppContext;
  filter: Filter;
  shown: number;
  total: number;
  /** Whether any exercise is an example of its pack's text. */
  hasText: boolean;
}

export function FilterForm({ c, filter, shown, total, hasText }: FilterFormProps) {
  const t = c.get("t");
  const format = (number: number) => formatNumber(number, c.get("language"));
  // The island puts the number of results at "{shown}".
  const count = t("startPage.filter.count", { count: total, shown: "{shown}" });
  return (
    <>
      <form
        id="exercise-filter"
        class="filter exercise-filter"
        method="get"
        action="/"
        role="search"
        aria-labelledby="exercises"
      >
        <div class="field find">
          <label for="filter-q">{t("startPage.filter.search")}</label>
          <div>
            <input
              id="filter-q"
              name="q"
              type="search"
              value={filter.query}
              maxlength={MAX_QUERY_CHARACTERS}
              autocomplete="off"
              placeholder={t("startPage.filter.searched")}
            />
            <button type="submit">{t("startPage.filter.submit")}</button>
          </div>
        </div>
        <div class="field">
          <label for="filter-level">{t("startPage.filter.level")}</label>
          <select id="filter-level" name="level">
            <option value="">{t("startPage.filter.anyLevel")}</option>
            {LEVELS.map((level) => (
              <option value={String(level)} selected={level === filter.level}>
                {t("startPage.filter.levelNumber", { level })}
              </option>
            ))}
          </select>
        </div>
        {c.get("viewer").kind !== "nobody" && (
          <div class="field">
            <label for="filter-state">{t("startPage.filter.state")}</label>
            <select id="filter-state" name="state">
              <option value="">{t("startPage.filter.anyState")}</option>
              {EXERCISE_STATES.map((state) => (
                <option value={state} selected={state === filter.state}>
                  {t(STATE_NAMES[state])}
                </option>
              ))}
            </select>
          </div>
        )}
        {hasText && (
          <label class="check">
            <input type="checkbox" name="from-text" value="1" checked={filter.fromText} />{" "}
            {t("startPage.filter.fromText")}
          </label>
        )}
      </form>
      <p class="filter-result">
        <span
          id="filter-count"
          role="status"
          data-count={count}
          data-none={t("startPage.filter.none")}
        >
          {shown === 0 ? t("startPage.filter.none") : count.replace("{shown}", () => format(shown))}
        </span>{" "}
        <a id="filter-clear" href="/" hidden={!isActive(filter)}>
          {t("startPage.filter.clear")}
        </a>
      </p>
    </>
  );
}
