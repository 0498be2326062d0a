// Syntax trees of Babel's parser.

import type { Node } from "@babel/types";

export function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  );
}
