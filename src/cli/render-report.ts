// A report as text to read in a terminal: groups with their points, the first differences with both values, the author's hint.

import type { CaseReport, ExerciseLimits, GroupReport, Message, Mismatch, Report } from "../../grader/index.ts";
import { hasWords, type Translate, type WordKey } from "../i18n/index.ts";
import type { CommandContext } from "./context.ts";
import { cut, indented, oneLine, escapeControls, padEnd, width, wrapped } from "./terminal.ts";

const MISMATCHES_SHOWN = 3;
/** Of the first group that failed; of every later one, the first. */
const CASES_SHOWN = 2;
const CONSOLE_LINES_SHOWN = 12;
const INPUT_LINES_SHOWN = 3;
/** Further off than this, only the distance itself says anything. */
const TIMES_SHOWN = 100_000;

export function renderReport(context: CommandContext, report: Report, limits: ExerciseLimits): string {
  return new ReportText(context, report, limits).render();
}

/** What is said of a failing case. */
interface CaseParts {
  input: boolean;
  /** Expected output and output as a whole, where only pieces of them differ. */
  values: boolean;
  console: boolean;
}
const IN_A_REPORT: CaseParts = { input: true, values: false, console: true };
const ALONE: CaseParts = { input: true, values: true, console: true };
/** Where input and console have places of their own. */
const FAILURE_ONLY: CaseParts = { input: false, values: true, console: false };

/** What these mean is not in their words. V8 says them, so a submission can say them too; nothing but the advice hangs on it. */
const EXPLAINED_ERRORS: { message: RegExp; key: WordKey }[] = [
  { message: /^Maximum call stack size exceeded$/, key: "explain.recursion" },
  { message: /^(?:Array buffer allocation failed|Invalid (?:typed )?array length.*|Invalid string length)$/, key: "explain.allocation" },
];

/** A report's text, or a part of it by itself for a page that has places of its own for the parts. One part an instance. */
export class ReportText {
  readonly #context: CommandContext;
  readonly #report: Report;
  readonly #limits: ExerciseLimits;
  readonly #t: Translate;
  readonly #columns: number;
  #lines: string[] = [];
  /** What has been explained need not be said of the next test again. */
  #explained = new Set<WordKey>();

  constructor(context: CommandContext, report: Report, limits: ExerciseLimits) {
    this.#context = context;
    this.#report = report;
    this.#limits = limits;
    this.#t = context.t;
    this.#columns = context.columns();
  }

  render(): string {
    const { messages, groups } = this.#report;
    this.#head();
    this.#line();
    this.#messages();
    // A program that did not compile has the same to say of every group: once is enough.
    if (messages.length === 0) this.#groups(groups);
    this.#remarks();
    this.#line();
    this.#footer();
    return `${this.#lines.join("\n")}\n`;
  }

  /** All but the groups. */
  renderSummary(): string {
    this.#head();
    if (this.#report.messages.length > 0 || this.#report.verdict === "judge-error") this.#line();
    this.#messages();
    this.#remarks();
    this.#line();
    this.#footer();
    return this.#lines.join("\n");
  }

  /** Of the submission as a whole: why it does not compile, or what went wrong on our side. */
  renderMessages(): string {
    this.#messages();
    return this.#dedented();
  }

  /** What stands beside a group's points, then every failing case that the report tells in full, with whole values. */
  renderGroup(group: GroupReport): string {
    this.#line(this.#groupDetail(group, this.#report.groups));
    if (group.verdict !== "accepted" && group.verdict !== "skipped") this.#failures(group, group.cases.length, ALONE);
    return this.#lines.join("\n");
  }

  /** A failing case without its name, its input and what it printed. */
  renderFailure(testCase: CaseReport): string {
    this.#case(testCase, FAILURE_ONLY);
    return this.#dedented();
  }

  /** Alone on a page, lines need not stand in from its edge. */
  #dedented(): string {
    const indent = Math.min(...this.#lines.filter((line) => line !== "").map((line) => line.length - line.trimStart().length));
    return this.#lines.map((line) => line.slice(indent)).join("\n");
  }

  #head(): void {
    const { language, style } = this.#context;
    const { exercise, verdict, score, maxScore } = this.#report;
    const colour = verdict === "accepted" ? "green" : verdict === "judge-error" ? "yellow" : "red";
    const points = this.#t("report.points", { score, maxScore });
    this.#line(`${style("bold", exercise.title[language])}  ${style(["bold", colour], this.#t(`verdict.${verdict}`))}  ${points}`);
  }

