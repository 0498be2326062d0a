// A report as a page shows it, and any part of one that is there already: while typing, while waiting, when done. Gets what `redact` has let
// through, and nothing else.

import type { CaseReport, ExerciseLimits, GroupReport, Mismatch, Report } from "../../grader/index.ts";
import type { AppContext } from "../http/environment.ts";
import { hasWords } from "../i18n/index.ts";
import { describeDistance, describeFailure, describeMessage, describeThrown, describeValue, meaningOf } from "../reports/describe.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { formatNumber } from "../ui/format.ts";

interface Shared {
  c: AppContext;
  limits: ExerciseLimits;
}

export function ReportView({ c, limits, report }: Shared & { report: Report }) {
  const t = c.get("t");
  const language = c.get("language");
  const { messages, misconception, figure, groups, verdict } = report;
  return (
    <div class="report">
      {messages.map((message) => (
        <div class="notice bad">
          <p>{describeMessage(t, language, message)}</p>
          <SourceLine params={message.params} />
        </div>
      ))}
      {verdict === "judge-error" && <p class="notice warn">{t("explain.judge-error")}</p>}
      {misconception !== null && (
        <p class="notice warn hint"><strong>{t("report.hint")}</strong> {escapeControls(misconception.hint[language])}</p>
      )}
      {messages.length === 0 && <GroupList c={c} limits={limits} groups={groups} />}
      {figure !== null && (
        <section class="figure">
          <h3>{figure.title[language]}</h3>
          <pre>{escapeControls(figure.text)}</pre>
        </section>
      )}
    </div>
  );
}

/** The line that does not compile, and a mark under the column. */
function SourceLine({ params: { text, line, column } }: { params: Report["messages"][number]["params"] }) {
  if (typeof text !== "string" || text === "" || typeof line !== "number" || typeof column !== "number") return <></>;
  const before = escapeControls(text.slice(0, Math.max(0, column - 1)));
  const shown = escapeControls(text);
  return (
    <pre class="source-line"><span class="line-number">{line}</span> {before}<mark>{shown.slice(before.length, before.length + 1) || " "}</mark>{shown.slice(before.length + 1)}</pre>
  );
}

export function GroupList({ c, limits, groups }: Shared & { groups: GroupReport[] }) {
  const explained = new Set<string>();
  return (
    <ul class="groups">
      {groups.map((group) => <Group c={c} limits={limits} group={group} groups={groups} explained={explained} />)}
    </ul>
  );
}

type GroupProps = Shared & { group: GroupReport; groups: GroupReport[]; explained: Set<string> };

function Group({ c, limits, group, groups, explained }: GroupProps) {
  const t = c.get("t");
  const language = c.get("language");
  const number = (value: number) => formatNumber(value, language);
  const state = group.verdict === "accepted" ? "passed" : group.verdict === "skipped" ? "skipped" : "failed";
  const failing = group.cases.filter(({ verdict }) => verdict !== "accepted" && verdict !== "not-run");
  const told = group.verdict === "skipped" ? [] : failing.filter(({ input, thrown }) => input !== null || thrown !== null);
  return (
    <li class={`group ${state}`}>
      <div class="group-head">
        <span class="mark" aria-hidden="true">{{ passed: "✓", failed: "✗", skipped: "–" }[state]}</span>
        <span class="group-title">{group.title[language]} <span class="visually-hidden">{t(`submission.${state}`)}</span></span>
        <span class="group-facts">{groupFacts(c, group, groups)}</span>
        <span class="group-points">{t("report.groupPoints", { score: number(group.score), points: number(group.points) })}</span>
      </div>
      {told.map((testCase) => <FailedCase c={c} limits={limits} testCase={testCase} explained={explained} />)}
      {failing.length > told.length && told.length > 0 && <p class="more muted">{t("report.moreFailures", { count: failing.length - told.length })}</p>}
    </li>
  );
}

function groupFacts(c: AppContext, group: GroupReport, groups: GroupReport[]): string {
  const t = c.get("t");
  const language = c.get("language");
  const facts: string[] = [];
  if (!group.visible) facts.push(t("report.hidden"));
  if (group.verdict === "skipped" && group.needs.length > 0) {
    const titles = group.needs.map((need) => groups.find(({ id }) => id === need)?.title[language] ?? need);
    facts.push(t("report.needs", { groups: titles.map((title) => `“${title}”`).join(language === "en" ? ", " : "、") }));
  }
  if (group.passed !== null && group.total !== null) facts.push(t("report.cases", { passed: group.passed, total: group.total }));
  const notRun = group.cases.filter(({ verdict }) => verdict === "not-run").length;
  if (notRun > 0) facts.push(t("report.notRun", { count: notRun }));
  if (group.cases.length === 0 && group.failure !== null && group.verdict !== "skipped") facts.push(describeFailure(t, group.failure));
  return facts.join(" · ");
}

