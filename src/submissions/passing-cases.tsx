// What a report shows of tests that passed: the notes of the pack's checker, and, folded, what the
// program printed.

import type { GroupReport } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import { nameCase } from "../reports/describe.ts";
import { escapeControls } from "../reports/visible-text.ts";

/** Of each group. Every case may print as much as the exercise's limit allows. */
const CONSOLES_SHOWN = 5;

export function PassingCases({ c, cases }: { c: AppContext; cases: GroupReport["cases"] }) {
  const t = c.get("t");
  const language = c.get("language");
  const passed = cases.filter(({ verdict }) => verdict === "accepted");
  const noted = passed.filter(({ note }) => note !== null);
  const printing = passed.filter(({ console: printed }) => printed !== "");
  return (
    <>
      {noted.map((testCase) => (
        <p class="passing-note">
          <strong>{nameCase(testCase, language)}</strong> {escapeControls(testCase.note![language])}
        </p>
      ))}
      {printing.length > 0 && (
        <details class="console">
          <summary>{t("submission.passingConsole", { count: printing.length })}</summary>
          {printing.slice(0, CONSOLES_SHOWN).map((testCase) => (
            <>
              <p>{nameCase(testCase, language)}</p>
              <pre tabindex={0}>{escapeControls(testCase.console)}</pre>
            </>
          ))}
          {printing.length > CONSOLES_SHOWN && (
            <p class="muted">
              {t("report.morePrinting", { count: printing.length - CONSOLES_SHOWN })}
            </p>
          )}
        </details>
      )}
    </>
  );
}
