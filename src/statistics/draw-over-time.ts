// The figure of submissions over time, in the course's time zone, with the due time marked.

import { LRUCache } from "lru-cache";
import type { Language } from "../../grader/doors/packs.ts";
import { formatDate, formatNumber } from "../ui/format.ts";
import { drawTime, type Span } from "./charts.ts";
import type { FigureContext } from "./figure-context.ts";
import type { FigureView } from "./figure-view.tsx";
import type { Figures } from "./figures.ts";
import type { TimeUnit } from "./over-time.ts";

const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 1000 });

/** "28 Nov", for hours "28 Nov, 14:00". */
function formatStart(ms: number, unit: TimeUnit, language: Language, timeZone: string): string {
  const key = `${language} ${unit === "hour"} ${timeZone}`;
  let format = formats.get(key);
  if (format === undefined) {
    const time =
      unit === "hour" ? ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const) : {};
    formats.set(
      key,
      (format = new Intl.DateTimeFormat(language, {
        month: "short",
        day: "numeric",
        ...time,
        timeZone,
      })),
    );
  }
  return format.format(ms);
}

export async function drawOverTime(
  { t, language, assignment: { rules, course } }: FigureContext,
  { overTime: { unit, bins } }: Figures,
): Promise<FigureView> {
  const id = "over-time";
  const title = t("statistics.overTime.title");
  const number = (value: number) => formatNumber(value, language);
  const start = (ms: number) => formatStart(ms, unit, language, course.timeZone);
  const { dueAtMs } = rules;
  const facts = [t(`statistics.overTime.${unit}`, { zone: course.timeZone })];
  if (dueAtMs !== null)
    facts.push(
      t("statistics.overTime.dueAt", {
        date: formatDate(new Date(dueAtMs), language, course.timeZone),
      }),
    );
  const note = facts.join(language === "en" ? " " : "");
  const spans = bins.map((bin): Span => ({
    ...bin,
    hint: `${start(bin.startMs)}: ${number(bin.count)}`,
  }));
  const isShown =
    dueAtMs !== null &&
    bins.length > 0 &&
    dueAtMs >= bins[0]!.startMs &&
    dueAtMs <= bins.at(-1)!.endMs;
  const marked = isShown ? { atMs: dueAtMs, word: t("statistics.overTime.due") } : null;
  return {
    id,
    title,
    note,
    svg:
      spans.length === 0
        ? null
        : await drawTime({ id, title, description: note }, spans, marked, {
            y: t("statistics.overTime.submissions"),
            number,
            label: start,
          }),
    columns: [t("statistics.overTime.from"), t("statistics.overTime.submissions")],
    rows: bins
      .filter(({ count }) => count > 0)
      .map(({ startMs, count }) => [start(startMs), number(count)]),
  };
}
