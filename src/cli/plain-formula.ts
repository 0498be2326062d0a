// A hint's Markdown as lines for a terminal: formulas in Unicode, displayed ones on lines of their
// own, no asterisks. What has no simple form stays as it is written in TeX.

import { escapeControls } from "../reports/visible-text.ts";
import { indentText } from "./terminal.ts";

/** Each line begins with `indent`, and no line is longer than `columns`. */
export function formatHintText(text: string, indent: string, columns: number): string {
  const parts = escapeControls(text).split(/^\$\$$/m);
  return parts
    .map((part, i) => (i % 2 === 1 ? formatDisplayed(part) : formatProse(part)))
    .flatMap((part, i) =>
      part
        .split(/\n{2,}/)
        .filter((paragraph) => paragraph.trim() !== "")
        .map((paragraph) =>
          indentText(paragraph.trim(), i % 2 === 1 ? `${indent}    ` : indent, columns),
        ),
    )
    .join("\n\n");
}

function formatProse(text: string): string {
  return text
    .replaceAll(/\$([^$\n]+)\$/g, (_, formula: string) => formatFormula(formula))
    .replaceAll(/\*\*([^*]+)\*\*/g, "$1");
}

/** One formula a line. */
function formatDisplayed(text: string): string {
  return text
    .replaceAll(CASES, (_, rows: string) => writeCases(rows))
    .split(/\\qquad|\\\\/)
    .map((formula) => formatFormula(formula).replace(/,$/, ""))
    .join("\n\n");
}

const CASES = /\\begin\{cases\}([^]*?)\\end\{cases\}/g;

/** "1 (f < 2), 0 (f ≥ 2)": each value with its condition. */
function writeCases(rows: string): string {
  return rows
    .split("\\\\")
    .map((row) => row.split("&").map((part) => part.trim().replace(/,$/, "")))
    .filter(([value]) => value !== "")
    .map(([value, condition]) => (condition === undefined ? value : `${value} (${condition})`))
    .join(", ");
}

const SYMBOLS: Record<string, string> = {
  alpha: "α",
  beta: "β",
  eta: "η",
  varepsilon: "ε",
  epsilon: "ε",
  theta: "θ",
  lambda: "λ",
  mu: "μ",
  sigma: "σ",
  pi: "π",
  sum: "Σ",
  prod: "Π",
  partial: "∂",
  times: "×",
  cdot: "·",
  odot: "⊙",
  leftarrow: "←",
  rightarrow: "→",
  le: "≤",
  ge: "≥",
  ne: "≠",
  approx: "≈",
  infty: "∞",
  in: "∈",
  dots: "…",
  top: "ᵀ",
  max: "max",
  min: "min",
  log: "log",
  ln: "ln",
  exp: "exp",
  tanh: "tanh",
  lVert: "‖",
  rVert: "‖",
  lfloor: "⌊",
  rfloor: "⌋",
  lceil: "⌈",
  rceil: "⌉",
  ell: "ℓ",
  varphi: "φ",
  sin: "sin",
  cos: "cos",
  mid: "|",
  cdots: "⋯",
  iff: "⟺",
  bmod: "mod",
  quad: "  ",
};
const ACCENTS: Record<string, string> = { bar: "\u0304", hat: "\u0302", tilde: "\u0303" };
/** The content of a pair of braces, in which no other pair is left. */
const GROUP = String.raw`\{([^{}]*)\}`;

/** A formula of TeX in one line of text. */
export function formatFormula(formula: string): string {
  let text = formula
    .replaceAll(/\\(?:left|right|[Bb]igg?[lr]?|displaystyle)(?![A-Za-z])/g, "")
    .replaceAll(/\\[,;:! ]/g, " ");
  // Groups from the inside out. What remains in braces is an index or a power of several parts.
  for (let before = ""; before !== text;) {
    before = text;
    text = text
      .replaceAll(
        new RegExp(String.raw`\\(bar|hat|tilde)\s*(?:${GROUP}|([A-Za-z]))`, "g"),
        addAccent,
      )
      .replaceAll(new RegExp(String.raw`\\(?:text|mathrm|operatorname)\s*${GROUP}`, "g"), "$1")
      .replaceAll(new RegExp(String.raw`\\sqrt\s*${GROUP}`, "g"), "√($1)")
      .replaceAll(/\\sqrt\s+([A-Za-z0-9])/g, "√$1")
      .replaceAll(new RegExp(String.raw`\\[dt]?frac\s*${GROUP}\s*${GROUP}`, "g"), writeFraction)
      .replaceAll(new RegExp(String.raw`\^${GROUP}`, "g"), (_, power: string) => writePower(power))
      .replaceAll(new RegExp(String.raw`_${GROUP}`, "g"), (_, index: string) => writeIndex(index));
  }
  return text
    .replaceAll(/\\([A-Za-z]+)/g, (written, name: string) => SYMBOLS[name] ?? written)
    .replaceAll(/\\([{}])/g, "$1")
    .replaceAll(/\^ᵀ/g, "ᵀ")
    .replaceAll(/\^2(?!\d)/g, "²")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function addAccent(_: string, accent: string, group: string | undefined, letter: string): string {
  return `${group ?? letter}${ACCENTS[accent]!}`;
}

function writeFraction(_: string, above: string, below: string): string {
  return `${inBrackets(above)}/${inBrackets(below)}`;
}

function writePower(power: string): string {
  return power.trim() === "\\top" ? "ᵀ" : `^${inBrackets(power)}`;
}

function writeIndex(written: string): string {
  const index = written.replaceAll(
    /\\([A-Za-z]+)\s*/g,
    (command, name: string) => SYMBOLS[name] ?? command,
  );
  return /^[\w,∈\\ ]+$/.test(index) ? `_${index.replaceAll(/\s+/g, "")}` : `_(${index.trim()})`;
}

function inBrackets(part: string): string {
  const text = part.trim();
  return /^\\?[\p{L}\p{N}\p{M}_]+$/u.test(text) ? text : `(${text})`;
}
