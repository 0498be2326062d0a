// Renders one failing case as text: the error, the differences, the input, a smaller failing input,
// and hints.

import type { CallReport, CaseReport, Code, Mismatch, Report } from "../../grader/doors/reports.ts";
import type { ExerciseLimits } from "../../grader/doors/packs.ts";
import { hasWords, type Translate, type WordKey } from "../i18n/index.ts";
import {
  describeDistance,
  describeReturned,
  describeThrown,
  describeValue,
  describeWrongForm,
  type Meaning,
  findMeaning,
  nameInput,
  showsWholeOutput,
} from "../reports/describe.ts";
import type { CommandContext } from "./context.ts";
import type { ReportLines } from "./report-lines.ts";
import { listHints } from "../reports/list-hints.ts";
import { escapeControls, toOneLine } from "../reports/visible-text.ts";
import { measureWidth, padEnd, wrapText } from "./terminal.ts";

const MISMATCHES_SHOWN = 3;
/** Of one long value. */
const VALUE_ROWS = 2;
const CONSOLE_ROWS = 12;

/** The parts of a failing case. */
export interface CaseParts {
  input: boolean;
  /** The whole expected and actual output, if the differences show only parts of them. */
  values: boolean;
  console: boolean;
  /** Code with every element of long lists. */
  isWhole?: boolean;
}
export const IN_A_REPORT: CaseParts = { input: true, values: false, console: true };
export const ALONE: CaseParts = { input: true, values: true, console: true };
export const IN_FULL: CaseParts = { ...ALONE, isWhole: true };
/** On pages that show input and console elsewhere. */
export const FAILURE_ONLY: CaseParts = { input: false, values: true, console: false };

/**
 * Renders the failing cases of one report. An explanation that one case has shown is not repeated
 * in the next.
 */
export class CaseText {
  readonly #context: CommandContext;
  readonly #lines: ReportLines;
  readonly #limits: ExerciseLimits;
  readonly #t: Translate;
  readonly #explained = new Set<string>();

  constructor(context: CommandContext, lines: ReportLines, limits: ExerciseLimits) {
    this.#context = context;
    this.#lines = lines;
    this.#limits = limits;
    this.#t = context.t;
  }

