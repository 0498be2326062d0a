// Bundled in front of a pack's validator.ts, to run inside an isolate of a pack slot: whether an
// input is valid, and which of the author's edge classes it belongs to.

interface Validator {
  /** What is wrong with the input; undefined where nothing is. */
  default: (input: unknown) => string | undefined;
  edges?: Record<string, (input: unknown) => boolean>;
}

export function inspectWith({ default: validate, edges = {} }: Validator) {
  return (input: unknown): { fault: string; edges: string[]; known: string[] } => {
    const fault = validate(input) ?? "";
    const known = Object.keys(edges);
    return { fault, edges: fault === "" ? known.filter((name) => edges[name]!(input)) : [], known };
  };
}

/** Whether it takes an input for a valid one. A validator that throws over it does not. */
export function acceptWith({ default: validate }: Validator) {
  return (input: unknown): boolean => {
    try {
      return (validate(input) ?? "") === "";
    } catch {
      return false;
    }
  };
}
