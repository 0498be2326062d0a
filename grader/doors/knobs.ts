// The entry point for knobs in statements: reading their block, and the reference's answers.

export { answerKnobs } from "../knobs/answer-knobs.ts";
export { knobsSchema } from "../knobs/knobs.ts";
export { parseKnobs } from "../knobs/parse-knobs.ts";
