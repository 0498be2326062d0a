// One small change of a reference solution. All mutants of a kind are in one text, each behind a
// switch, so that the text is translated once, and a mutant chosen by what stands in front of it.

export interface Mutant {
  /** Which of the two instrumented texts holds it. */
  program: "operators" | "constants";
  /** Its name behind the switch of that text. */
  key: string;
  /** Of the reference, both from 1. */
  line: number;
  column: number;
  /** What stands there, and what the mutant has instead. */
  from: string;
  to: string;
}

export interface MutantSet {
  mutants: Mutant[];
  /** TypeScript: the reference with all its mutants, by `Mutant.program`. */
  sources: Record<Mutant["program"], string>;
}

export const SWITCH = "__gradusMutant__";

/**
 * A line of JavaScript to stand before an instrumented text, in one scope with it: this mutant on,
 * or none. The functions are those that Stryker's switches call; it would bring its own, which look
 * for a global that a frozen one cannot have.
 */
export function switchOn(mutant?: Pick<Mutant, "key">): string {
  const key = JSON.stringify(mutant?.key ?? "");
  return `var ${SWITCH} = ${key}; function stryMutAct_9fa48(key) { return key === ${SWITCH}; } function stryCov_9fa48() {}\n`;
}
