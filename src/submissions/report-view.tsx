// Renders a report, or the parts that are ready: while typing, while waiting, and when grading is
// done. Receives only what `redact` returns.

import type { CaseReport, GroupReport, Mismatch, Report } from "../../grader/doors/reports.ts";
import type { ExerciseLimits } from "../../grader/doors/packs.ts";
import type { AppContext } from "../http/environment.ts";
import { hasWords, type WordKey } from "../i18n/index.ts";
import {
  describeDistance,
  describeFailure,
  describeMessage,
  describeReturned,
  describeThrown,
  describeValue,
  findMeaning,
} from "../reports/describe.ts";
import { chooseGroupState } from "../reports/verdict-classes.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { CodeWords } from "../ui/code-words.tsx";
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
      {misconception !== null && <Hint c={c} text={misconception.hint[language]} />}
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

export function GroupList({ c, limits, groups }: Shared & { groups: GroupReport[] }) {
  const explained = new Set<string>();
  return (
    <ul class="groups">
      {groups.map((group) => (
        <Group c={c} limits={limits} group={group} groups={groups} explained={explained} />
      ))}
    </ul>
  );
}

type GroupProps = Shared & { group: GroupReport; groups: GroupReport[]; explained: Set<string> };

function Group({ c, limits, group, groups, explained }: GroupProps) {
  const t = c.get("t");
  const language = c.get("language");
  const number = (value: number) => formatNumber(value, language);
  const state = chooseGroupState(group.verdict);
  const failing = group.cases.filter(
    ({ verdict }) => verdict !== "accepted" && verdict !== "not-run",
  );
  const told =
    group.verdict === "skipped"
      ? []
      : failing.filter(({ input, thrown }) => input !== null || thrown !== null);
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
          testCase={testCase}
          explained={explained}
          isOpen={i === 0}
        />
      ))}
      {failing.length > told.length && told.length > 0 && (
        <p class="more muted">
          {t("report.moreFailures", { count: failing.length - told.length })}
        </p>
      )}
    </li>
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

/** The first failure of a group is open; the others show their name, and open on click. */
function FailedCase({
  c,
  limits,
  testCase,
  explained,
  isOpen,
}: Shared & { testCase: CaseReport; explained: Set<string>; isOpen: boolean }) {
  const t = c.get("t");
  const language = c.get("language");
  const {
    name,
    verdict,
    thrown,
    returned,
    mismatches,
    mismatchCount,
    note,
    input,
    expected,
    actual,
    smallest,
    hint,
    console: printed,
  } = testCase;
  const wholeIsShown = mismatches.some(({ path, kind }) => path === "" && kind !== "shape");
  return (
    <details class="case" open={isOpen}>
      <summary>
        <strong>{escapeControls(name)}</strong>{" "}
        <span class="verdict">{t(`verdict.${verdict}`)}</span>
      </summary>
      {thrown !== null && (
        <p class="thrown">{t("report.threw", { thrown: describeThrown(t, thrown) })}</p>
      )}
      {/* Reports of an earlier version do not have this field. */}
      {returned && <p class="notice warn">{describeReturned(t, returned)}</p>}
      <Explanation c={c} limits={limits} testCase={testCase} explained={explained} />
      <Mismatches c={c} mismatches={mismatches} count={mismatchCount} />
      {note !== null && <p>{escapeControls(note[language])}</p>}
      <Values
        c={c}
        values={[
          ["submission.input", input],
          [
            "submission.expected",
            !wholeIsShown && (mismatches.length > 0 || actual === null) ? expected : null,
          ],
          ["submission.actual", wholeIsShown ? null : actual],
        ]}
      />
      {smallest !== null && (
        <div class="smallest">
          <p>
            <strong>{t("submission.smallest", { count: smallest.steps })}</strong>
          </p>
          <Values c={c} values={[["submission.input", smallest.input]]} isOpen />
          <Mismatches c={c} mismatches={smallest.mismatches.slice(0, 1)} count={1} />
          {smallest.thrown !== null && (
            <p class="thrown">
              {t("report.threw", { thrown: describeThrown(t, smallest.thrown) })}
            </p>
          )}
        </div>
      )}
      {printed !== "" && (
        <details class="console">
          <summary>{t("submission.console")}</summary>
          <pre tabindex={0}>{escapeControls(printed)}</pre>
        </details>
      )}
      {hint !== null && <Hint c={c} text={hint[language]} />}
    </details>
  );
}

