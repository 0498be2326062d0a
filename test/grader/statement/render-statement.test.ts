import { describe, expect, test } from "vitest";
import { listKnobs } from "../../../grader/statement/find-knobs.ts";
import {
  extractKnobs,
  findFormulaError,
  outlineStatement,
  parseStatement,
  renderStatement,
} from "../../../grader/statement/render-statement.ts";

const TARGETS = { files: "/files/p/e", exercises: "/en/exercises/p" };

describe("rendering", () => {
  test("turns Markdown and formulas into HTML", () => {
    const html = renderStatement("## Sum\n\nAdd $x_i$:\n\n$$\n\\sum_i x_i\n$$\n\n- one\n", TARGETS);
    expect(html).toContain("<h2>Sum</h2>");
    expect(html).toContain('<span class="katex">');
    expect(html).toContain('class="katex-display"');
    expect(html).toContain("<li>one</li>");
  });

  test("folds an answer, with formulas and code, under its title", () => {
    const html = renderStatement(
      "Why?\n\n::: answer Show <the> answer\nBecause $x$ is `1`.\n:::\n\nAfter.\n",
      TARGETS,
    );
    expect(html).toContain(
      '<details class="answer"><summary>Show &lt;the&gt; answer</summary>\n<p>Because <span class="katex">',
    );
    expect(html).toContain("<code>1</code>.</p>\n</details>\n<p>After.</p>");
    expect(outlineStatement("::: answer Why\n- a\n:::\n").map(({ kind }) => kind)).toEqual([
      "answer",
      "item",
    ]);
    // Without a title, or under another name, it is text.
    for (const other of ["::: answer\nx\n:::", "::: tip Look\nx\n:::"])
      expect(renderStatement(other, TARGETS)).not.toContain("<details");
  });

  test.each([
    ["a script", "<script>alert(1)</script>", "<script"],
    ["an element", '<img src=x onerror="alert(1)">', "<img"],
    ["a link that is a program", "[a](javascript:alert(1))", 'javascript:alert(1)"'],
    ["a picture that is a program", "![a](data:text/html;base64,PHNjcmlwdD4=)", "<img"],
    ["a formula with a link", "$\\href{javascript:alert(1)}{x}$", 'href="javascript'],
    ["a formula with HTML", "$\\htmlClass{a}{x}$", 'class="a"'],
  ])("never lets %s through", (_, text, forbidden) => {
    expect(renderStatement(text, TARGETS)).not.toContain(forbidden);
  });

  test("figures and files are the exercise's own, other exercises link to their pages, and outside links have no access back", () => {
    const html = renderStatement(
      "![plot](figures/plot.zh-CN.svg) [text](assets/story.txt) [other](../dense-layer) " +
        "[slash](../dense-layer/) [more](https://example.org/a?b=%E4%BD%A0&c)",
      TARGETS,
    );
    expect(html).toContain('<img src="/files/p/e/figures/plot.zh-CN.svg" alt="plot">');
    expect(html).toContain('<a href="/files/p/e/assets/story.txt">text</a>');
    expect(html).toContain('<a href="/en/exercises/p/dense-layer">other</a>');
    expect(html).toContain('<a href="/en/exercises/p/dense-layer">slash</a>');
    expect(html).toContain(
      '<a href="https://example.org/a?b=%E4%BD%A0&amp;c" rel="noopener">more</a>',
    );
  });

  test.each([
    "../../secret",
    "/etc/passwd",
    "figures/../data/secret/a.json",
    "data/sample/a.json",
    "//example.org/x",
    "ftp://example.org",
    "mailto:a@example.org",
    "reference.ts",
    "figures/%2e%2e/x",
    "a%E4b",
    "#top",
  ])("a link to %s is removed, and its words stay", (target) => {
    expect(renderStatement(`[words](${target})`, TARGETS)).toBe("<p><a>words</a></p>\n");
  });

  test("a picture from elsewhere is not fetched: its text replaces it", () => {
    expect(renderStatement("![words](https://example.org/p.png)", TARGETS)).toBe("<p>words</p>\n");
  });

  test.each([
    ["# a\n\n## b", "<h2>a</h2>\n<h3>b</h3>\n"],
    ["## a\n\n### b", "<h2>a</h2>\n<h3>b</h3>\n"],
    ["### a\n\n# b\n\n###### c", "<h4>a</h4>\n<h2>b</h2>\n<h6>c</h6>\n"],
    ["#### a", "<h2>a</h2>\n"],
  ])("headings begin at h2, below the page's own: %j", (text, html) => {
    expect(renderStatement(text, TARGETS)).toBe(html);
  });

  test("code is marked with its language and not changed", () => {
    expect(renderStatement("```ts\nconst a = b < c && '$x$';\n```\n", TARGETS)).toBe(
      "<pre><code class=\"language-ts\">const a = b &lt; c &amp;&amp; '$x$';\n</code></pre>\n",
    );
  });

  test("no formula is larger than a page", () => {
    expect(renderStatement("$\\rule{9999em}{9999em}$", TARGETS)).not.toMatch(
      /(?:width|height):\d{3,}/,
    );
  });

  test("shows a formula that does not parse as it was written", () => {
    expect(renderStatement("$\\frac{1$", TARGETS)).toContain("\\frac{1");
  });
});

