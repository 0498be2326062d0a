// A hints.yaml for the pack `tiny`, whose exercise has one export, `total`.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

export const TINY_HINTS = `total:
  nudge: { zh-CN: 空列表的和是多少？, en: What is the sum of an empty list? }
  idea: { zh-CN: 从 0 开始，逐个加上。, en: Start at 0 and add the values one by one. }
  formula: { zh-CN: "$s = \\\\sum_i x_i$", en: "$s = \\\\sum_i x_i$" }
`;

/** `pack`: a copy of `tiny`. */
export function addTinyHints(pack: string, text = TINY_HINTS): void {
  writeFileSync(join(pack, "sum", "hints.yaml"), text);
}
