import { describe, expect, test } from "vitest";
import { faultOfFormula, outlineStatement, renderStatement } from "../../../grader/statement/render-statement.ts";

describe("rendering", () => {
  test("makes HTML of Markdown and formulas", () => {
    const html = renderStatement("## Sum\n\nAdd $x_i$:\n\n$$\n\\sum_i x_i\n$$\n\n- one\n");
    expect(html).toContain("<h2>Sum</h2>");
    expect(html).toContain('<span class="katex">');
    expect(html).toContain('class="katex-display"');
    expect(html).toContain("<li>one</li>");
  });

  test.each([
    ["a script", "<script>alert(1)</script>", "<script"],
    ["an element", '<img src=x onerror="alert(1)">', "<img"],
    ["a link that is a program", "[a](javascript:alert(1))", "javascript:alert(1)\""],
    ["a picture that is a program", "![a](data:text/html;base64,PHNjcmlwdD4=)", "<img"],
    ["a formula with a link", "$\\href{javascript:alert(1)}{x}$", "href=\"javascript"],
    ["a formula with HTML", "$\\htmlClass{a}{x}$", 'class="a"'],
  ])("lets %s through in no form", (_, text, forbidden) => {
    expect(renderStatement(text)).not.toContain(forbidden);
  });

  test("finds relative figures and links where the reader says they are", () => {
    const resolve = (target: string) => (target.startsWith("http") ? target : `/packs/p/e/${target}`);
    const html = renderStatement("![plot](figures/plot.svg) [more](https://example.org/a) [other](../other)", { resolve });
    expect(html).toContain('<img src="/packs/p/e/figures/plot.svg" alt="plot">');
    expect(html).toContain('href="https://example.org/a"');
    expect(html).toContain('href="/packs/p/e/../other"');
  });

  test("shows a formula that does not parse as it was written", () => {
    expect(renderStatement("$\\frac{1$")).toContain("\\frac{1");
  });
});

test("the outline has every part in its order, with lines", () => {
  const parts = outlineStatement("Intro $a$ and ![p](figures/p.svg).\n\n## One\n\n```ts\nconst price = '$5';\n```\n\n- [x](../y) `$not$`\n\n$$\nb\n$$\n");
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

test("a formula's fault is said in KaTeX's words", () => {
  expect(faultOfFormula("\\frac{1}{2}")).toBeUndefined();
  expect(faultOfFormula("\\text{损失} = 0")).toBeUndefined();
  expect(faultOfFormula("\\frac{1}{2")).toContain("expected '}'");
  expect(faultOfFormula("\\nosuchcommand")).toContain("Undefined control sequence");
});
