// Each figure as the page shows it: its chart, its text, and its numbers. One function for each, all
// of the same form, so they stay in one file.

import type { Language } from "../../grader/doors/packs.ts";
import { formatDate, formatNumber } from "../ui/format.ts";
import { type Bar, drawBars, drawDots, drawRows, type Row } from "./charts.ts";
import { drawOverTime } from "./draw-over-time.ts";
import type { FigureView } from "./figure-view.tsx";
import type { Figures } from "./figures.ts";
import { MOST_TOLD, TIME_STEPS_MS } from "./first-pass.ts";
import { formatDuration } from "./format-duration.ts";
import { FEWEST_STUDENTS, type GroupFigures, LOW_DISCRIMINATION } from "./group-figures.ts";
import { BANDS } from "./score-distribution.ts";
import type { FigureContext } from "./figure-context.ts";

const MOST_MISTAKES_DRAWN = 8;

export async function drawFigures(context: FigureContext, figures: Figures): Promise<FigureView[]> {
  const views: FigureView[] = [];
  // One after the other: waiting requests are served between two charts.
  for (const draw of [
    drawScores,
    drawGroups,
    drawDiscrimination,
    drawMistakes,
    drawAttempts,
    drawTimes,
    drawOverTime,
  ])
    views.push(await draw(context, figures));
  return views;
}

const formatPercent = (part: number, whole: number, language: Language) =>
  whole === 0 ? "–" : `${formatNumber((part / whole) * 100, language, 0)}%`;

/** The chart's text is the figure's title and note. */
async function barsFigure(
  { t, language }: FigureContext,
  {
    id,
    title,
    note,
    axis,
    column,
    bars,
  }: {
    id: string;
    title: string;
    note: string;
    axis: string;
    column: string;
    bars: (Bar & { words: string })[];
  },
): Promise<FigureView> {
  const number = (value: number) => formatNumber(value, language);
  const whole = bars.reduce((sum, { value }) => sum + value, 0);
  const svg =
    whole === 0
      ? null
      : await drawBars({ id, title, description: note }, bars, {
          x: axis,
          y: t("statistics.students"),
          number,
        });
  return {
    id,
    title,
    note,
    svg,
    columns: [column, t("statistics.students"), t("statistics.share")],
    rows: bars.map(({ words, value }) => [
      words,
      number(value),
      formatPercent(value, whole, language),
    ]),
  };
}

const makeBar = (
  language: Language,
  label: string,
  words: string,
  value: number,
  tone: Bar["tone"] = "usual",
) => ({ label, words, value, tone, hint: `${words}: ${formatNumber(value, language)}` });

function drawScores(context: FigureContext, { scores, students }: Figures): Promise<FigureView> {
  const { t, language, assignment } = context;
  const number = (value: number) => formatNumber(value, language);
  const bars = scores.counts.map((count, i) => {
    const isFull = i === BANDS;
    const from = (i * 100) / BANDS;
    return makeBar(
      language,
      number(from),
      isFull
        ? t("statistics.scores.full")
        : t("statistics.scores.range", { from: number(from), to: number(from + 100 / BANDS) }),
      count,
      isFull ? "good" : "usual",
    );
  });
  const without = students.size - scores.students;
  const note =
    scores.mean === null
      ? t("statistics.scores.none")
      : t("statistics.scores.note", {
          count: scores.students,
          mean: number(scores.mean),
          median: number(scores.median!),
          max: number(assignment.points),
        });
  return barsFigure(context, {
    id: "scores",
    title: t("statistics.scores.title"),
    note,
    axis: t("statistics.scores.axis"),
    column: t("statistics.scores.band"),
    bars,
  }).then((view) => ({
    ...view,
    rows:
      without === 0
        ? view.rows
        : [...view.rows, [t("statistics.scores.noScore"), number(without), "–"]],
  }));
}

function drawAttempts(
  context: FigureContext,
  { attempts: { counts, passed, never, median } }: Figures,
): Promise<FigureView> {
  const { t, language } = context;
  const number = (value: number) => formatNumber(value, language);
  const bars = counts.map((count, i) => {
    const isLast = i + 1 === MOST_TOLD;
    const label = isLast ? t("statistics.pass.orMore", { from: number(i + 1) }) : number(i + 1);
    return makeBar(
      language,
      label,
      isLast
        ? t("statistics.pass.orMoreWords", { from: number(i + 1) })
        : t("statistics.pass.nth", { number: number(i + 1) }),
      count,
    );
  });
  bars.push(
    makeBar(language, t("statistics.pass.never"), t("statistics.pass.never"), never, "bad"),
  );
  const note =
    median === null
      ? t("statistics.pass.noteNobody", { never: number(never) })
      : t("statistics.pass.note", {
          passed: number(passed),
          median: number(Math.ceil(median)),
          never: number(never),
        });
  return barsFigure(context, {
    id: "pass",
    title: t("statistics.pass.title"),
    note,
    axis: t("statistics.pass.axis"),
    column: t("statistics.pass.attempt"),
    bars,
  });
}

