// The program that compares submissions behind walls. It only splits their texts into tokens; it
// does not parse or run them.

import { createRequire } from "node:module";
import type typescript from "typescript-js";
import type { Numbered } from "../walls/protocol/process-messages.ts";
import { answerQuestions } from "../walls/inside/answer-questions.ts";
import { compareTexts } from "./compare-texts.ts";
import type { SimilarityAnswer, SimilarityQuestion } from "./similarity-messages.ts";
import { createTokenizer } from "./tokenize.ts";

const tokenize = createTokenizer(
  createRequire(import.meta.url)("./typescript.cjs") as typeof typescript,
);

function answer({ id, cpuFactor, texts, given }: Numbered<SimilarityQuestion>): SimilarityAnswer {
  const before = process.cpuUsage();
  // Of the reference machine, so that a slower machine compares as much.
  const cpuTimeMs = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / cpuFactor;
  };
  try {
    return { type: "compared", id, result: compareTexts({ texts, given }, tokenize, cpuTimeMs) };
  } catch {
    // The error may contain a part of a text, so it is not passed on.
    return { type: "failed", id, detail: "comparing threw" };
  }
}

// The parent is trusted.
answerQuestions((question) => answer(question as Numbered<SimilarityQuestion>));
