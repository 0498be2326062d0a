// Splits any text into tokens of a programming language, so that code can be found in the middle of
// a sentence.

export interface CodeToken {
  kind: "name" | "number" | "text" | "sign" | "comment";
  text: string;
  /** From 1. */
  line: number;
}

const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>"(?:\\.|[^"\\\n])*"|(?<![A-Za-z])'(?:\\.|[^'\\\n])*')|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?n?)|(?<sign>=>|\.\.\.|\?\.|[*&|?<>]{2,3}=?|[-+]{2}|[=!]==?|[-+*/%<>&|^]=?|[^\s])/giu;

/** Comments are skipped, or with `comments` split into tokens as well. */
export function readCodeTokens(
  text: string,
  { comments = false }: { comments?: boolean } = {},
): CodeToken[] {
  const found: CodeToken[] = [];
  let [line, counted] = [1, 0];
  for (const { groups = {}, 0: written, index } of text.matchAll(TOKEN)) {
    for (; counted < index; counted++) if (text[counted] === "\n") line += 1;
    const kind = (["comment", "text", "name", "number", "sign"] as const).find(
      (name) => groups[name] !== undefined,
    )!;
    if (kind !== "comment") found.push({ kind, text: written, line });
    else if (comments) {
      const inner = readCodeTokens(written.replace(/^\/[/*]|\*\/$/g, "  "), { comments: true });
      found.push(...inner.map((token) => ({ ...token, line: line + token.line - 1 })));
    }
  }
  return found;
}
