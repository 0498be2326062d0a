// The door to what type checking while a student types asks for and finds.

export type { TypeProblem } from "../type-check/type-messages.ts";
