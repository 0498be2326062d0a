// The entry point for knobs in statements: reading their block, and the reference's answers.

export { answerKnobs, type KnobsAnswer } from "../knobs/answer-knobs.ts";
export { type Knobs, knobsSchema } from "../knobs/knobs.ts";
export { parseKnobs } from "../knobs/parse-knobs.ts";
