// The entry point for type checking and an editor's questions while a student types: the types of
// their answers.

export {
  type AssistAnswer,
  type AssistKind,
  assistAnswer,
  ASSIST_KINDS,
  type TypeProblem,
} from "../type-check/type-messages.ts";
export type { StandardNames } from "../type-check/standard-names.ts";
