// What the levels 1 to 5 mean, and what "from the text" means, in words.

import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import { type Level, LEVELS } from "./filter.ts";

const MEANINGS: Record<Level, WordKey> = {
  1: "startPage.levels.one",
  2: "startPage.levels.two",
  3: "startPage.levels.three",
  4: "startPage.levels.four",
  5: "startPage.levels.five",
};

export function LevelLegend({ c }: { c: AppContext }) {
  const t = c.get("t");
  return (
    <details class="levels">
      <summary>{t("startPage.levels.title")}</summary>
      <dl>
        {LEVELS.map((level) => (
          <div>
            <dt>{t("startPage.filter.levelNumber", { level })}</dt>
            <dd>{t(MEANINGS[level])}</dd>
          </div>
        ))}
        <div>
          <dt>{t("site.list.fromText")}</dt>
          <dd>{t("startPage.levels.fromText")}</dd>
        </div>
      </dl>
    </details>
  );
}
