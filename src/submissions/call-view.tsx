// What was called in a failing case, as code that can be pasted, and what the call returned.

import type { CallReport, Code, UnstableReport } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import { escapeControls } from "../reports/visible-text.ts";

/** Long lists are folded; the whole is one click away. */
export function Call({
  c,
  call,
  isStopped = false,
  isBelowEditor = false,
}: {
  c: AppContext;
  call: CallReport;
  isStopped?: boolean;
  isBelowEditor?: boolean | undefined;
}) {
  const t = c.get("t");
  const { code, result, given } = call;
  return (
    <div class="call">
      <p>{t(isStopped ? "submission.notReturned" : "submission.called")}</p>
      <pre tabindex={0}>
        <code>{escapeControls(code.folded)}</code>
      </pre>
      <Whole c={c} label="submission.calledWhole" code={code} />
      {isBelowEditor && code.whole !== null && given.length === 0 && (
        <button type="button" class="quiet try-call" data-try={code.whole}>
          {t("ownTest.tryCall")}
        </button>
      )}
      {result !== null && (
        <>
          <p>{t("submission.returnedValue")}</p>
          <pre tabindex={0}>
            <code>{escapeControls(result.folded)}</code>
          </pre>
          <Whole c={c} label="submission.returnedWhole" code={result} />
        </>
      )}
      {given.map(({ name, text }) => (
        <p class="muted">
          <code>{name}</code> {t("submission.given")} {escapeControls(text[c.get("language")])}
        </p>
      ))}
    </div>
  );
}

function Whole({ c, label, code }: { c: AppContext; label: WordKey; code: Code }) {
  const { whole, folded } = code;
  if (whole === folded) return <></>;
  const t = c.get("t");
  if (whole === null) return <p class="muted">{t("submission.tooLongToShow")}</p>;
  return (
    <details class="whole-code">
      <summary>{t(label)}</summary>
      <pre tabindex={0}>
        <code>{escapeControls(whole)}</code>
      </pre>
    </details>
  );
}

/** The case gave something else when it ran alone. */
export function Unstable({ c, unstable }: { c: AppContext; unstable: UnstableReport }) {
  const t = c.get("t");
  const { path, first, second } = unstable;
  return (
    <>
      <p class="notice warn">{t("report.unstable")}</p>
      <dl class="values">
        {path !== "" && (
          <>
            <dt>{t("submission.where")}</dt>
            <dd>
              <code>{escapeControls(path)}</code>
            </dd>
          </>
        )}
        <dt>{t("report.unstableFirst")}</dt>
        <dd>
          <code>{escapeControls(first)}</code>
        </dd>
        <dt>{t("report.unstableSecond")}</dt>
        <dd>
          <code>{escapeControls(second)}</code>
        </dd>
      </dl>
    </>
  );
}
