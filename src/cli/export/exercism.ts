// Writes a report as Exercism's results.json, version 3: one test for each case of a visible group,
// one test for each hidden group. Specification: "The Test Runner Interface",
// https://exercism.org/docs/building/tooling/test-runners/interface
//
// A test has the status fail if it returned a wrong result, and error if it returned nothing: it
// threw, exceeded a limit, or was not run. The overall status is error only if no test ran. In an
// exam, hidden groups are left out, because Exercism has no status for "not shown".

import {
  type CaseReport,
  type GroupReport,
  redact,
  type Report,
} from "../../../grader/doors/reports.ts";
import type { CommandContext } from "../context.ts";
import { ReportText } from "../render-report.ts";
import { nameCase, nameInput } from "../../reports/describe.ts";
import { escapeControls, toOneLine } from "../../reports/visible-text.ts";
import type { Export } from "./exported.ts";

export interface ExercismResults {
  version: 3;
  status: "pass" | "fail" | "error";
  /** null unless the status is error. */
  message: string | null;
  tests: ExercismTest[];
}

interface ExercismTest {
  name: string;
  status: "pass" | "fail" | "error";
  message: string | null;
  /** What the submission printed. */
  output: string | null;
  test_code?: string;
  task_id: number;
}

/**
 * The limit in bytes: "The effective maximum length is less if the value contains multibyte
 * characters".
 */
const MESSAGE_BYTES = 65_535;
const OUTPUT_CHARACTERS = 500;

export function toExercism(context: CommandContext, exported: Export): ExercismResults {
  const report = redact(exported.report, exported.audience);
  const { limits } = exported.exercise.manifest;
  if (report.messages.length > 0 || report.verdict === "judge-error") {
    const message = new ReportText(context, report, limits).renderMessages();
    return { version: 3, status: "error", message: cutBytes(message, MESSAGE_BYTES), tests: [] };
  }
  const writer = new TestWriter(context, report, exported);
  const tests = report.groups.flatMap((group, i) =>
    group.visible || exported.audience !== "exam" ? writer.write(group, i + 1) : [],
  );
  return {
    version: 3,
    status: tests.every(({ status }) => status === "pass") ? "pass" : "fail",
    message: null,
    tests,
  };
}

class TestWriter {
  readonly #context: CommandContext;
  readonly #report: Report;
  readonly #exercise: Export["exercise"];

  constructor(context: CommandContext, report: Report, { exercise }: Export) {
    this.#context = context;
    this.#report = report;
    this.#exercise = exercise;
  }

  write(group: GroupReport, number: number): ExercismTest[] {
    // A skipped group has no cases.
    if (!group.visible || group.cases.length === 0) return [this.#ofGroup(group, number)];
    return group.cases.map((testCase) => this.#ofCase(group, testCase, number));
  }

  #ofGroup(group: GroupReport, number: number): ExercismTest {
    const status = chooseStatus(group.verdict);
    const points = this.#context.t("report.points", { score: group.score, maxScore: group.points });
    const message = status === "pass" ? null : `${points} · ${this.#text().renderGroup(group)}`;
    return {
      name: group.title[this.#context.language],
      status,
      message,
      output: null,
      task_id: number,
    };
  }

  #ofCase(group: GroupReport, testCase: CaseReport, number: number): ExercismTest {
    const { t, language } = this.#context;
    return {
      name: t("export.test", { group: group.title[language], name: nameCase(testCase, language) }),
      status: chooseStatus(testCase.verdict),
      message: this.#describeMessage(group, testCase),
      output: testCase.console === "" ? null : this.#cutOutput(escapeControls(testCase.console)),
      ...(testCase.input === null ? {} : { test_code: this.#describeCall(testCase) }),
      task_id: number,
    };
  }

  #describeMessage(group: GroupReport, testCase: CaseReport): string | null {
    const { t } = this.#context;
    if (testCase.verdict === "accepted") return null;
    if (testCase.verdict === "not-run") return this.#whyNotRun(group);
    // A report contains only the first failures of a group in full.
    const verdict = t(`verdict.${testCase.verdict}`);
    return testCase.input === null
      ? t("export.told-briefly", { verdict })
      : this.#text().renderFailure(testCase) || verdict;
  }

  /**
   * Cases run in an order of their own, so this may be the first failure that a student sees. It
   * names the failure that matters.
   */
  #whyNotRun({ cases }: GroupReport): string {
    const { t, language } = this.#context;
    const last = cases.find(({ verdict }) => verdict.endsWith("-limit-exceeded"));
    return last === undefined
      ? t("verdict.not-run")
      : t("export.not-run", {
          name: nameCase(last, language),
          verdict: t(`verdict.${last.verdict}`),
        });
  }

  /**
   * The recorded call. Without one, the export that is called with the input, or, for an exercise
   * with a driver, only the input.
   */
  #describeCall(testCase: CaseReport): string {
    const { call, input } = testCase;
    if (call) return escapeControls(call.code.whole ?? call.code.folded);
    const { modules, manifest } = this.#exercise;
    const shown = toOneLine(input ?? "");
    return modules.driver === undefined
      ? `${manifest.exports[0]!.name}(${shown})`
      : `// ${this.#context.t(nameInput(testCase))}\nconst input = ${shown};`;
  }

  #cutOutput(text: string): string {
    if (text.length <= OUTPUT_CHARACTERS) return text;
    const note = `\n${this.#context.t("export.output-cut", { limit: OUTPUT_CHARACTERS })}`;
    return withoutHalfCharacter(text.slice(0, OUTPUT_CHARACTERS - note.length)) + note;
  }

  #text(): ReportText {
    return new ReportText(this.#context, this.#report, this.#exercise.manifest.limits);
  }
}

function chooseStatus(
  verdict: GroupReport["verdict"] | CaseReport["verdict"],
): ExercismTest["status"] {
  if (verdict === "accepted") return "pass";
  return verdict === "wrong-answer" ? "fail" : "error";
}

function cutBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  // A character that was cut in two becomes one U+FFFD. Three bytes are reserved for the mark.
  return `${bytes
    .subarray(0, limit - 3)
    .toString("utf8")
    .replace(/\uFFFD$/, "")}…`;
}

/** Half of a surrogate pair is not valid text. */
function withoutHalfCharacter(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, "");
}
