// A student's own tests with their results, and the answer of a tried expression.

import type { OwnReport, OwnTest, Report } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import { describeReturned } from "../reports/describe.ts";
import { escapeControls, toOneLine } from "../reports/visible-text.ts";
import { MessageWords, ThrownWords } from "../submissions/line-words.tsx";
import { Mismatches } from "../submissions/mismatches-view.tsx";

const SHOWN_CHARACTERS = 300;

/** `report`: of a run with these tests, if there is one already. */
export function OwnTestsView({
  c,
  tests,
  report,
}: {
  c: AppContext;
  tests: readonly OwnTest[];
  report: Report;
}) {
  const t = c.get("t");
  return (
    <>
      <h3>{t("ownTest.title")}</h3>
      <ul class="own-tests">
        {tests.map((test, i) => (
          <OwnTestItem c={c} test={test} index={i} result={report.ownTests[i]} />
        ))}
      </ul>
      {report.ownTests.length === 0 && <p class="muted">{t("ownTest.notRun")}</p>}
    </>
  );
}

function OwnTestItem({
  c,
  test,
  index,
  result,
}: {
  c: AppContext;
  test: OwnTest;
  index: number;
  result: OwnReport | undefined;
}) {
  const t = c.get("t");
  const state = chooseState(result);
  return (
    <li class={`group ${state}`}>
      <div class="own-test-head">
        <span class="mark" aria-hidden="true">
          {{ passed: "✓", failed: "✗", shown: "=", notRun: "·" }[state]}
        </span>
        <span>
          <span class="visually-hidden">{t(`ownTest.state.${state}`)} </span>
          {test.kind === "case" ? t("ownTest.case") : null}{" "}
          <code>{shorten(test.kind === "case" ? test.input : test.code)}</code>
        </span>
        <button type="button" class="quiet" data-remove-own-test={String(index)}>
          {t("ownTest.remove")}
          <span class="visually-hidden">
            : {shorten(test.kind === "case" ? test.input : test.code)}
          </span>
        </button>
      </div>
      {result !== undefined && <OwnResult c={c} result={result} />}
    </li>
  );
}

type State = "passed" | "failed" | "shown" | "notRun";

function chooseState(result: OwnReport | undefined): State {
  if (result === undefined || result.verdict === "not-run") return "notRun";
  if (result.verdict === "accepted") return "passed";
  return result.verdict === "shown" ? "shown" : "failed";
}

/** The answer of one expression that was tried. */
export function TryView({ c, report }: { c: AppContext; report: Report }) {
  const [result] = report.ownTests;
  return (
    <>
      {report.messages.map((message) => (
        <p class="notice bad">
          <MessageWords c={c} message={message} />
        </p>
      ))}
      {report.verdict === "judge-error" && (
        <p class="notice warn">{c.get("t")("explain.judge-error")}</p>
      )}
      {result !== undefined && <OwnResult c={c} result={result} />}
    </>
  );
}

function OwnResult({ c, result }: { c: AppContext; result: OwnReport }) {
  const t = c.get("t");
  const { verdict, value, shape, expected, mismatches, mismatchCount, thrown, returned } = result;
  const isEnded = value === null && thrown === null && returned === null;
  return (
    <div class="own-result">
      {thrown !== null && (
        <p class="thrown">
          <ThrownWords c={c} thrown={thrown} />
        </p>
      )}
      {returned !== null && <p class="notice warn">{describeReturned(t, returned)}</p>}
      {isEnded && verdict !== "shown" && <p class="notice warn">{t(`verdict.${verdict}`)}</p>}
      {value !== null && (
        <p class="own-value">
          <code>{escapeControls(value.folded)}</code>{" "}
          {shape !== null && <span class="muted">{t("ownTest.shape", { shape })}</span>}
        </p>
      )}
      {value !== null && value.whole !== null && value.whole !== value.folded && (
        <details class="whole-code">
          <summary>{t("ownTest.whole")}</summary>
          <pre tabindex={0}>
            <code>{escapeControls(value.whole)}</code>
          </pre>
        </details>
      )}
      <Mismatches c={c} mismatches={mismatches} count={mismatchCount} />
      {verdict !== "accepted" && mismatches.length === 0 && expected !== null && (
        <p>
          {t("ownTest.expected")} <code>{escapeControls(expected.folded)}</code>
        </p>
      )}
      {result.console !== "" && (
        <details class="console" open>
          <summary>{t("submission.console")}</summary>
          <pre tabindex={0}>{escapeControls(result.console)}</pre>
        </details>
      )}
    </div>
  );
}

function shorten(text: string): string {
  const line = toOneLine(text);
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}
