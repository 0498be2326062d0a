// Renders a report, or the parts that are ready: while typing, while waiting, and when grading is
// done. Receives only what `redact` returns.

import type { ReportContext } from "./report-context.ts";
import {
  type CaseReport,
  type GroupReport,
  isFailed,
  type Report,
} from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import { describeFailure, describePlace } from "../reports/describe.ts";
import { findFirstFailure } from "../reports/list-hints.ts";
import { listShownCases, listShownGroups } from "../reports/shown-groups.ts";
import { chooseGroupState } from "../reports/verdict-classes.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { formatPlace } from "../questions/place.ts";
import { hasQuestion } from "../questions/shown-questions.ts";
import { PlaceQuestion } from "../questions/place-question.tsx";
import { FigureView } from "../figures/figure-view.tsx";
import { formatNumber } from "../ui/format.ts";
import { CodeWords } from "../ui/code-words.tsx";
import { FailedCase } from "./failed-case.tsx";
import { LineWords, MessageWords } from "./line-words.tsx";
import { PassingCases } from "./passing-cases.tsx";

export function ReportView({
  c,
  limits,
  asking,
  keepAt,
  questions,
  isBelowEditor,
  report,
}: ReportContext & { report: Report }) {
  const t = c.get("t");
  const { messages, misconception, figures, groups, verdict } = report;
  const shownGroups = listShownGroups(report);
  const first = findFirstFailure(groups);
  const place = first && describePlace(t, first);
  return (
    <div class="report">
      {messages.map((message) => (
        <div class="notice bad">
          <p>
            <MessageWords c={c} message={message} />
          </p>
          <SourceLine params={message.params} />
        </div>
      ))}
      {verdict === "judge-error" && <p class="notice warn">{t("explain.judge-error")}</p>}
      {place !== undefined && (
        <p class="first-failure">
          <LineWords
            t={t}
            text={t("report.firstFailure", { place })}
            place={{ line: first?.thrown?.line ?? 0 }}
            render={(text) => <CodeWords text={text} />}
          />
        </p>
      )}
      {figures
        .filter(({ differs }) => differs)
        .map((figure) => (
          <FigureView c={c} figure={figure} />
        ))}
      {shownGroups.length > 0 && (
        <GroupList
          c={c}
          limits={limits}
          asking={asking}
          keepAt={keepAt}
          questions={questions}
          isBelowEditor={isBelowEditor}
          groups={shownGroups}
          misconception={misconception}
        />
      )}
      {figures
        .filter(({ differs }) => !differs)
        .map((figure) => (
          <FigureView c={c} figure={figure} />
        ))}
    </div>
  );
}

/** The line that does not compile, and a mark under the column. */
function SourceLine({
  params: { text, line, column },
}: {
  params: Report["messages"][number]["params"];
}) {
  if (
    typeof text !== "string" ||
    text === "" ||
    typeof line !== "number" ||
    typeof column !== "number"
  )
    return <></>;
  const before = escapeControls(text.slice(0, Math.max(0, column - 1)));
  const shown = escapeControls(text);
  return (
    <pre class="source-line">
      <span class="line-number">{line}</span> {before}
      <mark>{shown.slice(before.length, before.length + 1) || " "}</mark>
      {shown.slice(before.length + 1)}
    </pre>
  );
}

export function GroupList({
  c,
  limits,
  asking,
  keepAt,
  questions,
  isBelowEditor,
  groups,
  misconception = null,
}: ReportContext & { groups: GroupReport[]; misconception?: Report["misconception"] }) {
  const explained = new Set<string>();
  const first = findFirstFailure(groups);
  return (
    <ul class="groups">
      {groups.map((group) => (
        <Group
          c={c}
          limits={limits}
          asking={asking}
          keepAt={keepAt}
          questions={questions}
          isBelowEditor={isBelowEditor}
          group={group}
          groups={groups}
          explained={explained}
          first={first}
          misconception={misconception}
        />
      ))}
    </ul>
  );
}

type GroupProps = ReportContext & {
  group: GroupReport;
  groups: GroupReport[];
  explained: Set<string>;
  /** The first failing case of the report: the misconception is shown in it. */
  first: CaseReport | undefined;
  misconception: Report["misconception"];
};

function Group({
  c,
  limits,
  asking,
  keepAt,
  questions,
  isBelowEditor,
  group,
  groups,
  explained,
  first,
  misconception,
}: GroupProps) {
  const t = c.get("t");
  const language = c.get("language");
  const number = (value: number) => formatNumber(value, language);
  const state = chooseGroupState(group.verdict);
  const failing = group.cases.filter(isFailed);
  const told = listShownCases(group);
  return (
    <li class={`group ${state}`}>
      <div class="group-head">
        <span class="mark" aria-hidden="true">
          {{ passed: "✓", failed: "✗", skipped: "–" }[state]}
        </span>
        <span class="group-title">
          {group.title[language]} <span class="visually-hidden">{t(`submission.${state}`)}</span>
        </span>
        <span class="group-facts">{groupFacts(c, group, groups)}</span>
        <span class="group-points">
          {t("report.groupPoints", { score: number(group.score), points: number(group.points) })}
        </span>
      </div>
      {told.map((testCase, i) => (
        <FailedCase
          c={c}
          limits={limits}
          asking={asking}
          keepAt={keepAt}
          questions={questions}
          isBelowEditor={isBelowEditor}
          group={group}
          testCase={testCase}
          explained={explained}
          isOpen={i === 0}
          misconception={testCase === first ? misconception : null}
        />
      ))}
      {failing.length > told.length && told.length > 0 && (
        <p class="more muted">
          {t("report.moreFailures", { count: failing.length - told.length })}
        </p>
      )}
      <PassingCases c={c} cases={group.cases} />
      <GroupQuestion c={c} shown={questions} group={group} />
    </li>
  );
}

function GroupQuestion({
  c,
  shown,
  group: { id, title },
}: {
  c: AppContext;
  shown: ReportContext["questions"];
  group: GroupReport;
}) {
  const at = { kind: "group" as const, group: id };
  if (shown?.mayAsk !== true && !hasQuestion(shown, formatPlace(at))) return <></>;
  return (
    <div class="group-question">
      <PlaceQuestion c={c} shown={shown} at={at} title={title} />
    </div>
  );
}

function groupFacts(c: AppContext, group: GroupReport, groups: GroupReport[]): string {
  const t = c.get("t");
  const language = c.get("language");
  const facts: string[] = [];
  if (!group.visible) facts.push(t("report.hidden"));
  if (group.verdict === "skipped" && group.needs.length > 0) {
    const titles = group.needs.map(
      (need) => groups.find(({ id }) => id === need)?.title[language] ?? need,
    );
    facts.push(
      t("report.needs", {
        groups: titles.map((title) => `“${title}”`).join(language === "en" ? ", " : "、"),
      }),
    );
  }
  if (group.passed !== null && group.total !== null)
    facts.push(t("report.cases", { passed: group.passed, total: group.total }));
  const notRun = group.cases.filter(({ verdict }) => verdict === "not-run").length;
  if (notRun > 0) facts.push(t("report.notRun", { count: notRun }));
  if (group.cases.length === 0 && group.failure !== null && group.verdict !== "skipped")
    facts.push(describeFailure(t, group.failure));
  return facts.join(" · ");
}
