// One chart with its numbers below it.

import { raw } from "hono/html";
import type { Translate } from "../i18n/index.ts";
import { CodeWords } from "../ui/code-words.tsx";

export interface FigureView {
  /** The id of its heading, and the prefix of the ids inside. */
  id: string;
  title: string;
  note: string;
  /** SVG; null: there is nothing to draw, and the note explains that. */
  svg: string | null;
  /** The first one names the rows. */
  columns: string[];
  /** In names, text in backticks is code. */
  rows: string[][];
}

export function Figure({
  t,
  figure: { id, title, note, svg, columns, rows },
}: {
  t: Translate;
  figure: FigureView;
}) {
  return (
    <section class="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="muted">{note}</p>
      {svg !== null && (
        <>
          {raw(svg)}
          <details>
            <summary>
              {t("statistics.numbers")}
              <span class="visually-hidden">: {title}</span>
            </summary>
            <div class="table-scroll" tabindex={0} role="group" aria-labelledby={id}>
              <table>
                <thead>
                  <tr>
                    {columns.map((column, i) => (
                      <th scope="col" class={i === 0 ? "" : "number"}>
                        {column}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map(([name, ...values]) => (
                    <tr>
                      <th scope="row">
                        <CodeWords text={name!} />
                      </th>
                      {values.map((value) => (
                        <td class="number">{value}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
    </section>
  );
}
