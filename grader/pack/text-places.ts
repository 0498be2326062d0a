// Finds the place of a value in a YAML or JSON text by its path: ["groups", 2, "points"].

import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from "yaml";

/** Both from 1. */
export interface TextPlace {
  line: number;
  column: number;
}
export type Locate = (path: PropertyKey[]) => TextPlace;

/** The text is parsed the first time a place is looked up. */
export function createLocator(text: string): Locate {
  let located: { document: Document; lines: LineCounter } | undefined;
  return (path) => {
    if (located === undefined) {
      const lines = new LineCounter();
      located = {
        document: parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: "core" }),
        lines,
      };
    }
    return findPlace(located.document, located.lines, path);
  };
}

/** Like `createLocator`, for lines only. */
export function createLineLocator(text: string): (path: PropertyKey[]) => number {
  const locate = createLocator(text);
  return (path) => locate(path).line;
}

/** The place of a key or a list item. If it is missing, the place of the nearest parent. */
export function findPlace(document: Document, lines: LineCounter, path: PropertyKey[]): TextPlace {
  const at = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const key = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && item.key.value === key,
      );
      if (pair !== undefined && isScalar(pair.key) && pair.key.range) return at(pair.key.range[0]);
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return at(node.range[0]);
  }
  return { line: 1, column: 1 };
}
