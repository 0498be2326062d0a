// The problems that publishing found: the file, the place and the message.

import type { CheckProblem } from "../../grader/doors/checks.ts";
import type { AppContext } from "../http/environment.ts";
import { describe, describePlace } from "../reports/describe-check.ts";

/** More are usually the same mistake repeated; `gradus check` prints them all. */
const SHOWN = 100;
const ORDER = ["error", "warning", "notice"];
const BADGES = { error: "bad", warning: "warn", notice: "" };

export function PublishProblems({ c, problems }: { c: AppContext; problems: CheckProblem[] }) {
  const t = c.get("t");
  if (problems.length === 0) return null;
  // Problems that block an exercise come first.
  const sorted = problems.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <>
      <h3 id="pack-problems">{t("manage.packs.problemsTitle")}</h3>
      <ul class="rows" aria-labelledby="pack-problems">
        {sorted.slice(0, SHOWN).map((problem) => (
          <li>
            <div>
              <span class={`badge ${BADGES[problem.severity]}`}>
                {t(`manage.packs.${problem.severity}`)}
              </span>{" "}
              <code class="place">{describePlace(problem)}</code>
              <div>{describe(t, problem)}</div>
            </div>
          </li>
        ))}
      </ul>
      {problems.length > SHOWN && (
        <p class="muted">{t("manage.packs.moreProblems", { count: problems.length - SHOWN })}</p>
      )}
    </>
  );
}
