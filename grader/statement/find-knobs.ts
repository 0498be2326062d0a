// The knobs of a statement: a fenced block of data below a figure, from which the page makes a
// drawing with sliders.

import type { Token } from "markdown-it";

/** The word after the fence. */
export const KNOBS = "knobs";

/** A longer block stays text. */
export const MAX_KNOBS_CHARACTERS = 10_000;

export interface PlacedKnobs {
  /** Between the fences. */
  text: string;
  /** Of the opening fence, from 1. */
  line: number;
  /** Directly below a paragraph that is a figure and nothing else. */
  isBelowFigure: boolean;
}

/** All blocks of a statement, in order. Only the first is drawn. */
export function listKnobs(tokens: readonly Token[]): PlacedKnobs[] {
  return tokens.flatMap((token, i) =>
    isKnobs(token)
      ? [
          {
            text: token.content,
            line: (token.map?.[0] ?? 0) + 1,
            isBelowFigure: isFigure(tokens[i - 2]) && tokens[i - 1]?.type === "paragraph_close",
          },
        ]
      : [],
  );
}

/** The block that is drawn: the first, if it is not too long. */
export function findKnobs(tokens: readonly Token[]): Token | undefined {
  const first = tokens.find(isKnobs);
  return first !== undefined && first.content.length <= MAX_KNOBS_CHARACTERS ? first : undefined;
}

function isKnobs({ type, info }: Token): boolean {
  return type === "fence" && info.trim() === KNOBS;
}

function isFigure(token: Token | undefined): boolean {
  return (
    token?.type === "inline" && token.children?.length === 1 && token.children[0]!.type === "image"
  );
}
