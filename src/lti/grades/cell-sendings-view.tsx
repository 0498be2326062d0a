// On the page of one score: whether learning platforms have it, or why not.

import type { AppContext } from "../../http/environment.ts";
import { formatDate, formatNumber } from "../../ui/format.ts";
import { describeFailure } from "./describe-failure.ts";
import type { CellSending, selectCellSendings } from "./select-sending.ts";

interface CellSendingsProps {
  c: AppContext;
  sendings: ReturnType<typeof selectCellSendings>;
  timeZone: string;
}

export function CellSendings({ c, sendings, timeZone }: CellSendingsProps) {
  const t = c.get("t");
  return (
    <>
      {sendings.map(({ platform, sending }) => (
        <p class="muted">
          {t("ltiGrades.cell.title", { platform })}
          {c.get("language") === "zh-CN" ? "：" : ": "}
          {describe(c, sending, timeZone)}
        </p>
      ))}
    </>
  );
}

function describe(c: AppContext, sending: CellSending, timeZone: string): string {
  const t = c.get("t");
  const language = c.get("language");
  const date = (at: Date) => formatDate(at, language, timeZone);
  switch (sending.kind) {
    case "sent": {
      const { at, score } = sending;
      if (score.points === null)
        return t(score.isPending ? "ltiGrades.cell.pending" : "ltiGrades.cell.withdrawn", {
          date: date(at),
        });
      return t("ltiGrades.cell.sent", {
        points: formatNumber(score.points, language),
        max: formatNumber(score.maxPoints, language),
        date: date(at),
      });
    }
    case "held":
      return Number.isFinite(sending.untilMs)
        ? t("ltiGrades.cell.held", { date: date(new Date(sending.untilMs)) })
        : t("ltiGrades.cell.heldForever");
    case "retry":
      return t("ltiGrades.cell.retry", {
        date: date(sending.at),
        why: describeFailure(t, sending.code),
      });
    case "failed":
      return t("ltiGrades.cell.failed", { why: describeFailure(t, sending.code) });
    default:
      return t(`ltiGrades.cell.${sending.kind}`);
  }
}
