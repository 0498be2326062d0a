// The links below the verdict of a graded submission.

import type { AppContext } from "../http/environment.ts";
import type { NextStep } from "./next-step.ts";
import type { WaysOn } from "./ways-on.ts";

export function WaysOnView({ c, waysOn }: { c: AppContext; waysOn: WaysOn }) {
  const t = c.get("t");
  const { next, solutions, summary } = waysOn;
  return (
    <>
      {summary !== undefined && (
        <p class="notice good">
          {t("packEnd.submitted")} <a href={summary}>{t("packEnd.link")}</a>
        </p>
      )}
      {(next !== undefined || solutions !== undefined) && (
        <nav class="actions" aria-label={t("solutions.whatNext")}>
          {next !== undefined && (
            <a class="button primary" href={next.address}>
              {describe(c, next)}
            </a>
          )}
          {solutions !== undefined && (
            <a class="button" href={solutions}>
              {t("solutions.title")}
            </a>
          )}
        </nav>
      )}
    </>
  );
}

function describe(c: AppContext, next: NextStep): string {
  const t = c.get("t");
  if (next.kind === "course") return t("solutions.course");
  const title = next.title[c.get("language")];
  return t(next.kind === "exercise" ? "solutions.next" : "solutions.nextAssignment", { title });
}
