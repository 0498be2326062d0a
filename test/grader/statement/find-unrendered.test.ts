// Other Markdown dialects in a statement: found with their line, and never in code, formulas or
// plain words.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkStatements } from "../../../grader/check/statements.ts";
import { findPacks, loadExercise } from "../../../grader/doors/packs.ts";
import { findUnrendered } from "../../../grader/statement/find-unrendered.ts";
import { renderStatement } from "../../../grader/statement/render-statement.ts";
import { makeTranslator } from "../../../src/i18n/index.ts";
import { describe as describeFinding } from "../../../src/reports/describe-check.ts";
import { copyTiny, edit, load } from "../../support/packs.ts";

const TARGETS = { files: "/files/p/e", exercises: "/exercises/p" };

describe("markup that would be shown as text is found", () => {
  test.each([
    ["html", "A<br>b", "<br>"],
    ["html", "H<sub>2</sub>O", "<sub>"],
    ["html", "<details>\n<summary>Hint</summary>\nx\n</details>", "<details>"],
    ["html", "<!-- a note to myself -->", "<!--"],
    ["html", '<img src="figures/a.svg">', '<img src="figures/a.svg">'],
    ["footnote", "A claim.[^1]", "[^1]"],
    ["footnote", "[^note]: word", "[^note]:"],
    ["task-list", "- [ ] read it\n- [x] write it", "- [ ]"],
    ["task-list", "1. [ ] read it", "1. [ ]"],
    ["definition-list", "Term\n: its meaning", ": its meaning"],
    ["alert", "> [!NOTE]\n> Mind this.", "> [!NOTE]"],
    ["alert", "::: warning\nx\n:::", "::: warning"],
    ["answer", "::: answer Why\nx\n\ny", "::: answer Why"],
    ["alert", "::: answer\nx\n:::", "::: answer"],
    ["heading-id", "## Task {#task}", "{#task}"],
    ["front-matter", "---\ntitle: Sum\n---\n\n# Sum", "---"],
    ["tex-delimiters", String.raw`The sum \(x + y\) is`, String.raw`\(x + y\)`],
    ["tex-delimiters", String.raw`The sum \[\sum x_i\] is`, String.raw`\[\sum x_i\]`],
    ["highlight", "This is ==very important== here", "==very important=="],
    ["emoji", "Well done :tada:!", ":tada:"],
    ["emphasis", "This is ** not bold ** here", "** not bold ** here"],
  ])("%s in %j", (syntax, text, written) => {
    const before = "One line.\n\n";
    const [first] = findUnrendered(syntax === "front-matter" ? text : before + text);
    expect(first).toMatchObject({ syntax, text: written });
    const lines: Record<string, number> = { "definition-list": 4, "front-matter": 1 };
    expect(first!.line).toBe(lines[syntax] ?? 3);
  });

  test("each in its place", () => {
    const text = "# A\n\nx<br>y\n\n```html\n<br>\n```\n\n- [ ] one\n- [ ] two\n";
    expect(findUnrendered(text).map(({ syntax, line }) => [syntax, line])).toEqual([
      ["html", 3],
      ["task-list", 9],
      ["task-list", 10],
    ]);
  });
});

describe("markup that is shown as intended is left alone", () => {
  test.each([
    "Why?\n\n::: answer Show it\n- a\n\n`<br>`\n:::\n\nMore.",
    "`<br>` and ``a `<b>` c`` and\n\n```\n<sub>[^1]</sub>\n- [ ] x\n```\n\n    <div>\n",
    "`a\n<b>` over two lines",
    String.raw`\<br> and \[^1] and \** and \:tada:`,
    "An Array<number> or Map<string, number[]>, and 1 < b > 2, and a <- b",
    "$a <b> c$ and $[^1]$\n\n$$\nx ^ {==y==}\n$$\n",
    "[a link](../other) and [x] and [0, 1] and x[^] and 2^n",
    "- [a link](../other)\n- [0, 1] is a pair\n- [1]\n",
    "At 10:30:45 in a:b:c, ratio 3:1, 比例 :1:",
    "a == b and c == d; x === y; `a==b==c`",
    "Term:\n\n: alone",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n~~gone~~ and **bold** and *em*\n\n---\n\nmore",
    String.raw`A bracket \[like this\] and a paren \) alone`,
    "2 * 3 * 4",
  ])("%j", (text) => expect(findUnrendered(text)).toEqual([]));

  test("every statement that comes with Gradus", async () => {
    const { packs } = findPacks("exercises");
    const exercises = await Promise.all(
      packs.flatMap((pack) => pack.manifest.exercises.map((id) => loadExercise(pack, id))),
    );
    expect(
      exercises.flatMap(({ id, statements }) =>
        Object.values(statements).flatMap((text) =>
          findUnrendered(text).map((found) => ({ id, ...found })),
        ),
      ),
    ).toEqual([]);
  });
});

test("gradus check reports it with file and line, as an error or, if it may be intended, as a warning", async () => {
  const folder = copyTiny();
  for (const name of ["statement.en.md", "statement.zh-CN.md"])
    edit(join(folder, "sum", name), /$/, "\n\nA<br>b[^1] :tada:\n");
  const lines = readFileSync(join(folder, "sum", "statement.en.md"), "utf8").split("\n");
  const line = lines.findIndex((text) => text.startsWith("A<br>")) + 1;
  const found = checkStatements(await load(folder, "sum")).filter(
    ({ file }) => file === "tiny/sum/statement.en.md",
  );
  expect(found).toMatchObject([
    { code: "markdown-html", severity: "error", line, params: { text: "<br>" } },
    { code: "markdown-footnote", severity: "error", line, params: { text: "[^1]" } },
    { code: "markdown-emoji", severity: "warning", line, params: { text: ":tada:" } },
  ]);
  expect(describeFinding(makeTranslator("en"), found[0]!)).toBe(
    "<br> is shown as text: statements cannot contain HTML. Use Markdown",
  );
  expect(describeFinding(makeTranslator("zh-CN"), found[1]!)).toBe(
    "[^1] 会原样显示：题目不支持脚注，请把说明写进正文",
  );
});

test("bold beside Chinese punctuation is bold", () => {
  const text = readFileSync("test/fixtures/statements/chinese-bold.md", "utf8");
  const html = renderStatement(text, TARGETS);
  expect(html).toBe(
    "<ul>\n<li><strong>粗体</strong>，后面跟中文。这是<strong>重点。</strong>后文</li>\n</ul>\n",
  );
  expect(findUnrendered(text)).toEqual([]);
  expect(
    renderStatement("使用**“引号”**的例子，*（括号）*也可以，**`code`**中文，以及**a.**b", TARGETS),
  ).toBe(
    "<p>使用<strong>“引号”</strong>的例子，<em>（括号）</em>也可以，<strong><code>code</code></strong>中文，以及**a.**b</p>\n",
  );
});
