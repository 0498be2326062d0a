// The choice of columns in a roster's preview: which column of the file is which.

import { nameColumn } from "../../tables/source-view.tsx";
import { COLUMNS } from "./columns.ts";
import type { PreviewProps } from "./preview-props.ts";

export function ColumnPicker({
  c,
  preview: {
    roster: { table, columns },
  },
  choice,
}: PreviewProps) {
  const t = c.get("t");
  if (table === undefined) return null;
  const names = table.header.titles.map((_, place) => nameColumn(table, place, t));
  const chosen = choice.columns ?? {};
  return (
    <fieldset>
      <legend>{t("roster.columnsTitle")}</legend>
      {COLUMNS.map((column) => {
        const place = columns.at[column];
        const automatic =
          chosen[column] === undefined && place !== undefined
            ? names[place]!
            : t("table.source.none");
        return (
          <div class="field">
            <label for={`field-column-${column}`}>{t(`roster.column.${column}`)}</label>
            <select id={`field-column-${column}`} name={`column.${column}`}>
              <option value="" selected={chosen[column] === undefined}>
                {t("table.source.automatic", { title: automatic })}
              </option>
              <option value="0" selected={chosen[column] === null}>
                {t("table.source.none")}
              </option>
              {names.map((name, i) => (
                <option value={i + 1} selected={chosen[column] === i}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        );
      })}
    </fieldset>
  );
}
