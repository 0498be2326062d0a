// The words of the demo's course, in the language that it was made in.

import type { Language } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";

export interface DemoWords {
  /** The language of these words, and of the course. */
  language: Language;
  course: string;
  teacher: string;
  announcement: string;
  overrideReason: string;
  extensionReason: string;
  allowanceReason: string;
  comment: string;
  /** What students ask about a test or a line, and what staff answer. */
  questions: Record<"done" | "answered" | "test" | "line", string>;
  answers: Record<"done" | "answered", string>;
  thanks: string;
  /** The name of its learning platform. */
  platform: string;
}

export function wordDemo(t: Translate, language: Language): DemoWords {
  return {
    language,
    course: t("demo.course"),
    teacher: t("demo.teacher"),
    announcement: t("demo.announcement"),
    overrideReason: t("demo.overrideReason"),
    extensionReason: t("demo.extensionReason"),
    allowanceReason: t("demo.allowanceReason"),
    comment: t("demo.comment"),
    questions: {
      done: t("demo.question.done"),
      answered: t("demo.question.answered"),
      test: t("demo.question.test"),
      line: t("demo.question.line"),
    },
    answers: { done: t("demo.answer.done"), answered: t("demo.answer.answered") },
    thanks: t("demo.thanks"),
    platform: t("demo.platform"),
  };
}