  #messages(): void {
    for (const message of this.#report.messages) this.#message(message);
    if (this.#report.verdict === "judge-error") this.#wrapped(this.#t("explain.judge-error"), "  ");
  }

  #remarks(): void {
    const { language, style } = this.#context;
    const { misconception, figure } = this.#report;
    if (misconception !== null) {
      this.#line();
      this.#wrapped(`${style(["bold", "yellow"], this.#t("report.hint"))}  ${escapeControls(misconception.hint[language])}`, "  ");
    }
    if (figure !== null) {
      this.#line();
      this.#line(`  ${style("bold", figure.title[language])}`);
      // The submission's own text: its line breaks are kept, nothing else that could steer a terminal.
      for (const line of figure.text.split("\n")) this.#wrapped(escapeControls(line), "    ");
    }
  }

  // ---- groups -----------------------------------------------------------------------------------------

  #groups(groups: GroupReport[]): void {
    const { language, style } = this.#context;
    const titleColumns = Math.min(44, Math.max(...groups.map((group) => width(group.title[language]))));
    const pointColumns = Math.max(...groups.map((group) => this.#groupPoints(group).length));
    const firstFailed = groups.find(({ verdict }) => verdict !== "accepted" && verdict !== "skipped");
    for (const group of groups) {
      const mark = group.verdict === "accepted" ? style("green", "✓") : group.verdict === "skipped" ? style("dim", "–") : style("red", "✗");
      const title = padEnd(cut(group.title[language], titleColumns), titleColumns);
      const head = `  ${mark} ${title}  ${this.#groupPoints(group).padStart(pointColumns)}  ${style("dim", this.#groupDetail(group, groups))}`;
      this.#line(head.trimEnd());
      if (group.verdict !== "accepted" && group.verdict !== "skipped") this.#failures(group, group === firstFailed ? CASES_SHOWN : 1, IN_A_REPORT);
    }
  }

  #groupPoints({ score, points }: GroupReport): string {
    return this.#t("report.groupPoints", { score, points });
  }