function FailedCase({ c, limits, testCase, explained }: Shared & { testCase: CaseReport; explained: Set<string> }) {
  const t = c.get("t");
  const language = c.get("language");
  const { name, verdict, thrown, mismatches, mismatchCount, note, input, expected, actual, smallest, hint, console: printed } = testCase;
  const wholeIsShown = mismatches.some(({ path, kind }) => path === "" && kind !== "shape");
  return (
    <div class="case">
      <h3>{escapeControls(name)} <span class="verdict">{t(`verdict.${verdict}`)}</span></h3>
      {thrown !== null && <p class="thrown">{t("report.threw", { thrown: describeThrown(t, thrown) })}</p>}
      <Explanation c={c} limits={limits} testCase={testCase} explained={explained} />
      <Mismatches c={c} mismatches={mismatches} count={mismatchCount} />
      {note !== null && <p>{escapeControls(note[language])}</p>}
      <dl class="values">
        {input !== null && <><dt>{t("submission.input")}</dt><dd><code>{escapeControls(input)}</code></dd></>}
        {!wholeIsShown && expected !== null && (mismatches.length > 0 || actual === null) && <><dt>{t("submission.expected")}</dt><dd><code>{escapeControls(expected)}</code></dd></>}
        {!wholeIsShown && actual !== null && <><dt>{t("submission.actual")}</dt><dd><code>{escapeControls(actual)}</code></dd></>}
      </dl>
      {smallest !== null && (
        <div class="smallest">
          <p><strong>{t("submission.smallest", { count: smallest.steps })}</strong></p>
          <dl class="values"><dt>{t("submission.input")}</dt><dd><code>{escapeControls(smallest.input)}</code></dd></dl>
          <Mismatches c={c} mismatches={smallest.mismatches.slice(0, 1)} count={1} />
          {smallest.thrown !== null && <p class="thrown">{t("report.threw", { thrown: describeThrown(t, smallest.thrown) })}</p>}
        </div>
      )}
      {printed !== "" && (
        <details class="console">
          <summary>{t("submission.console")}</summary>
          <pre tabindex={0}>{escapeControls(printed)}</pre>
        </details>
      )}
      {hint !== null && <p class="notice warn hint"><strong>{t("report.hint")}</strong> {escapeControls(hint[language])}</p>}
    </div>
  );
}

/** What a limit or an error means, once a report. */
function Explanation({ c, limits, testCase: { verdict, thrown }, explained }: Shared & { testCase: CaseReport; explained: Set<string> }) {
  const key = thrown === null ? (verdict === "run-time-error" ? "report.crashed" : `explain.${verdict}`) : meaningOf(thrown);
  if (key === undefined || !hasWords(key) || explained.has(key)) return <></>;
  explained.add(key);
  return <p>{c.get("t")(key, { ...limits })}</p>;
}

const MISMATCHES_SHOWN = 5;

/** Where outputs differ: both values one above the other, in one column, so that the first digit that differs can be seen. */
function Mismatches({ c, mismatches, count }: { c: AppContext; mismatches: Mismatch[]; count: number }) {
  const t = c.get("t");
  if (mismatches.length === 0) return <></>;
  const shown = mismatches.slice(0, MISMATCHES_SHOWN);
  return (
    <>
      <div class="table-scroll" tabindex={0} role="group" aria-label={t("submission.where")}>
        <table class="mismatches">
          <thead><tr><th scope="col">{t("submission.where")}</th><th scope="col">{t("submission.expected")}</th><th scope="col">{t("submission.actual")}</th><th scope="col"><span class="visually-hidden">{t("mismatch.error", { error: "" })}</span></th></tr></thead>
          <tbody>
            {shown.map((mismatch) => <MismatchRow c={c} mismatch={mismatch} />)}
          </tbody>
        </table>
      </div>
      {[...new Set(shown.map(({ note }) => note).filter((note) => note !== null))].map((note) => <p class="notice warn">{t(`note.${note}`)}</p>)}
      {count > shown.length && <p class="more muted">{t("mismatch.more", { count: count - shown.length })}</p>}
    </>
  );
}

function MismatchRow({ c, mismatch }: { c: AppContext; mismatch: Mismatch }) {
  const t = c.get("t");
  const expected = mismatch.kind === "extra" ? "" : describeValue(t, mismatch, "expected");
  const actual = mismatch.kind === "missing" ? "" : describeValue(t, mismatch, "actual");
  const same = commonLength(expected, actual);
  return (
    <tr>
      <th scope="row"><code>{mismatch.path === "" ? t("mismatch.output") : escapeControls(mismatch.path)}</code></th>
      <td class="expected"><code>{expected}</code></td>
      <td class="actual"><code>{actual.slice(0, same)}<mark>{actual.slice(same)}</mark></code></td>
      <td class="muted">{mismatch.kind === "missing" ? t("failure.missing") : mismatch.kind === "extra" ? t("failure.extra") : describeDistance(t, c.get("language"), mismatch)}</td>
    </tr>
  );
}

/** How many characters two texts begin with in common; a surrogate pair is not cut in two. */
function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return /[\ud800-\udbff]$/.test(b.slice(0, length)) ? length - 1 : length;
}
