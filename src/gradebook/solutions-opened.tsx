// Whether and when a student opened an assignment's solutions. Staff see it before they let an
// attempt count or give more time.

import type { SolutionView } from "../assignments/solution-views.ts";
import type { AppContext } from "../http/environment.ts";
import { formatDate } from "../ui/format.ts";

/** `sentAt`: when the attempt in question was sent, if there is one. */
export function SolutionsOpened({
  c,
  view,
  timeZone,
  sentAt,
}: {
  c: AppContext;
  view: SolutionView | undefined;
  timeZone: string;
  sentAt?: Date;
}) {
  const t = c.get("t");
  if (view === undefined) return <p class="hint">{t("gradebook.cell.solutionsNotOpened")}</p>;
  const date = (value: Date) => formatDate(value, c.get("language"), timeZone);
  const isBefore = sentAt !== undefined && view.firstAt < sentAt;
  return (
    <p class={isBefore ? "notice warn" : "notice"}>
      {view.firstAt.getTime() === view.lastAt.getTime()
        ? t("gradebook.cell.solutionsOpened", { first: date(view.firstAt) })
        : t("gradebook.cell.solutionsOpenedAgain", {
            first: date(view.firstAt),
            last: date(view.lastAt),
          })}
      {isBefore && `${c.get("language") === "en" ? " " : ""}${t("gradebook.cell.solutionsBefore")}`}
    </p>
  );
}
