// Bundled with a pack's validator.ts, and run in an isolate of a pack slot: reports whether an
// input is valid, and the author's edge classes that it belongs to.

interface Validator {
  /** The problem with the input; undefined if it is valid. */
  default: (input: unknown) => string | undefined;
  edges?: Record<string, (input: unknown) => boolean>;
}

export function inspectWith({ default: validate, edges = {} }: Validator) {
  return (input: unknown): { error: string; edges: string[]; known: string[] } => {
    const error = validate(input) ?? "";
    const known = Object.keys(edges);
    return { error, edges: error === "" ? known.filter((name) => edges[name]!(input)) : [], known };
  };
}

/** Whether it accepts an input. A validator that throws does not accept it. */
export function acceptWith({ default: validate }: Validator) {
  return (input: unknown): boolean => {
    try {
      return (validate(input) ?? "") === "";
    } catch {
      return false;
    }
  };
}
