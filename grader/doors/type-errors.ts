// The entry point for type checking while a student types: the types of its input and result.

export type { TypeProblem } from "../type-check/type-messages.ts";