  #groupDetail(group: GroupReport, groups: GroupReport[]): string {
    const parts: string[] = [];
    if (!group.visible) parts.push(this.#t("report.hidden"));
    if (group.verdict === "skipped" && group.needs.length > 0) {
      const titles = group.needs.map((need) => groups.find((other) => other.id === need)?.title[this.#context.language] ?? need);
      parts.push(this.#t("report.needs", { groups: titles.map((title) => (this.#context.language === "en" ? `"${title}"` : `“${title}”`)).join(", ") }));
    }
    if (group.passed !== null && group.total !== null) parts.push(this.#t("report.cases", { passed: group.passed, total: group.total }));
    const notRun = group.cases.filter(({ verdict }) => verdict === "not-run").length;
    if (notRun > 0) parts.push(this.#t("report.notRun", { count: notRun }));
    if (group.cases.length === 0 && group.failure !== null && group.verdict !== "skipped") parts.push(this.#failureName(group.failure));
    return parts.join(" · ");
  }

  #failureName(kind: string): string {
    const key = `failure.${kind}`;
    return this.#t("report.failure", { kind: this.#t(hasWords(key) ? key : (`verdict.${kind}` as WordKey)) });
  }

  #failures(group: GroupReport, casesShown: number, parts: CaseParts): void {
    const failing = group.cases.filter(({ verdict }) => verdict !== "accepted" && verdict !== "not-run");
    const shown = failing.filter((c) => c.input !== null).slice(0, casesShown);
    for (const testCase of shown) {
      this.#line(`    ${this.#context.style("red", "•")} ${this.#context.style("bold", cut(oneLine(testCase.name), this.#columns - 8))}`);
      this.#case(testCase, parts);
    }
    const more = failing.length - shown.length;
    if (more > 0 && shown.length > 0) this.#line(this.#context.style("dim", `      ${this.#t("report.moreFailures", { count: more })}`));
  }

  // ---- one failing case -----------------------------------------------------------------------------------

  #case(testCase: CaseReport, parts: CaseParts): void {
    const { style, language } = this.#context;
    const indent = "      ";
    if (testCase.verdict !== "wrong-answer") this.#stopped(testCase, indent);
    this.#mismatches(testCase.mismatches.slice(0, MISMATCHES_SHOWN), indent);
    const more = testCase.mismatchCount - Math.min(MISMATCHES_SHOWN, testCase.mismatches.length);
    if (testCase.mismatches.length > 0 && more > 0) this.#line(style("dim", `${indent}${this.#t("mismatch.more", { count: more })}`));
    if (testCase.note !== null) this.#wrapped(escapeControls(testCase.note[language]), indent);
    if (parts.input) this.#field(this.#t("report.input"), testCase.input ?? "", indent);
    if (parts.values) this.#values(testCase, indent);
    if (testCase.smallest !== null) {
      const { input, steps, mismatches, thrown } = testCase.smallest;
      this.#line(`${indent}${style("magenta", this.#t("report.smallest", { count: steps }))}`);
      this.#field(this.#t("report.input"), input, `${indent}  `);
      this.#mismatches(mismatches.slice(0, 1), `${indent}  `);
      if (thrown !== null) this.#wrapped(style("red", this.#t("report.threw", { thrown: this.#thrown(thrown) })), `${indent}  `);
    }
    if (parts.console && testCase.console !== "") this.#console(testCase.console, indent);
    if (testCase.hint !== null) this.#wrapped(`${style("yellow", this.#t("report.hint"))}  ${escapeControls(testCase.hint[language])}`, indent);
  }

  /** Not said twice: a difference of the outputs as a whole has shown both, but for a wrong shape. */
  #values({ expected, actual, mismatches }: CaseReport, indent: string): void {
    if (mismatches.some(({ path, kind }) => path === "" && kind !== "shape")) return;
    // Without differences a checker has decided, or there is no output; where a checker decides, another output may be as good.
    if (expected !== null && (mismatches.length > 0 || actual === null)) this.#field(this.#t("mismatch.expected"), expected, indent);
    if (actual !== null) this.#field(this.#t("mismatch.actual"), actual, indent);
  }

  #stopped({ verdict, thrown }: CaseReport, indent: string): void {
    const { style } = this.#context;
    if (thrown !== null) {
      this.#wrapped(style("red", this.#t("report.threw", { thrown: this.#thrown(thrown) })), indent);
      const meaning = EXPLAINED_ERRORS.find(({ message }) => thrown.name === "RangeError" && message.test(thrown.message));
      if (meaning !== undefined) this.#explain(meaning.key, indent);
    } else if (verdict === "run-time-error") this.#line(`${indent}${style("red", this.#t("report.crashed"))}`);
    else {
      this.#line(`${indent}${style("red", this.#t(`verdict.${verdict}`))}`);
      const key = `explain.${verdict}`;
      if (hasWords(key)) this.#explain(key, indent);
    }
  }

  #explain(key: WordKey, indent: string): void {
    if (this.#explained.has(key)) return;
    this.#explained.add(key);
    this.#wrapped(this.#t(key, { ...this.#limits }), indent);
  }

  #thrown({ name, message, line }: { name: string; message: string; line: number }): string {
    const thrown = oneLine([name, message].filter((part) => part !== "").join(": "));
    return line > 0 ? this.#t("report.thrownAt", { thrown, line }) : thrown;
  }

