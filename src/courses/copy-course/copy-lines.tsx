// The table of a copy's preview: one row for each assignment.

import type { AppContext } from "../../http/environment.ts";
import type { CourseView } from "../../membership/course-view.ts";
import type { Rules } from "../../rules/assignment-rules.ts";
import { formatDate } from "../../ui/format.ts";
import { type CopyLine, type CopyPlan, nameTake, type Take } from "./plan-copy.ts";
import { nameTakeField } from "./read-form.ts";

const DATES = ["opensAtMs", "dueAtMs", "lateUntilMs"] as const satisfies (keyof Rules)[];

interface LinesProps {
  c: AppContext;
  course: CourseView;
  plan: CopyPlan;
  isReady: boolean;
}

export function CopyLines({ c, course, plan, isReady }: LinesProps) {
  const t = c.get("t");
  if (plan.lines.length === 0) return <p class="muted">{t("copyCourse.none")}</p>;
  return (
    <>
      <h2 id="copied">{t("copyCourse.assignments")}</h2>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby="copied">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("copyCourse.assignment")}</th>
              <th scope="col">{t("copyCourse.take.title")}</th>
              <th scope="col">{t("copyCourse.before")}</th>
              {isReady && <th scope="col">{t("copyCourse.after")}</th>}
            </tr>
          </thead>
          <tbody>
            {plan.lines.map((line) => (
              <Line c={c} course={course} line={line} isReady={isReady} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Line({
  c,
  course: { timeZone },
  line,
  isReady,
}: Omit<LinesProps, "plan"> & { line: CopyLine }) {
  const t = c.get("t");
  const title = line.titles[c.get("language")];
  const { assignment, rules, problem, take, takes } = line;
  const isGone = takes[0]!.kind === "leave";
  const isPast = rules.dueAtMs !== null && rules.dueAtMs < Date.now();
  const name = nameTakeField(assignment.id);
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        <select
          name={name}
          aria-label={t("copyCourse.take.of", { title })}
          aria-invalid={problem === undefined ? undefined : "true"}
          aria-describedby={problem === undefined ? undefined : `${name}-error`}
        >
          {takes.map((one) => (
            <option value={nameTake(one)} selected={one === take}>
              {describeTake(c, one)}
            </option>
          ))}
        </select>
        {isGone && (
          <p class="hint">{t(takes.length > 1 ? "copyCourse.replaced" : "copyCourse.gone")}</p>
        )}
        {problem !== undefined && (
          <p class="error" id={`${name}-error`}>
            {t(problem.key, problem.params)}
          </p>
        )}
      </td>
      <td>
        <Dates c={c} timeZone={timeZone} rules={assignment.rules} />
      </td>
      {isReady && (
        <td>
          {take.kind === "leave" ? (
            t("copyCourse.left")
          ) : (
            <>
              <Dates c={c} timeZone={timeZone} rules={rules} />
              {isPast && <p class="hint">{t("copyCourse.past")}</p>}
            </>
          )}
        </td>
      )}
    </tr>
  );
}

function describeTake(c: AppContext, take: Take): string {
  const t = c.get("t");
  return take.kind === "replacement"
    ? t("copyCourse.take.replacement", { title: take.title[c.get("language")] })
    : t(`copyCourse.take.${take.kind}`);
}

function Dates({ c, timeZone, rules }: { c: AppContext; timeZone: string; rules: Rules }) {
  const t = c.get("t");
  const language = c.get("language");
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone });
  const set = DATES.filter((name) => rules[name] !== null);
  if (set.length === 0) return <>{t("copyCourse.noDates")}</>;
  return (
    <>
      {set.map((name, i) => {
        const date = new Date(rules[name]!);
        return (
          <>
            {i > 0 && <br />}
            {t(`copyCourse.date.${name}`, {
              date: `${weekday.format(date)} ${formatDate(date, language, timeZone)}`,
            })}
          </>
        );
      })}
    </>
  );
}
