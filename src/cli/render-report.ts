// Renders a report as text for a terminal: groups with their points, the first differences with
// both values, and the author's hint.

import {
  type CaseReport,
  type Figure,
  type GroupReport,
  isFailed,
  type Message,
  type OwnTest,
  type Report,
} from "../../grader/doors/reports.ts";
import type { ExerciseLimits } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";
import { describeFailure, describeMessage, describePlace, nameCase } from "../reports/describe.ts";
import { findFirstFailure } from "../reports/list-hints.ts";
import { describeFigure, describeTest } from "../figures/describe-figure.ts";
import { drawLines } from "./figure-lines.ts";
import type { CommandContext } from "./context.ts";
import {
  ALONE,
  CaseText,
  FAILURE_ONLY,
  IN_A_REPORT,
  IN_FULL,
  type CaseParts,
} from "./render-case.ts";
import { renderOwnTests } from "./own-tests/render-own-tests.ts";
import { layOutGroups } from "./group-lines.ts";
import { renderPassingCases } from "./passing-cases.ts";
import { ReportLines } from "./report-lines.ts";
import { escapeControls, toOneLine } from "../reports/visible-text.ts";
import { cut, measureWidth } from "./terminal.ts";
import { chooseColour, markGroup } from "./verdict-marks.ts";
import { shortenHash } from "../reports/shorten-hash.ts";

/** For the first failing group; every later group shows only its first failure. */
const CASES_SHOWN = 2;
const FIGURE_INDENT = "    ";

export function renderReport(
  context: CommandContext,
  report: Report,
  limits: ExerciseLimits,
  { isFull = false, ownTests = [] }: { isFull?: boolean | undefined; ownTests?: OwnTest[] } = {},
): string {
  return new ReportText(context, report, limits).render(isFull, ownTests);
}

function findFirstFailed(groups: GroupReport[]): GroupReport | undefined {
  return groups.find(({ verdict }) => verdict !== "accepted" && verdict !== "skipped");
}

/**
 * Renders a report, or separate parts of it for a page that places them itself. Use one instance
 * for each part.
 */
export class ReportText {
  readonly #context: CommandContext;
  readonly #report: Report;
  readonly #t: Translate;
  readonly #lines: ReportLines;
  readonly #cases: CaseText;

  constructor(context: CommandContext, report: Report, limits: ExerciseLimits) {
    this.#context = context;
    this.#report = report;
    this.#t = context.t;
    this.#lines = new ReportLines(context);
    this.#cases = new CaseText(context, this.#lines, limits);
  }

