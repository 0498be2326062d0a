// A report's figure on a page: drawing, table or text, with a caption.

import { raw } from "hono/html";
import { readFigureText, type Figure, type TableFigure } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { CodeWords } from "../ui/code-words.tsx";
import { describeFigure, describeTest } from "./describe-figure.ts";
import { drawFigure } from "./draw-figure.ts";
import { showCell } from "./show-cell.ts";

export function FigureView({ c, figure }: { c: AppContext; figure: Figure }) {
  const t = c.get("t");
  const language = c.get("language");
  const test = describeTest(t, language, figure);
  return (
    <section class="report-figure">
      <h3>{figure.title[language]}</h3>
      <Drawing c={c} figure={figure} />
      <p class="muted">
        <CodeWords
          text={[test, ...describeFigure(t, figure)]
            .filter((words) => words !== undefined)
            .join(language === "en" ? " " : "")}
        />
      </p>
    </section>
  );
}

function Drawing({ c, figure }: { c: AppContext; figure: Figure }) {
  if (figure.kind === "text")
    return <pre>{escapeControls(readFigureText(figure, c.get("language")))}</pre>;
  if (figure.kind === "table") return <Table c={c} figure={figure} />;
  return <>{raw(drawFigure(c.get("t"), c.get("language"), figure))}</>;
}

function Table({ c, figure: { columns, rows, title } }: { c: AppContext; figure: TableFigure }) {
  const language = c.get("language");
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-label={title[language]}>
      <table class="fig-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column[language]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td class={cell.isRight ? "" : "wrong"}>{showCell(c.get("t"), cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
