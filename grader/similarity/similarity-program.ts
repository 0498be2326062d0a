// The program that compares submissions, behind walls. Their texts are only cut into tokens:
// nothing is parsed further, and nothing runs.

import { createRequire } from "node:module";
import type typescript from "typescript-js";
import type { Numbered } from "../walls/between/process-messages.ts";
import { answerQuestions } from "../walls/inside/answer-questions.ts";
import { compareTexts } from "./compare-texts.ts";
import type { SimilarityAnswer, SimilarityQuestion } from "./similarity-messages.ts";
import { createTokenizer } from "./tokenize.ts";

const tokenize = createTokenizer(
  createRequire(import.meta.url)("./typescript.cjs") as typeof typescript,
);

function answer({ id, cpuFactor, texts, given }: Numbered<SimilarityQuestion>): SimilarityAnswer {
  const before = process.cpuUsage();
  // The reference machine's, so that as much is compared on a slower one.
  const cpuTimeMs = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / cpuFactor;
  };
  try {
    return { type: "compared", id, result: compareTexts({ texts, given }, tokenize, cpuTimeMs) };
  } catch {
    // What was thrown may hold some of a text, and goes nowhere.
    return { type: "failed", id, detail: "comparing threw" };
  }
}

// The parent is trusted.
answerQuestions((question) => answer(question as Numbered<SimilarityQuestion>));
