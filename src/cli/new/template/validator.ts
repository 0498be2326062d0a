// TODO The inputs that the statement allows, and the classes of inputs that fresh cases must reach.

/** Describes the problem with an input; undefined if it is valid. */
export default function validate(input: unknown): string | undefined {
  if (!Array.isArray(input) || input.length === 0) return "it must be a list of at least one number";
  return input.every((value) => typeof value === "number" && Number.isFinite(value))
    ? undefined
    : "every element must be a finite number";
}

export const edges: Record<string, (input: number[]) => boolean> = {
  "one-number": (values) => values.length === 1,
  negative: (values) => values.some((value) => value < 0),
};
