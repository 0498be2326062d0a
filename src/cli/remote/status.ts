// gradus status: lists the user's own submissions on the server, newest first.

import { basename } from "node:path";
import type { Language } from "../../../grader/doors/packs.ts";
import { goalList, type SubmissionRow, submissionList } from "../../api/schemas.ts";
import { toOneLine } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import { shortenName } from "../exercise-names.ts";
import { padEnd, padStart, measureWidth } from "../terminal.ts";
import { chooseColour } from "../verdict-marks.ts";
import { describeGoal } from "./choose-goal.ts";
import { ServerClient } from "./client.ts";
import { chooseRemote, listRemote } from "./find-remote.ts";
import { recallGoals } from "./remembered-goals.ts";
import { requireLogin } from "./server.ts";

export async function printStatus(
  context: CommandContext,
  name: string | undefined,
  options: { server?: string; json?: boolean },
): Promise<number> {
  const { t, out, language } = context;
  const client = new ServerClient(requireLogin(context, options.server), language);
  let query = "";
  if (name !== undefined) {
    const { pack, id } = chooseRemote(await listRemote(client), name, client.server.url);
    query = `?pack=${pack}&exercise=${id}`;
    if (options.json !== true) out(await describeGoals(context, client, `${pack}/${id}`));
  }
  const list = await client.get(`/api/v1/submissions${query}`, submissionList);
  if (options.json === true) out(`${JSON.stringify(list, null, 2)}\n`);
  else if (list.submissions.length === 0) out(`${t("remote.noSubmissions")}\n`);
  else {
    out(formatTable(context, list.submissions, client));
    if (list.next !== null)
      out(`${t("remote.olderOnSite")}\n  ${client.pageUrl("/submissions")}\n`);
  }
  return 0;
}

function formatTable(context: CommandContext, rows: SubmissionRow[], client: ServerClient): string {
  const { t, style, language } = context;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const head = [
    t("remote.table.when"),
    t("remote.table.exercise"),
    t("remote.table.verdict"),
    t("remote.table.score"),
    t("remote.table.page"),
  ];
  const names = rows.map(({ pack, exercise }) => ({ pack, id: exercise }));
  const cells = rows.map(
    ({ submittedAt, pack, exercise, verdict, score, maxScore, isSealed, id }) => [
      shortTime(submittedAt, language),
      toOneLine(shortenName({ pack, id: exercise }, names)),
      verdict === null
        ? t(isSealed ? "remote.table.sealed" : "remote.table.waiting")
        : t(`verdict.${verdict}`),
      score === null || maxScore === null
        ? ""
        : `${number.format(score)}/${number.format(maxScore)}`,
      client.pageUrl(`/submissions/${id}`),
    ],
  );
  const columns = head.map((title, i) =>
    Math.max(measureWidth(title), ...cells.map((row) => measureWidth(row[i]!))),
  );
  const verdictAt = head.length - 3;
  const isNumber = head.map((_, i) => i === verdictAt + 1);
  const line = (row: string[], paint: (text: string, i: number) => string) =>
    row
      .map((text, i) =>
        paint(isNumber[i] === true ? padStart(text, columns[i]!) : padEnd(text, columns[i]!), i),
      )
      .join("  ")
      .trimEnd();
  const body = cells
    .map((row, k) =>
      line(row, (text, i) => {
        if (i === verdictAt) return style(chooseColour(rows[k]!.verdict), text);
        return i === head.length - 1 ? style("dim", text) : text;
      }),
    )
    .map((row, k) => `${toOneLine(rows[k]!.counts.words)}\n  ${row}`);
  return `${[`  ${line(head, (text) => style("bold", text))}`, ...body].join("\n")}\n`;
}

/** The open assignments for it, and the files in this folder that belong to one of them. */
async function describeGoals(
  context: CommandContext,
  client: ServerClient,
  exercise: string,
): Promise<string> {
  const { goals } = await client.get(`/api/v1/exercises/${exercise}/goals`, goalList);
  const files = recallGoals(process.cwd(), client.server.url);
  const lines = goals.flatMap((goal) => [
    describeGoal(context, goal),
    ...files
      .filter(({ assignment }) => assignment === goal.assignment.id)
      .map(({ file }) => `  ${toOneLine(basename(file))}`),
  ]);
  return lines.length === 0 ? "" : `${lines.join("\n")}\n\n`;
}

/** In this machine's time zone, because its user is there. */
function shortTime(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(iso));
}
