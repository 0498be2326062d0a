// Which hints of the exercise were opened, and by whom.

import { HINT_STEPS } from "../../grader/doors/packs.ts";
import { formatNumber } from "../ui/format.ts";
import { formatWhen } from "./draw-figures.ts";
import type { FigureContext } from "./figure-context.ts";
import type { Figures } from "./figures.ts";

export function OpenedHintsView({
  telling,
  figures: { hints, students },
}: {
  telling: FigureContext;
  figures: Figures;
}) {
  const { t, language, assignment } = telling;
  if (hints.functions.length === 0) return <></>;
  const number = (value: number) => formatNumber(value, language);
  return (
    <section aria-labelledby="opened-hints">
      <h2 id="opened-hints">{t("statistics.hints.title")}</h2>
      <p class="muted">{t("statistics.hints.note")}</p>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby="opened-hints">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("statistics.hints.function")}</th>
              {HINT_STEPS.map((step) => (
                <th scope="col" class="number">
                  {t(`hint.step.${step}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hints.functions.map(({ name, students: opened }) => (
              <tr>
                <th scope="row">
                  <code>{name}</code>
                </th>
                {HINT_STEPS.map((step) => (
                  <td class="number">{number(opened[step])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details class="more">
        <summary>{t("statistics.hints.readers", { count: hints.readers.length })}</summary>
        <ul class="names">
          {hints.readers.map(({ userId, opened, lastAt }) => (
            <li>
              <a href={`/courses/${assignment.courseId}/gradebook/${assignment.id}/${userId}`}>
                {students.get(userId)!.name}
              </a>{" "}
              <span class="muted">
                {t("statistics.hints.opened", {
                  count: opened,
                  date: formatWhen(telling, lastAt.getTime()),
                })}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