  /** `misconception`: only for the case that it is shown in. */
  render(
    testCase: CaseReport,
    parts: CaseParts,
    misconception: Report["misconception"] = null,
  ): void {
    const { style, language } = this.#context;
    const indent = "      ";
    // Reports of an earlier version do not have this field.
    if (testCase.call?.wrongForm)
      this.#lines.wrapped(
        style("yellow", describeWrongForm(this.#t, testCase.call.wrongForm)),
        indent,
      );
    for (const { label, text } of listHints(this.#t, language, testCase, misconception))
      this.#lines.wrapped(`${style("yellow", this.#t(label))}  ${text}`, indent);
    if (testCase.verdict !== "wrong-answer") this.#stopped(testCase, indent);
    // Reports of an earlier version do not have this field.
    if (testCase.returned)
      this.#lines.wrapped(style("yellow", describeReturned(this.#t, testCase.returned)), indent);
    this.renderMismatches(testCase.mismatches.slice(0, MISMATCHES_SHOWN), indent);
    const more = testCase.mismatchCount - Math.min(MISMATCHES_SHOWN, testCase.mismatches.length);
    if (testCase.mismatches.length > 0 && more > 0)
      this.#lines.line(style("dim", `${indent}${this.#t("mismatch.more", { count: more })}`));
    if (testCase.note !== null)
      this.#lines.wrapped(escapeControls(testCase.note[language]), indent);
    this.#unstable(testCase, indent);
    if (parts.input) this.#input(testCase, parts, indent);
    if (parts.values) this.#values(testCase, indent);
    if (testCase.smallest !== null) {
      const { input, call, steps, mismatches, thrown } = testCase.smallest;
      this.#lines.wrapped(style("magenta", this.#t("report.smallest", { count: steps })), indent);
      if (call) this.#call(call, "report.called", parts, `${indent}  `);
      else this.#data(testCase, input, `${indent}  `);
      this.renderMismatches(mismatches.slice(0, 1), `${indent}  `);
      if (thrown !== null)
        this.#lines.wrapped(
          style("red", this.#t("report.threw", { thrown: describeThrown(this.#t, thrown) })),
          `${indent}  `,
        );
    }
    if (parts.console && testCase.console !== "")
      this.#lines.console(this.#t("report.console"), testCase.console, indent, CONSOLE_ROWS);
  }

  /** What was called, or else the input. Reports of an earlier version have no call. */
  #input(testCase: CaseReport, parts: CaseParts, indent: string): void {
    const { call, input, verdict, mismatches } = testCase;
    if (!call) return this.#data(testCase, input ?? "", indent);
    const label = verdict === "time-limit-exceeded" ? "report.notReturned" : "report.called";
    const shown = showsWholeOutput(mismatches) ? { ...call, result: null } : call;
    this.#call(shown, label, parts, indent);
  }

  /** The longer label stands above the value. */
  #data({ isConverted }: CaseReport, input: string, indent: string): void {
    const label = this.#t(nameInput({ isConverted }));
    if (!isConverted) return this.#lines.field(label, input, indent);
    this.#lines.wrapped(this.#context.style("dim", label), indent);
    this.#lines.value(input, `${indent}  `);
  }

  #call(
    { code, result, given }: CallReport,
    label: WordKey,
    { isWhole = false }: CaseParts,
    indent: string,
  ): void {
    const { language, style } = this.#context;
    const write = ({ whole, folded }: Code) => escapeControls(isWhole ? (whole ?? folded) : folded);
    this.#lines.code(this.#t(label), write(code), indent);
    if (result !== null) this.#lines.code(this.#t("report.returnedValue"), write(result), indent);
    for (const { name, text } of given) {
      const words = escapeControls(text[language]);
      this.#lines.wrapped(
        style("dim", `${this.#t("report.given", { name: toOneLine(name) })} ${words}`),
        indent,
      );
    }
  }

  #unstable({ unstable }: CaseReport, indent: string): void {
    if (!unstable) return;
    this.#lines.wrapped(this.#context.style("yellow", this.#t("report.unstable")), indent);
    const path = unstable.path === "" ? "" : `${toOneLine(unstable.path)}  `;
    this.#lines.field(`${path}${this.#t("report.unstableFirst")}`, unstable.first, indent);
    this.#lines.field(`${path}${this.#t("report.unstableSecond")}`, unstable.second, indent);
  }

  /**
   * Left out if a difference of the whole outputs has already shown both, except for a wrong shape.
   */
  #values({ expected, actual, mismatches }: CaseReport, indent: string): void {
    if (showsWholeOutput(mismatches)) return;
    // Without differences, a checker has decided, or there is no output. A checker may accept other
    // outputs.
    if (expected !== null && (mismatches.length > 0 || actual === null))
      this.#lines.field(this.#t("mismatch.expected"), expected, indent);
    if (actual !== null) this.#lines.field(this.#t("mismatch.actual"), actual, indent);
  }

  #stopped({ verdict, thrown, returned }: CaseReport, indent: string): void {
    const { style } = this.#context;
    if (thrown !== null) {
      this.#lines.wrapped(
        style("red", this.#t("report.threw", { thrown: describeThrown(this.#t, thrown) })),
        indent,
      );
      const meaning = findMeaning(thrown);
      if (meaning !== undefined) this.#explain(meaning.key, indent, meaning.params);
    } else if (verdict === "run-time-error" && returned) return;
    else if (verdict === "run-time-error")
      this.#lines.line(`${indent}${style("red", this.#t("report.crashed"))}`);
    else {
      this.#lines.line(`${indent}${style("red", this.#t(`verdict.${verdict}`))}`);
      const key = `explain.${verdict}`;
      if (hasWords(key)) this.#explain(key, indent);
    }
  }

  #explain(key: WordKey, indent: string, params: Meaning["params"] = {}): void {
    const words = toOneLine(this.#t(key, { ...this.#limits, ...params }));
    if (this.#explained.has(words)) return;
    this.#explained.add(words);
    this.#lines.wrapped(words, indent);
  }

  renderMismatches(mismatches: Mismatch[], indent: string): void {
    for (const [i, mismatch] of mismatches.entries()) {
      this.#mismatch(mismatch, indent);
      // A whole matrix is transposed, not each of its cells, so this is printed once, below the
      // last of them.
      if (mismatch.note !== null && mismatch.note !== mismatches[i + 1]?.note)
        this.#lines.wrapped(
          this.#context.style("yellow", this.#t(`note.${mismatch.note}`)),
          indent,
        );
    }
  }

  #mismatch(mismatch: Mismatch, indent: string): void {
    const { style } = this.#context;
    const path = mismatch.name === "" ? this.#t("mismatch.output") : toOneLine(mismatch.name);
    const lead = style("cyan", path);
    if (mismatch.kind === "missing") {
      const expected = toOneLine(mismatch.expected);
      this.#lines.hanging(`${lead}  ${this.#t("mismatch.missing", { expected })}`, indent);
    } else if (mismatch.kind === "extra") {
      const actual = toOneLine(mismatch.actual);
      this.#lines.hanging(`${lead}  ${this.#t("mismatch.extra", { actual })}`, indent);
    } else this.#bothValues(mismatch, path, indent);
  }

  /**
   * Both values start in the same column, so that the first different digit is easy to see: beside
   * the path, or below it if they have no room there.
   */
  #bothValues(mismatch: Mismatch, path: string, indent: string): void {
    const { style } = this.#context;
    const isShape = mismatch.kind === "shape";
    const labels = [
      this.#t(isShape ? "mismatch.shapeExpected" : "mismatch.expected"),
      this.#t(isShape ? "mismatch.shapeActual" : "mismatch.actual"),
    ];
    const values = (["expected", "actual"] as const).map((side) =>
      describeValue(this.#t, mismatch, side),
    );
    const distance = describeDistance(this.#t, this.#context.language, mismatch);
    const labelColumns = Math.max(...labels.map(measureWidth));
    const beside = indent.length + measureWidth(path) + 2;
    const needed = labelColumns + 2 + Math.max(...values.map(measureWidth));
    const isBeside = beside + needed <= this.#lines.columns;
    const lead = `${indent}${style("cyan", path)}`;
    if (!isBeside) this.#lines.line(lead);
    const under = " ".repeat(isBeside ? beside : indent.length + 2);
    for (const [i, value] of values.entries()) {
      const start = isBeside && i === 0 ? `${lead}  ` : under;
      const label = `${start}${padEnd(labels[i]!, labelColumns)}  `;
      this.#value(label, value, i === 0 ? "green" : "red", i === 0 ? "" : distance);
    }
  }

  /** `distance` stands beside the value, or below it if it has no room there. */
  #value(label: string, value: string, colour: "green" | "red", distance: string): void {
    const { style } = this.#context;
    const start = measureWidth(label);
    const under = " ".repeat(start);
    const rows = wrapText(value, this.#lines.columns - start, VALUE_ROWS);
    const last = rows.at(-1)!;
    const isBeside = start + measureWidth(last) + 2 + measureWidth(distance) <= this.#lines.columns;
    for (const [i, row] of rows.entries()) {
      const text = `${i === 0 ? label : under}${style(colour, row)}`;
      const isLast = i === rows.length - 1;
      this.#lines.line(
        isLast && isBeside && distance !== "" ? `${text}  ${style("dim", distance)}` : text,
      );
    }
    if (!isBeside && distance !== "") this.#lines.wrapped(style("dim", distance), under);
  }
}
