// A hint's formulas in a terminal: readable without TeX, and never longer than a line.

import { expect, test } from "vitest";
import { HINT_STEPS, LANGUAGES, findPacks, loadHints } from "../../grader/doors/packs.ts";
import { formatFormula, formatHintText } from "../../src/cli/plain-formula.ts";
import { measureWidth } from "../../src/cli/terminal.ts";
import { LLM_PRIMER } from "../support/packs.ts";

test.each([
  ["m \\times n", "m × n"],
  ["\\frac{2}{n k} (P - Y)", "2/(n k) (P - Y)"],
  ["\\frac{\\partial L}{\\partial Z_l}", "(∂ L)/(∂ Z_l)"],
  ["\\frac{\\sqrt{1 - \\beta_2^t}}{1 - \\beta_1^t}", "(√(1 - β_2^t))/(1 - β_1^t)"],
  ["\\sum_{i=1}^{n} (y_i - \\hat y_i)^2", "Σ_(i=1)^n (y_i - y\u0302_i)²"],
  ["\\left( \\tilde X^{\\top} \\tilde X + \\alpha I \\right) w", "( X\u0303ᵀ X\u0303 + α I ) w"],
  ["\\bar{x}_j\\,w_{kj}", "x\u0304_j w_kj"],
  ["\\left\\lceil n \\cdot t \\right\\rceil \\bmod k", "⌈ n · t ⌉ mod k"],
  ["\\sum_{i \\in S} \\ell_i", "Σ_i∈S ℓ_i"],
  ["\\min \\{ j : p(j \\mid i) \\}", "min { j : p(j | i) }"],
  ["x^{10}", "x^10"],
  ["x^2 + x^{-1}", "x² + x^(-1)"],
  ["\\text{total} = \\mathrm{rss}", "total = rss"],
  ["\\unknown{x}", "\\unknown{x}"],
])("%s is %s", (formula, text) => {
  expect(formatFormula(formula)).toBe(text);
});

test("values by cases are written one after another", () => {
  const text = "$$\nm = \\begin{cases} 1 & f < n \\\\ 0 & f \\ge n \\end{cases}\n$$";
  expect(formatHintText(text, "", 60)).toBe("    m = 1 (f < n), 0 (f ≥ n)");
});

test("paragraphs are wrapped, and a displayed formula stands on lines of its own", () => {
  const text = "The **sum** of all $x_i$:\n\n$$\ns = \\sum_i x_i, \\qquad m = s / n\n$$\n\nDone.";
  expect(formatHintText(text, "  ", 60)).toBe(
    ["  The sum of all x_i:", "      s = Σ_i x_i", "      m = s / n", "  Done."].join("\n\n"),
  );
});

test("control characters are shown, not sent to the terminal", () => {
  expect(formatHintText("a\u001b[31mb", "", 60)).not.toContain("\u001b");
});

test("every hint of the standard pack fits into sixty columns, without TeX", () => {
  const [pack] = findPacks(LLM_PRIMER).packs;
  const texts = pack!.manifest.exercises.flatMap((id) =>
    Object.values(loadHints(pack!, id) ?? {}).flatMap((three) =>
      HINT_STEPS.flatMap((step) => LANGUAGES.map((language) => three[step][language])),
    ),
  );
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) {
    const shown = formatHintText(text, "     ", 60);
    // Code may contain these signs.
    expect(shown.replaceAll(/`[^`]*`/g, "")).not.toMatch(/[$\\]|[_^]\{/);
    expect(shown.split("\n").filter((line) => measureWidth(line) > 60)).toEqual([]);
  }
});