  #mismatches(mismatches: Mismatch[], indent: string): void {
    for (const [i, mismatch] of mismatches.entries()) {
      this.#mismatch(mismatch, indent);
      // A whole matrix is transposed, not each of its cells: said once, below the last of them.
      if (mismatch.note !== null && mismatch.note !== mismatches[i + 1]?.note) this.#wrapped(this.#context.style("yellow", this.#t(`note.${mismatch.note}`)), indent);
    }
  }

  #mismatch(mismatch: Mismatch, indent: string): void {
    const { style } = this.#context;
    const path = mismatch.path === "" ? this.#t("mismatch.output") : oneLine(mismatch.path);
    if (mismatch.kind === "missing") this.#line(`${indent}${style("cyan", path)}  ${this.#t("mismatch.missing", { expected: oneLine(mismatch.expected) })}`);
    else if (mismatch.kind === "extra") this.#line(`${indent}${style("cyan", path)}  ${this.#t("mismatch.extra", { actual: oneLine(mismatch.actual) })}`);
    else {
      const isShape = mismatch.kind === "shape";
      const labels = [this.#t(isShape ? "mismatch.shapeExpected" : "mismatch.expected"), this.#t(isShape ? "mismatch.shapeActual" : "mismatch.actual")];
      const labelColumns = Math.max(...labels.map(width));
      const room = this.#columns - indent.length - labelColumns - width(path) - 4;
      // Both values start in one column, so that the first digit that differs can be seen.
      const lead = `${indent}${style("cyan", path)}  `;
      const under = " ".repeat(indent.length + width(path) + 2);
      this.#line(`${lead}${padEnd(labels[0]!, labelColumns)}  ${style("green", cut(oneLine(this.#value(mismatch, "expected")), room))}`);
      this.#line(`${under}${padEnd(labels[1]!, labelColumns)}  ${style("red", cut(oneLine(this.#value(mismatch, "actual")), room))}${this.#distance(mismatch)}`);
    }
  }

  #value({ kind, expected, actual }: Mismatch, side: "expected" | "actual"): string {
    const text = side === "expected" ? expected : actual;
    // "3" and "3 x 1": the lengths, outermost first.
    if (kind === "shape" && /^\d+$/.test(text)) return this.#t("mismatch.shapeOfList", { count: Number(text) });
    if (kind === "shape" && /^\d+(?: x \d+)+$/.test(text)) return text.replaceAll("x", "×");
    if (kind !== "type") return text;
    // "number 3": the type's name, then the value itself.
    const [name = "", ...value] = text.split(" ");
    const key = `type.${name}`;
    const word = hasWords(key) ? this.#t(key) : this.#t("type.other", { label: name });
    const shown = value.join(" ");
    const saysNoMore = shown === "" || shown === `<${name}>` || name === "undefined" || name === "null";
    return saysNoMore ? word : this.#t("type.withValue", { type: word, value: shown });
  }

  #distance({ kind, error, timesTolerance }: Mismatch): string {
    if (kind === "not-finite") return `  ${this.#context.style("dim", this.#t("mismatch.not-finite"))}`;
    if (error === null || error === 0) return "";
    const parts = [this.#t("mismatch.error", { error: shortNumber(error) })];
    if (timesTolerance !== null && timesTolerance < TIMES_SHOWN) parts.push(this.#t("mismatch.times", { times: shortNumber(timesTolerance) }));
    return `  ${this.#context.style("dim", parts.join(this.#context.language === "en" ? ", " : "，"))}`;
  }

  #console(text: string, indent: string): void {
    const lines = escapeControls(text).trimEnd().split("\n");
    const shown = lines.slice(0, CONSOLE_LINES_SHOWN).map((line) => cut(line, this.#columns - indent.length - 2));
    this.#line(`${indent}${this.#context.style("dim", this.#t("report.console"))}`);
    for (const line of shown) this.#line(`${indent}${this.#context.style("dim", `│ ${line}`)}`);
    if (lines.length > shown.length) this.#line(`${indent}${this.#context.style("dim", "│ …")}`);
  }

  // ---- messages and the footer ------------------------------------------------------------------------------

  #message({ code, params }: Message): void {
    const { style, language } = this.#context;
    const words = this.#t(code === "compile.syntax" && params["line"] === 0 ? "compile.syntax-nowhere" : code, this.#messageParams(params));
    // A student is not told why the author's programs failed: nothing then follows the colon.
    const said = params["detail"] === "" ? words.replace(/[:：]\s*$/, language === "en" ? "." : "。") : words;
    this.#wrapped(style("red", escapeControls(said)), "  ");
    const { text, column, line } = params;
    if (typeof text !== "string" || typeof column !== "number" || text === "" || typeof line !== "number") return;
    const gutter = `    ${line} │ `;
    // The line itself, and a mark under the column. Tabs and the like become visible, so the mark is placed by what is shown.
    const shown = cut(oneLine(text), this.#columns - gutter.length);
    const before = Math.min(width(oneLine(text.slice(0, Math.max(0, column - 1)))), this.#columns - gutter.length - 1);
    this.#line(`${style("dim", gutter)}${shown}`);
    this.#line(`${" ".repeat(gutter.length + before)}${style("red", "^")}`);
  }

  #messageParams(params: Message["params"]): Message["params"] {
    const { reason, detail, name, message, line } = params;
    const key = `syntax.${reason}`;
    // The parser's words are English; the commonest mistakes have words of ours in both languages.
    const what = typeof reason === "string" && hasWords(key) ? `${this.#t(key)}${this.#context.language === "en" ? ` (${detail})` : `（${detail}）`}` : String(detail ?? "");
    const thrown = typeof message === "string" ? this.#thrown({ name: String(name), message, line: Number(line) }) : "";
    const declared = typeof params["signature"] === "string" ? asDeclaration(params["signature"]) : undefined;
    const declaration = declared === undefined ? `export const ${name}: ${params["signature"]}` : `export function ${name}${declared}`;
    return { ...params, what, thrown, declaration };
  }

  #footer(): void {
    const { receipt, usage } = this.#report;
    const parts = [this.#t("report.receipt", { submission: receipt.submission.slice(0, 8), exercise: receipt.exercise.slice(0, 8), engine: receipt.engine, seed: receipt.seed })];
    if (usage !== null) parts.push(this.#t("report.usage", { cpu: Math.round(usage.cpuTimeMs), wall: Math.round(usage.wallTimeMs) }));
    for (const part of parts) this.#line(`  ${this.#context.style("dim", part)}`);
  }

  // ---- lines --------------------------------------------------------------------------------------------------

  #field(label: string, value: string, indent: string): void {
    const under = `${indent}${" ".repeat(width(label) + 2)}`;
    const [first = "", ...more] = wrapped(oneLine(value), this.#columns - under.length, INPUT_LINES_SHOWN);
    this.#line(`${indent}${this.#context.style("dim", label)}  ${first}`);
    for (const line of more) this.#line(`${under}${line}`);
  }

  #wrapped(text: string, indent: string): void {
    this.#line(indented(text, indent, this.#columns));
  }

  #line(text = ""): void {
    this.#lines.push(text);
  }
}

/** Three digits are enough to see how far off something is: 0.6, 4.25e-7, 59.1. A whole number stays what it is. */
function shortNumber(value: number): string {
  if (Number.isInteger(value) && value < 1e9) return String(value);
  const short = Number(value.toPrecision(3));
  return value >= 0.001 && value < 1e9 ? String(short) : String(short).replace("e+", "e");
}

/** "(x: number) => string" as what follows a function's name in its declaration: "(x: number): string". */
function asDeclaration(signature: string): string | undefined {
  if (!signature.startsWith("(")) return undefined;
  let depth = 0;
  for (let i = 0; i < signature.length; i++) {
    if (signature[i] === "(") depth += 1;
    if (signature[i] !== ")" || --depth > 0) continue;
    const result = /^ *=> *(.*)$/s.exec(signature.slice(i + 1))?.[1];
    return result === undefined ? undefined : `${signature.slice(0, i + 1)}: ${result}`;
  }
  return undefined;
}
