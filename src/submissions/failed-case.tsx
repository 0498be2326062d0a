// One failing test case: its input, outputs, differences, hint and explanation.

import type { Localized } from "../../grader/doors/packs.ts";
import type { CaseReport, GroupReport, Report } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import { hasWords, type WordKey } from "../i18n/index.ts";
import {
  describeReturned,
  describeWrongForm,
  findMeaning,
  nameCase,
  showsWholeOutput,
} from "../reports/describe.ts";
import { listHints } from "../reports/list-hints.ts";
import { AskReference } from "../reference-answers/ask-reference.tsx";
import { formatPlace } from "../questions/place.ts";
import { PlaceQuestion } from "../questions/place-question.tsx";
import { hasQuestion } from "../questions/shown-questions.ts";
import { KeepCase } from "./keep-case.tsx";
import { ThrownWords } from "./line-words.tsx";
import { escapeControls } from "../reports/visible-text.ts";
import { CodeWords } from "../ui/code-words.tsx";
import { Mismatches } from "./mismatches-view.tsx";
import { Call, Unstable } from "./call-view.tsx";
import type { ReportContext } from "./report-context.ts";

/** The first failure of a group is open; the others show their name, and open on click. */
export function FailedCase({
  c,
  limits,
  asking,
  keepAt,
  questions,
  isBelowEditor,
  group,
  testCase,
  explained,
  isOpen,
  misconception,
}: ReportContext & {
  group: Pick<GroupReport, "id">;
  testCase: CaseReport;
  explained: Set<string>;
  isOpen: boolean;
  /** Only for the case that it is shown in. */
  misconception: Report["misconception"];
}) {
  const t = c.get("t");
  const language = c.get("language");
  const {
    verdict,
    thrown,
    returned,
    mismatches,
    mismatchCount,
    note,
    input,
    call,
    unstable,
    expected,
    actual,
    data,
    smallest,
    console: printed,
  } = testCase;
  const inputLabel = testCase.isConverted ? "report.converted" : "submission.input";
  const wholeIsShown = showsWholeOutput(mismatches);
  const at = { kind: "case" as const, group: group.id, name: testCase.name };
  return (
    <details class="case" open={isOpen || hasQuestion(questions, formatPlace(at))}>
      <summary>
        <strong>{nameCase(testCase, language)}</strong>{" "}
        <span class="verdict">{t(`verdict.${verdict}`)}</span>
      </summary>
      {/* Reports of an earlier version do not have this field. */}
      {call?.wrongForm && (
        <p class="notice warn">{escapeControls(describeWrongForm(t, call.wrongForm))}</p>
      )}
      {listHints(t, language, testCase, misconception).map(({ label, text }) => (
        <Hint c={c} label={label} text={text} />
      ))}
      {thrown !== null && (
        <p class="thrown">
          <ThrownWords c={c} thrown={thrown} />
        </p>
      )}
      {/* Reports of an earlier version do not have this field. */}
      {returned && <p class="notice warn">{describeReturned(t, returned)}</p>}
      <Explanation c={c} limits={limits} testCase={testCase} explained={explained} />
      <Mismatches c={c} mismatches={mismatches} count={mismatchCount} />
      {note !== null && <p>{escapeControls(note[language])}</p>}
      {/* Reports of an earlier version have neither. */}
      {unstable && <Unstable c={c} unstable={unstable} />}
      {call && (
        <Call
          c={c}
          call={wholeIsShown ? { ...call, result: null } : call}
          isStopped={verdict === "time-limit-exceeded"}
          isBelowEditor={isBelowEditor}
        />
      )}
      <Values
        c={c}
        values={[
          [inputLabel, call ? null : input],
          [
            "submission.expected",
            !wholeIsShown && (mismatches.length > 0 || actual === null) ? expected : null,
          ],
          ["submission.actual", wholeIsShown ? null : actual],
        ]}
      />
      <KeepCase c={c} keepAt={keepAt} data={data} />
      <AskReference c={c} asking={asking} data={data} />
      {smallest !== null && (
        <div class="smallest">
          <p>
            <strong>{t("submission.smallest", { count: smallest.steps })}</strong>
          </p>
          {smallest.call ? (
            <Call c={c} call={smallest.call} isBelowEditor={isBelowEditor} />
          ) : (
            <Values c={c} values={[[inputLabel, smallest.input]]} isOpen />
          )}
          <Mismatches c={c} mismatches={smallest.mismatches.slice(0, 1)} count={1} />
          {smallest.thrown !== null && (
            <p class="thrown">
              <ThrownWords c={c} thrown={smallest.thrown} />
            </p>
          )}
          <KeepCase c={c} keepAt={keepAt} data={smallest.data} />
          <AskReference c={c} asking={asking} data={smallest.data} />
        </div>
      )}
      {printed !== "" && (
        <details class="console">
          <summary>{t("submission.console")}</summary>
          <pre tabindex={0}>{escapeControls(printed)}</pre>
        </details>
      )}
      <PlaceQuestion c={c} shown={questions} at={at} title={nameInBoth(testCase)} />
    </details>
  );
}

function nameInBoth(testCase: CaseReport): Localized {
  return { "zh-CN": nameCase(testCase, "zh-CN"), en: nameCase(testCase, "en") };
}

/** Short text by the pack's author; text in backticks is code. */
function Hint({ c, label, text }: { c: AppContext; label: WordKey; text: string }) {
  return (
    <p class="notice warn hint">
      <strong>{c.get("t")(label)}</strong> <CodeWords text={text} />
    </p>
  );
}

/** The meaning of a limit or an error, once for each report. */
function Explanation({
  c,
  limits,
  testCase: { verdict, thrown, returned },
  explained,
}: ReportContext & { testCase: CaseReport; explained: Set<string> }) {
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
      <summary>{t(shown.length > 1 ? "submission.values" : shown[0]![0])}</summary>
      {list}
    </details>
  );
}