  /** `isFull`: every failing case that the report contains in full, with whole values. */
  render(isFull: boolean, ownTests: OwnTest[] = []): string {
    const { messages, groups } = this.#report;
    this.#head();
    this.#lines.line();
    this.#messages();
    // A compile error is the same for every group, so it is shown once.
    if (messages.length === 0) this.#groups(groups, isFull);
    this.#remarks();
    if (ownTests.length > 0)
      renderOwnTests(this.#context, this.#lines, this.#cases, ownTests, this.#report.ownTests);
    this.#lines.line();
    this.#footer();
    return `${this.#lines.all.join("\n")}\n`;
  }

  /** Everything except the groups. */
  renderSummary(): string {
    this.#head();
    if (this.#report.messages.length > 0 || this.#report.verdict === "judge-error")
      this.#lines.line();
    this.#messages();
    this.#remarks();
    this.#lines.line();
    this.#footer();
    return this.#lines.all.join("\n");
  }

  /** The verdict, and what failed first: why it does not compile, or a test with its group. */
  renderFirstFailure(): string {
    const { messages, groups } = this.#report;
    this.#head();
    this.#messages();
    const group = findFirstFailed(groups);
    if (messages.length === 0 && group !== undefined) {
      const title = toOneLine(group.title[this.#context.language]);
      this.#lines.hanging(`${markGroup(this.#context.style, group.verdict)} ${title}`, "  ");
      this.#failures(group, 1, IN_A_REPORT);
    }
    return this.#lines.all.join("\n");
  }

  /** About the submission as a whole: why it does not compile, or an internal error. */
  renderMessages(): string {
    this.#messages();
    return this.#dedented();
  }

  /**
   * The text beside a group's points, then every failing case that the report contains in full,
   * with whole values.
   */
  renderGroup(group: GroupReport): string {
    this.#lines.line(this.#groupDetail(group, this.#report.groups));
    if (group.verdict !== "accepted" && group.verdict !== "skipped")
      this.#failures(group, group.cases.length, ALONE);
    return this.#lines.all.join("\n");
  }

  /** A failing case without its name, its input and its console output. */
  renderFailure(testCase: CaseReport): string {
    this.#cases.render(testCase, FAILURE_ONLY, this.#selectMisconception(testCase));
    return this.#dedented();
  }

  /** On a page, lines need no indentation. */
  #dedented(): string {
    const indent = Math.min(
      ...this.#lines.all
        .filter((line) => line !== "")
        .map((line) => line.length - line.trimStart().length),
    );
    return this.#lines.all.map((line) => line.slice(indent)).join("\n");
  }

  #head(): void {
    const { language, style } = this.#context;
    const { exercise, verdict, score, maxScore } = this.#report;
    const colour = chooseColour(verdict);
    const points = this.#t("report.points", { score, maxScore });
    const title = style("bold", toOneLine(exercise.title[language]));
    const words = style(["bold", colour], this.#t(`verdict.${verdict}`));
    this.#lines.wrapped(`${title}  ${words}  ${points}`, "");
    const first = findFirstFailure(this.#report.groups);
    const place = first && describePlace(this.#t, first);
    if (place !== undefined) this.#lines.wrapped(this.#t("report.firstFailure", { place }), "  ");
  }

  #messages(): void {
    for (const message of this.#report.messages) this.#message(message);
    if (this.#report.verdict === "judge-error")
      this.#lines.wrapped(this.#t("explain.judge-error"), "  ");
  }

  #remarks(): void {
    const { language, style } = this.#context;
    const { misconception, figures, groups } = this.#report;
    if (misconception !== null && findFirstFailure(groups) === undefined) {
      const { hint, isLikely } = misconception;
      const label = this.#t(isLikely ? "report.likelyHint" : "report.hint");
      this.#lines.line();
      this.#lines.wrapped(
        `${style(["bold", "yellow"], label)}  ${escapeControls(hint[language])}`,
        "  ",
      );
    }
    for (const figure of figures) this.#figure(figure);
  }

  #figure(figure: Figure): void {
    const { language, style, t } = this.#context;
    const drawn = drawLines(this.#context, figure, this.#lines.columns - FIGURE_INDENT.length);
    if (drawn.length === 0) return;
    this.#lines.line();
    this.#lines.wrapped(style("bold", toOneLine(figure.title[language])), "  ");
    for (const line of drawn) this.#lines.wrapped(line, FIGURE_INDENT);
    if (figure.kind === "text") return;
    const words = [describeTest(t, language, figure), ...describeFigure(t, figure, "signs")];
    const caption = words.filter((one) => one !== undefined).join(language === "en" ? " " : "");
    this.#lines.wrapped(style("dim", caption.replaceAll("`", "")), FIGURE_INDENT);
  }

  // ---- groups ----------------------------------------------------------------------------------
  #groups(groups: GroupReport[], isFull: boolean): void {
    const { language, style } = this.#context;
    const described = groups.map((group) => ({
      mark: markGroup(style, group.verdict),
      title: toOneLine(group.title[language]),
      points: this.#groupPoints(group),
      detail: this.#groupDetail(group, groups),
    }));
    const addLine = layOutGroups(this.#lines, described, (text) => style("dim", text));
    const firstFailed = findFirstFailed(groups);
    for (const [i, group] of groups.entries()) {
      addLine(described[i]!);
      const count = group === firstFailed ? CASES_SHOWN : 1;
      if (group.verdict !== "accepted" && group.verdict !== "skipped")
        this.#failures(group, isFull ? group.cases.length : count, isFull ? IN_FULL : IN_A_REPORT);
      renderPassingCases(this.#context, this.#lines, group);
    }
  }

  #groupPoints({ score, points }: GroupReport): string {
    return this.#t("report.groupPoints", { score, points });
  }

  #groupDetail(group: GroupReport, groups: GroupReport[]): string {
    const parts: string[] = [];
    if (!group.visible) parts.push(this.#t("report.hidden"));
    if (group.verdict === "skipped" && group.needs.length > 0) {
      const titles = group.needs.map((need) =>
        toOneLine(groups.find((other) => other.id === need)?.title[this.#context.language] ?? need),
      );
      parts.push(
        this.#t("report.needs", {
          groups: titles
            .map((title) => (this.#context.language === "en" ? `"${title}"` : `“${title}”`))
            .join(", "),
        }),
      );
    }
    if (group.passed !== null && group.total !== null)
      parts.push(this.#t("report.cases", { passed: group.passed, total: group.total }));
    const notRun = group.cases.filter(({ verdict }) => verdict === "not-run").length;
    if (notRun > 0) parts.push(this.#t("report.notRun", { count: notRun }));
    if (group.cases.length === 0 && group.failure !== null && group.verdict !== "skipped")
      parts.push(describeFailure(this.#t, group.failure));
    return parts.join(" · ");
  }

  #failures(group: GroupReport, casesShown: number, parts: CaseParts): void {
    const { style, language } = this.#context;
    const failing = group.cases.filter(isFailed);
    const shown = failing.filter((c) => c.input !== null).slice(0, casesShown);
    for (const testCase of shown) {
      const name = style("bold", nameCase(testCase, language));
      this.#lines.hanging(`${style("red", "•")} ${name}`, "    ");
      this.#cases.render(testCase, parts, this.#selectMisconception(testCase));
    }
    const more = failing.length - shown.length;
    if (more > 0 && shown.length > 0)
      this.#lines.line(
        this.#context.style("dim", `      ${this.#t("report.moreFailures", { count: more })}`),
      );
  }

  /** Only the first failure shows it. */
  #selectMisconception(testCase: CaseReport): Report["misconception"] {
    const { groups, misconception } = this.#report;
    return findFirstFailure(groups) === testCase ? misconception : null;
  }

  // ---- messages and the footer -----------------------------------------------------------------
  #message({ code, params }: Message): void {
    const { style, language } = this.#context;
    const said = describeMessage(this.#t, language, { code, params });
    this.#lines.wrapped(style("red", said), "  ");
    const { text, column, line } = params;
    if (
      typeof text !== "string" ||
      typeof column !== "number" ||
      text === "" ||
      typeof line !== "number"
    )
      return;
    const gutter = `    ${line} │ `;
    // The line itself, and a mark under the column. Control characters become visible, so the
    // mark's position follows the text as shown.
    const shown = cut(toOneLine(text), this.#lines.columns - gutter.length);
    const before = Math.min(
      measureWidth(toOneLine(text.slice(0, Math.max(0, column - 1)))),
      this.#lines.columns - gutter.length - 1,
    );
    this.#lines.line(`${style("dim", gutter)}${shown}`);
    this.#lines.line(`${" ".repeat(gutter.length + before)}${style("red", "^")}`);
  }

  #footer(): void {
    const { receipt, usage } = this.#report;
    const parts = [
      this.#t("report.receipt", {
        submission: toOneLine(shortenHash(receipt.submission)),
        exercise: toOneLine(shortenHash(receipt.exercise)),
        engine: toOneLine(receipt.engine),
        seed: receipt.seed,
      }),
    ];
    if (receipt.hiddenSeed !== undefined)
      parts.push(this.#t("report.hiddenSeed", { hiddenSeed: receipt.hiddenSeed }));
    if (usage !== null)
      parts.push(
        this.#t("report.usage", {
          cpu: Math.round(usage.cpuTimeMs),
          wall: Math.round(usage.wallTimeMs),
        }),
      );
    for (const part of parts) this.#lines.wrapped(this.#context.style("dim", part), "  ");
  }
}