/** Short text by the pack's author; text in backticks is code. */
function Hint({ c, text }: { c: AppContext; text: string }) {
  return (
    <p class="notice warn hint">
      <strong>{c.get("t")("report.hint")}</strong> <CodeWords text={text} />
    </p>
  );
}

/** The meaning of a limit or an error, once for each report. */
function Explanation({
  c,
  limits,
  testCase: { verdict, thrown, returned },
  explained,
}: Shared & { testCase: CaseReport; explained: Set<string> }) {
  const meaning = thrown === null ? undefined : findMeaning(thrown);
  const crashed = returned ? undefined : "report.crashed";
  const ended = verdict === "run-time-error" ? crashed : `explain.${verdict}`;
  const key = thrown === null ? ended : meaning?.key;
  if (key === undefined || !hasWords(key)) return <></>;
  const words = escapeControls(c.get("t")(key, { ...limits, ...meaning?.params }));
  if (explained.has(words)) return <></>;
  explained.add(words);
  return <p>{words}</p>;
}

/** Longer values are collapsed. */
const SHORT_CHARACTERS = 160;

function Values({
  c,
  values,
  isOpen = false,
}: {
  c: AppContext;
  values: [WordKey, string | null][];
  isOpen?: boolean;
}) {
  const t = c.get("t");
  const shown = values.filter((pair): pair is [WordKey, string] => pair[1] !== null);
  if (shown.length === 0) return <></>;
  const list = (
    <dl class="values">
      {shown.map(([label, text]) => (
        <>
          <dt>{t(label)}</dt>
          <dd>
            <code>{escapeControls(text)}</code>
          </dd>
        </>
      ))}
    </dl>
  );
  if (shown.every(([, text]) => text.length <= SHORT_CHARACTERS)) return list;
  return (
    <details class="more-values" open={isOpen}>
      <summary>{t(shown.length > 1 ? "submission.values" : "submission.input")}</summary>
      {list}
    </details>
  );
}

const MISMATCHES_SHOWN = 5;

/**
 * The differences of outputs: both values one above the other, so that the first different digit is
 * easy to see.
 */
function Mismatches({
  c,
  mismatches,
  count,
}: {
  c: AppContext;
  mismatches: Mismatch[];
  count: number;
}) {
  const t = c.get("t");
  if (mismatches.length === 0) return <></>;
  const shown = mismatches.slice(0, MISMATCHES_SHOWN);
  return (
    <>
      <dl class="mismatches">
        {shown.map((mismatch) => (
          <MismatchPair c={c} mismatch={mismatch} />
        ))}
      </dl>
      {[...new Set(shown.map(({ note }) => note).filter((note) => note !== null))].map((note) => (
        <p class="notice warn">{t(`note.${note}`)}</p>
      ))}
      {count > shown.length && (
        <p class="more muted">{t("mismatch.more", { count: count - shown.length })}</p>
      )}
    </>
  );
}

function MismatchPair({ c, mismatch }: { c: AppContext; mismatch: Mismatch }) {
  const t = c.get("t");
  const { kind, path } = mismatch;
  const [expected, actual] = [
    describeValue(t, mismatch, "expected"),
    describeValue(t, mismatch, "actual"),
  ];
  const same = commonLength(expected, actual);
  const distance =
    kind === "missing" || kind === "extra"
      ? t(`failure.${kind}`)
      : describeDistance(t, c.get("language"), mismatch);
  return (
    <div class="mismatch">
      <dt>
        <code>{path === "" ? t("mismatch.output") : escapeControls(path)}</code>
      </dt>
      {kind !== "extra" && (
        <dd class="expected">
          <span class="side">
            {t(kind === "shape" ? "mismatch.shapeExpected" : "mismatch.expected")}
          </span>
          <code>{expected}</code>
        </dd>
      )}
      {kind !== "missing" && (
        <dd class="actual">
          <span class="side">
            {t(kind === "shape" ? "mismatch.shapeActual" : "mismatch.actual")}
          </span>
          <code>
            {actual.slice(0, same)}
            <mark>{actual.slice(same)}</mark>
          </code>
        </dd>
      )}
      {distance !== "" && <dd class="distance muted">{distance}</dd>}
    </div>
  );
}

/** The length of the common prefix of two texts; does not split a surrogate pair. */
function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return /[\ud800-\udbff]$/.test(b.slice(0, length)) ? length - 1 : length;
}