test("the outline has every part in its order, with lines", () => {
  const parts = outlineStatement(
    "Intro $a$ and ![p](figures/p.svg).\n" +
      "\n" +
      "## One\n" +
      "\n" +
      "```ts\n" +
      "const price = '$5';\n" +
      "```\n" +
      "\n" +
      "- [x](../y) `$not$`\n" +
      "\n" +
      "$$\n" +
      "b\n" +
      "$$\n",
  );
  expect(parts).toEqual([
    { kind: "formula", text: "a", line: 1 },
    { kind: "figure", text: "figures/p.svg", line: 1 },
    { kind: "heading", text: "2", line: 3 },
    { kind: "code", text: "ts", line: 5 },
    { kind: "item", text: "", line: 9 },
    { kind: "link", text: "../y", line: 9 },
    { kind: "formula", text: "b\n", line: 11 },
  ]);
});

test("a formula's error has KaTeX's message", () => {
  expect(findFormulaError("\\frac{1}{2}")).toBeUndefined();
  expect(findFormulaError("\\text{损失} = 0")).toBeUndefined();
  expect(findFormulaError("\\frac{1}{2")).toContain("expected '}'");
  expect(findFormulaError("\\nosuchcommand")).toContain("Undefined control sequence");
});

describe("knobs", () => {
  const block = (text: string) => `\`\`\`knobs\n${text}\`\`\`\n`;

  test("become an empty element, and their text is returned", () => {
    const text = `![a](figures/a.svg)\n\n${block("start: <script>\n")}`;
    expect(renderStatement(text, TARGETS)).toBe(
      '<p><img src="/files/p/e/figures/a.svg" alt="a"></p>\n<div id="knobs" class="knobs"></div>\n',
    );
    expect(extractKnobs(text)).toBe("start: <script>\n");
    expect(outlineStatement(text).map(({ kind }) => kind)).toEqual(["figure", "code"]);
  });

  test("a second block and one that is too long stay code", () => {
    const html = renderStatement(`${block("a: 1\n")}\n${block("b: 2\n")}`, TARGETS);
    expect(html.match(/id="knobs"/g)).toHaveLength(1);
    expect(html).toContain("b: 2");
    const long = block(`a: ${"1".repeat(10_000)}\n`);
    expect(renderStatement(long, TARGETS)).toContain("<code");
    expect(extractKnobs(long)).toBeNull();
    expect(extractKnobs("```yaml\nknobs: 1\n```\n")).toBeNull();
  });

  test("are below a figure only if nothing stands between", () => {
    const isBelow = (above: string) =>
      listKnobs(parseStatement(`${above}${block("a: 1\n")}`)).map(({ line, isBelowFigure }) => ({
        line,
        isBelowFigure,
      }));
    expect(isBelow("![a](figures/a.svg)\n\n")).toEqual([{ line: 3, isBelowFigure: true }]);
    expect(isBelow("See ![a](figures/a.svg)\n\n")).toEqual([{ line: 3, isBelowFigure: false }]);
    expect(isBelow("![a](figures/a.svg)\n\nWords.\n\n")).toEqual([
      { line: 5, isBelowFigure: false },
    ]);
    expect(isBelow("")).toEqual([{ line: 1, isBelowFigure: false }]);
  });
});
