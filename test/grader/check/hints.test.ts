// What the check of a pack finds in hints.yaml, with the place.

import { expect, test } from "vitest";
import { checkTexts } from "../../../grader/check/texts.ts";
import { addTinyHints, TINY_HINTS } from "../../support/hints-file.ts";
import { copyTiny, load } from "../../support/packs.ts";

async function findIn(text: string) {
  const folder = copyTiny();
  addTinyHints(folder, text);
  return (await checkTexts(await load(folder, "sum")))
    .filter(({ file }) => file.endsWith("hints.yaml"))
    .map(({ code, severity, line, params }) => ({ code, severity, line, params }));
}

test("good hints have no findings", async () => {
  expect(await findIn(TINY_HINTS)).toEqual([]);
});

test.each<[string, string, string, { code: string; line: number; params?: object }]>([
  [
    "a formula that does not parse",
    '"$s = \\\\sum_i x_i$", en: "$s = \\\\sum_i x_i$"',
    '"$s = \\\\frac{x$", en: "$s = \\\\frac{x$"',
    { code: "formula", line: 4 },
  ],
  [
    "a formula in one language only",
    'en: "$s = \\\\sum_i x_i$"',
    "en: The sum of the values.",
    { code: "formula-differs", line: 4, params: { en: "–" } },
  ],
  [
    "a dollar sign without its partner",
    "one by one.",
    "one by one in $.",
    { code: "formula", line: 3 },
  ],
  [
    "HTML",
    "one by one.",
    "<b>one by one</b>.",
    { code: "markdown-html", line: 3, params: { text: "<b>" } },
  ],
  [
    "a heading",
    "从 0 开始，逐个加上。",
    '"## 从 0 开始"',
    { code: "hint-part", line: 3, params: { what: "headings" } },
  ],
  [
    "a picture",
    "从 0 开始，逐个加上。",
    '"从 0 开始 ![图](figures/sum.svg)"',
    { code: "hint-part", line: 3, params: { what: "figures" } },
  ],
  [
    "a block of code",
    "从 0 开始，逐个加上。",
    '"从 0 开始\\n\\n```ts\\nlet sum = 0;\\n```"',
    { code: "hint-part", line: 3, params: { what: "code" } },
  ],
  [
    "a link to nothing",
    "Start at 0 and add the values one by one.",
    '"Start at 0, see [mean](../mean)."',
    { code: "broken-link", line: 3, params: { target: "../mean" } },
  ],
  [
    "a text that is not translated",
    "空列表的和是多少？",
    "What is the sum of an empty list?",
    { code: "not-translated", line: 2 },
  ],
  ["other numbers in one language", "从 0 开始", "从 1 开始", { code: "number-differs", line: 3 }],
  [
    "an invisible character",
    "空列表的和是多少？",
    '"空\\u202e列表的和是多少？"',
    { code: "invisible-character", line: 2 },
  ],
])("%s", async (_, what, by, expected) => {
  expect(TINY_HINTS).toContain(what);
  const found = await findIn(TINY_HINTS.replace(what, by));
  expect(found[0]).toMatchObject({ severity: "error", ...expected });
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set([expected.code]));
});
