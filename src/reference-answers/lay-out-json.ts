// JSON for people who edit it: what fits on a line stays on one, so that a matrix has one row per
// line.

const LINE_CHARACTERS = 72;

/** `text`: valid JSON. Numbers and strings stay as they are written by `JSON.stringify`. */
export function layOutJson(text: string): string {
  return layOut(JSON.parse(text), 0);
}

function layOut(value: unknown, indent: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const short = formatShort(value);
  if (short.length + indent <= LINE_CHARACTERS) return short;
  const inside = " ".repeat(indent + 2);
  const items = Array.isArray(value)
    ? value.map((item) => inside + layOut(item, indent + 2))
    : Object.entries(value).map(
        ([key, item]) => `${inside}${JSON.stringify(key)}: ${layOut(item, indent + 2)}`,
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${items.join(",\n")}\n${" ".repeat(indent)}${close}`;
}

/** On one line, with spaces. */
function formatShort(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(formatShort).join(", ")}]`;
  const fields = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${formatShort(item)}`,
  );
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
