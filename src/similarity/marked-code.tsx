// One student's code with the parts that the other's code shares. Each part has a number and a link
// to the same part on the other side. With the keyboard, Tab moves from part to part, and Enter to
// the other side.

import type { AppContext } from "../http/environment.ts";
import { escapeControls } from "../reports/visible-text.ts";

interface MarkedPart {
  /** Counted from 1, the same on both sides. */
  number: number;
  range: [number, number];
}

interface MarkedCodeProps {
  c: AppContext;
  side: "earlier" | "later";
  source: string;
  parts: MarkedPart[];
  /** The student of this code, and the other student. */
  name: string;
  otherName: string;
}

export function MarkedCode({ c, side, source, parts, name, otherName }: MarkedCodeProps) {
  const t = c.get("t");
  const other = side === "earlier" ? "later" : "earlier";
  return (
    <pre
      class="marked-code"
      tabindex={0}
      role="group"
      aria-label={t("similarity.codeOf", { name })}
    >
      {cutAtParts(source, parts).map(({ text, number }) =>
        number === null ? (
          escapeControls(text)
        ) : (
          <mark id={`${side}-${number}`}>
            <a
              href={`#${other}-${number}`}
              aria-label={t("similarity.toOther", { number, name: otherName })}
            >
              {number}
            </a>
            {escapeControls(text)}
          </mark>
        ),
      )}
    </pre>
  );
}

/** The whole text in pieces; a piece that is a shared part has its number. */
function cutAtParts(
  source: string,
  parts: readonly MarkedPart[],
): { text: string; number: number | null }[] {
  const pieces: { text: string; number: number | null }[] = [];
  let at = 0;
  for (const {
    number,
    range: [from, to],
  } of [...parts].sort((a, b) => a.range[0] - b.range[0])) {
    if (from > at) pieces.push({ text: source.slice(at, from), number: null });
    if (to > Math.max(from, at))
      pieces.push({ text: source.slice(Math.max(from, at), to), number });
    at = Math.max(at, to);
  }
  if (at < source.length) pieces.push({ text: source.slice(at), number: null });
  return pieces;
}
