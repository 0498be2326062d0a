// A mutant: the reference with one small change. All mutants of a kind are in one text, each behind
// a switch, so that the text is translated only once. A line in front of it selects the mutant.

export interface Mutant {
  /** Which of the two instrumented texts contains it. */
  program: "operators" | "constants";
  /** Its name for the switch in that text. */
  key: string;
  /** In the reference, both from 1. */
  line: number;
  column: number;
  /** The original text at this place, and the mutant's. */
  from: string;
  to: string;
}

export interface MutantSet {
  mutants: Mutant[];
  /** The reference with all its mutants (TypeScript), by `Mutant.program`. */
  sources: Record<Mutant["program"], string>;
}

export const SWITCH = "__gradusMutant__";

/**
 * A line of JavaScript to put in front of an instrumented text: it switches on one mutant, or none.
 * It defines the functions that Stryker's switches call. Stryker's own versions need a global that
 * a frozen global object cannot have.
 */
export function switchOn(mutant?: Pick<Mutant, "key">): string {
  const key = JSON.stringify(mutant?.key ?? "");
  const isOn = `function stryMutAct_9fa48(key) { return key === ${SWITCH}; }`;
  return `var ${SWITCH} = ${key}; ${isOn} function stryCov_9fa48() {}\n`;
}
