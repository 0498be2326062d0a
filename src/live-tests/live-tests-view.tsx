// The results of the live tests: a strip with a mark for each visible group, and the failed groups
// below it.

import type { Report } from "../../grader/doors/reports.ts";
import type { Localized } from "../../grader/doors/packs.ts";
import type { Offer } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";
import { describeMessage } from "../reports/describe.ts";
import { chooseGroupState, type GroupState } from "../reports/verdict-classes.ts";
import type { ReportContext } from "../submissions/report-context.ts";
import { ReportView } from "../submissions/report-view.tsx";
import type { LineProblem } from "../catalogue/editor-data.ts";

type State = "notRun" | GroupState;
const MARKS: Record<State, string> = { notRun: "·", passed: "✓", failed: "✗", skipped: "–" };

/** Before the first run: the titles of the visible groups. */
export function EmptyLiveTestsView({ c, offer }: { c: AppContext; offer: Offer }) {
  return (
    <>
      <Strip
        c={c}
        groups={selectVisibleGroups(offer).map(({ title }) => ({ title, state: "notRun" }))}
      />
      <p class="muted live-test-hint">{c.get("t")("editor.liveTests.hint")}</p>
    </>
  );
}

export function LiveTestsView({
  c,
  offer,
  asking,
  keepAt,
  report,
}: {
  c: AppContext;
  offer: Offer;
  asking: ReportContext["asking"];
  keepAt: string;
  report: Report;
}) {
  const failed = report.groups.filter((group) => chooseGroupState(group.verdict) === "failed");
  return (
    <>
      <Strip
        c={c}
        groups={report.groups.map((group) => ({
          title: group.title,
          state: report.messages.length > 0 ? "notRun" : chooseGroupState(group.verdict),
        }))}
      />
      <ReportView
        c={c}
        limits={offer.exercise.manifest.limits}
        asking={asking}
        keepAt={keepAt}
        isBelowEditor
        report={{ ...report, groups: failed }}
      />
    </>
  );
}

function Strip({ c, groups }: { c: AppContext; groups: { title: Localized; state: State }[] }) {
  const t = c.get("t");
  return (
    <ul class="strip">
      {groups.map(({ title, state }) => (
        <li class={`strip-group ${state}`}>
          <span class="mark" aria-hidden="true">
            {MARKS[state]}
          </span>{" "}
          {title[c.get("language")]}{" "}
          <span class="visually-hidden">{t(`editor.liveTests.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}

/** One sentence, for the line above the strip and for screen readers. */
export function summarize({ c, report }: { c: AppContext; report: Report }): string {
  const t = c.get("t");
  if (report.messages.length > 0)
    return t("editor.liveTests.stopped", { verdict: t(`verdict.${report.verdict}`) });
  const passed = report.groups.filter(
    (group) => chooseGroupState(group.verdict) === "passed",
  ).length;
  return passed === report.groups.length
    ? t("editor.liveTests.all")
    : t("editor.liveTests.some", { passed, count: report.groups.length });
}

/** The messages that name a line of the submission, for the editor's margin. */
export function findProblems({ c, report }: { c: AppContext; report: Report }): LineProblem[] {
  return report.messages.flatMap((message) => {
    const { line, column } = message.params;
    if (typeof line !== "number" || line < 1) return [];
    return [
      {
        line,
        column: typeof column === "number" ? Math.max(1, column) : 1,
        message: describeMessage(c.get("t"), c.get("language"), message),
      },
    ];
  });
}

function selectVisibleGroups({ exercise }: Offer) {
  return exercise.groups.filter(({ visible }) => visible).map(({ manifest }) => manifest);
}