function drawTimes(
  context: FigureContext,
  { time: { counts, passed, medianMs } }: Figures,
): Promise<FigureView> {
  const { t, language } = context;
  const bars = TIME_STEPS_MS.map((upToMs, i) => {
    const key = upToMs === null ? "statistics.time.beyond" : "statistics.time.upTo";
    const words =
      i === 0
        ? t("statistics.time.firstWords")
        : t(key, { time: formatDuration(upToMs ?? TIME_STEPS_MS[i - 1]!, language) });
    return makeBar(
      language,
      i === 0 ? t("statistics.time.first") : words,
      words,
      counts[i]!,
      i === 0 ? "good" : "usual",
    );
  });
  const first = formatNumber(counts[0]!, language);
  const noteOfPassed =
    medianMs === null
      ? t("statistics.time.noteFirst", { first })
      : t("statistics.time.note", { first, median: formatDuration(medianMs, language) });
  return barsFigure(context, {
    id: "time",
    title: t("statistics.time.title"),
    note: passed === 0 ? t("statistics.time.none") : noteOfPassed,
    axis: t("statistics.time.axis"),
    column: t("statistics.time.axis"),
    bars,
  });
}

/** A group's title; its id if the exercise is not available. */
export function nameGroup(
  { t, language, exercise }: FigureContext,
  id: string,
  { withHidden = false } = {},
): string {
  const group = exercise?.groups.find(({ manifest }) => manifest.id === id);
  const title = group?.manifest.title[language] ?? id;
  return withHidden && group?.visible === false
    ? `${title} (${t("statistics.groups.hidden")})`
    : title;
}

export function findHint({ language, exercise }: FigureContext, id: string): string {
  return exercise?.misconceptions.find((one) => one.id === id)?.hint[language] ?? id;
}

async function drawGroups(context: FigureContext, { groups }: Figures): Promise<FigureView> {
  const { t, language } = context;
  const id = "groups";
  const title = t("statistics.groups.title");
  const hasAny = (groups[0]?.students ?? 0) > 0;
  const note = t(hasAny ? "statistics.groups.note" : "statistics.groups.none");
  const rate = ({ passed, students }: GroupFigures) => formatPercent(passed, students, language);
  const rows = groups.map((group): Row => ({
    id: group.id,
    name: nameGroup(context, group.id, { withHidden: true }),
    value: group.passed / group.students,
    shown: rate(group),
    tone: "usual",
  }));
  return {
    id,
    title,
    note,
    svg: hasAny
      ? await drawRows(
          { id, title, description: rows.map(({ name, shown }) => `${name}: ${shown}`).join("; ") },
          rows,
          1,
        )
      : null,
    columns: [
      t("statistics.groups.group"),
      t("statistics.groups.passed"),
      t("statistics.students"),
      t("statistics.groups.rate"),
    ],
    rows: groups.map((group, i) => [
      rows[i]!.name,
      formatNumber(group.passed, language),
      formatNumber(group.students, language),
      rate(group),
    ]),
  };
}

async function drawDiscrimination(
  context: FigureContext,
  { groups }: Figures,
): Promise<FigureView> {
  const { t, language } = context;
  const id = "discrimination";
  const title = t("statistics.discrimination.title");
  const number = (value: number) => formatNumber(value, language);
  const shown = ({ discrimination: value, without }: GroupFigures): string => {
    if (value === null)
      return t(`statistics.discrimination.${without!}`, { least: FEWEST_STUDENTS });
    if (value >= LOW_DISCRIMINATION) return number(value);
    const sign = value < 0 ? "negative" : "low";
    return `${number(value)} (${t(`statistics.discrimination.${sign}`)})`;
  };
  const rows = groups.map((group): Row => ({
    id: group.id,
    name: nameGroup(context, group.id),
    value: group.discrimination,
    shown: shown(group),
    tone:
      group.discrimination !== null && group.discrimination < LOW_DISCRIMINATION ? "bad" : "usual",
  }));
  const hasAny = (groups[0]?.students ?? 0) > 0;
  return {
    id,
    title,
    note: t("statistics.discrimination.note", { low: number(LOW_DISCRIMINATION) }),
    svg: hasAny
      ? await drawDots(
          { id, title, description: rows.map((row) => `${row.name}: ${row.shown}`).join("; ") },
          rows,
          LOW_DISCRIMINATION,
          number,
        )
      : null,
    columns: [t("statistics.groups.group"), t("statistics.discrimination.column")],
    rows: rows.map((row) => [row.name, row.shown]),
  };
}

async function drawMistakes(
  context: FigureContext,
  { misconceptions }: Figures,
): Promise<FigureView> {
  const { t, language } = context;
  const id = "mistakes";
  const title = t("statistics.misconceptions.title");
  const number = (value: number) => formatNumber(value, language);
  const rows = misconceptions.map((one): Row => ({
    id: one.id,
    name: findHint(context, one.id),
    value: one.students,
    shown: t("statistics.misconceptions.shown", { students: number(one.students) }),
    tone: "usual",
  }));
  const drawn = rows.slice(0, MOST_MISTAKES_DRAWN);
  return {
    id,
    title,
    note: t(
      rows.length === 0 ? "statistics.misconceptions.none" : "statistics.misconceptions.note",
    ),
    svg:
      rows.length === 0
        ? null
        : await drawRows(
            {
              id,
              title,
              description: drawn
                .map(({ name, shown }) => `${shown}: ${name.replaceAll("`", "")}`)
                .join("; "),
            },
            drawn,
            misconceptions[0]!.students,
          ),
    columns: [
      t("statistics.misconceptions.mistake"),
      t("statistics.students"),
      t("statistics.attempts"),
    ],
    rows: misconceptions.map((one, i) => [
      rows[i]!.name,
      number(one.students),
      number(one.attempts),
    ]),
  };
}

export const formatWhen = (context: FigureContext, ms: number) =>
  formatDate(new Date(ms), context.language, context.assignment.course.timeZone);
