// The links above the report of a submission that passed.

import type { AppContext } from "../http/environment.ts";
import type { NextStep } from "./next-step.ts";

export interface NextStepProps {
  c: AppContext;
  next: NextStep | undefined;
  /** The address of the page that compares the code with solutions, if the reader may see it. */
  solutions: string | undefined;
}

export function NextStepView({ c, next, solutions }: NextStepProps) {
  const t = c.get("t");
  if (next === undefined && solutions === undefined) return <></>;
  return (
    <nav class="actions" aria-label={t("solutions.whatNext")}>
      {next?.kind === "finished" && <span>{t("solutions.allSolved")}</span>}
      {next !== undefined && next.kind !== "finished" && (
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
  );
}

function describe(c: AppContext, next: Exclude<NextStep, { kind: "finished" }>): string {
  const t = c.get("t");
  if (next.kind === "course") return t("solutions.course");
  const title = next.title[c.get("language")];
  return t(next.kind === "exercise" ? "solutions.next" : "solutions.nextAssignment", { title });
}
