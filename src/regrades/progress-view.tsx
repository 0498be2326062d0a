// The progress of a regrade: part of its page, and refreshed while someone watches.

import type { AppContext } from "../http/environment.ts";
import { formatNumber } from "../ui/format.ts";
import type { Regrade } from "./queries.ts";

export function ProgressView({
  c,
  regrade: { done, total },
}: {
  c: AppContext;
  regrade: Pick<Regrade, "done" | "total">;
}) {
  const t = c.get("t");
  const number = (value: number) => formatNumber(value, c.get("language"));
  return (
    <>
      <progress max={Math.max(1, total)} value={done} aria-labelledby="progress-text"></progress>
      <p id="progress-text">
        {t("regrade.progress.of", { done: number(done), total: number(total) })}
      </p>
    </>
  );
}
