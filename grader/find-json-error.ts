// Where a text stops being JSON. JSON.parse names the place for some errors only, and in words of
// its own. It does not recurse, so deep nesting costs nothing.

const TOKEN =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:]/y;
const SPACE = /[ \t\n\r]*/y;

/** What may come next. first: an item or the end of a list or object that has just begun. */
type Next = "value" | "first" | "key" | "colon" | "after";

/** `offset`: of the first character that is wrong, or the text's length if something is missing. */
export type JsonCheck = { ok: true; depth: number } | { ok: false; offset: number };

/** `depth`: levels of nesting; 0 for a number. */
export function findJsonError(text: string): JsonCheck {
  const open: ("[" | "{")[] = [];
  let next: Next = "value";
  let depth = 0;
  let at = skipSpace(text, 0);
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    const after: Next | undefined = token === undefined ? undefined : step(token, next, open);
    if (after === undefined) return { ok: false, offset: at };
    next = after;
    depth = Math.max(depth, open.length);
    at = skipSpace(text, at + token!.length);
  }
  return open.length === 0 && next === "after" ? { ok: true, depth } : { ok: false, offset: at };
}

/** Changes `open`. undefined if the token may not stand here. */
function step(token: string, next: Next, open: ("[" | "{")[]): Next | undefined {
  const around = open.at(-1);
  switch (token) {
    case "[":
    case "{":
      if (!mayBeValue(next, around)) return undefined;
      open.push(token);
      return "first";
    case "]":
    case "}":
      if (around !== (token === "]" ? "[" : "{") || (next !== "after" && next !== "first"))
        return undefined;
      open.pop();
      return "after";
    case ",":
      if (next !== "after" || around === undefined) return undefined;
      return around === "[" ? "value" : "key";
    case ":":
      return next === "colon" ? "value" : undefined;
    default:
      if (around === "{" && (next === "first" || next === "key"))
        return token.startsWith('"') ? "colon" : undefined;
      return mayBeValue(next, around) ? "after" : undefined;
  }
}

function mayBeValue(next: Next, around: "[" | "{" | undefined): boolean {
  return next === "value" || (next === "first" && around === "[");
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + SPACE.exec(text)![0].length;
}
