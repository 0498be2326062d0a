// Answers an editor's question about a place in a text: the names that fit there, the type of a name,
// the signature of a call. Runs only in the thread of types-thread.ts.
//
// Nothing of the text stays: a test looks for it in the thread's memory.

import type typescript from "typescript-js";
import { completeCode } from "./complete-code.ts";
import type { Declarations } from "./declarations.ts";
import { describeCall } from "./describe-call.ts";
import { describeName } from "./describe-name.ts";
import { createServiceOpener } from "./language-service.ts";
import { limitSteps, StepLimitError } from "./step-limit.ts";
import type { AssistAnswer, AssistQuestion } from "./type-messages.ts";

/** `isUnwanted`: asked again and again; true ends the work, and the answer is null. */
export type AssistCode = (
  question: Omit<AssistQuestion, "type">,
  isUnwanted?: () => boolean,
) => AssistAnswer;

/** Throws what TypeScript throws; afterwards, it may be in an inconsistent state. */
export function createCodeAssist(ts: typeof typescript, declarations: Declarations): AssistCode {
  const open = createServiceOpener(ts, declarations);
  return ({ about, source, syntax, offset, cpuTimeMs }, isUnwanted = () => false) => {
    try {
      return limitSteps(cpuTimeMs, isUnwanted, (remainingMs): AssistAnswer => {
        const text = open(source, syntax);
        const place = Math.min(offset, source.length);
        switch (about) {
          case "completion": {
            const found = completeCode(ts, text, place, remainingMs);
            return found && { about, ...found };
          }
          case "name": {
            const found = describeName(ts, text, place);
            return found && { about, ...found };
          }
          case "call": {
            const found = describeCall(ts, text, place);
            return found && { about, ...found };
          }
        }
      });
    } catch (error) {
      if (error instanceof StepLimitError) return null;
      throw error;
    }
  };
}
