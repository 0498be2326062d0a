// Wrong numbers that are a multiple of the expected ones, or off by the same amount.

import { type NumberPair, type WrongCase } from "./align-numbers.ts";
import type { PatternCode } from "./pattern.ts";

/** A rule that may hold in several cases of a group. */
export interface Rule {
  code: PatternCode;
  params: Record<string, string | number>;
  holdsIn: (wrongCase: WrongCase) => boolean;
}

/** The rules that hold in this case, the one that says most first. */
export function listFactorRules(wrongCase: WrongCase): Rule[] {
  const largest = findLargest(wrongCase.wrong);
  if (largest === undefined || largest.expected === 0) return [];
  const factor = largest.actual / largest.expected;
  const isUsual = isClose(factor, 2) || isClose(factor, 1 / 2);
  const fraction = listFractionRules(factor);
  const rules = [
    makeRule("sign", {}, -1),
    ...LOGARITHMS.map(({ used, instead, value }) => makeRule("log-base", { used, instead }, value)),
    makeShareRule("percent", 100, ({ expected }) => Math.abs(expected) <= 1),
    makeShareRule("share", 1 / 100, ({ actual }) => Math.abs(actual) <= 1),
    ...(isUsual ? fraction : []),
    ...listLengthRules(wrongCase, factor),
    ...fraction,
    // A multiple near a simple fraction that does not hold would be shown as that fraction.
    ...(fraction.length > 0
      ? []
      : [makeRule("times-about", { factor: showNumber(factor) }, factor)]),
  ];
  return rules.filter(({ holdsIn }) => holdsIn(wrongCase));
}

export function listShiftRules(wrongCase: WrongCase): Rule[] {
  const smallest = findSmallest(wrongCase.wrong);
  if (smallest === undefined) return [];
  const by = smallest.actual - smallest.expected;
  const rule: Rule = {
    code: "shift",
    params: { by: showNumber(Math.abs(by)), side: by > 0 ? "large" : "small" },
    holdsIn: ({ wrong }) =>
      wrong.every(({ expected, actual, bounds }) => {
        const allowed = bounds.atol + bounds.rtol * Math.abs(expected);
        return Math.abs(actual - expected - by) <= allowed;
      }),
  };
  return rule.holdsIn(wrongCase) ? [rule] : [];
}

function makeRule(code: PatternCode, params: Rule["params"], factor: number): Rule {
  return { code, params, holdsIn: ({ wrong }) => wrong.every((pair) => isMultiple(pair, factor)) };
}

function makeShareRule(
  code: PatternCode,
  factor: number,
  isShare: (pair: NumberPair) => boolean,
): Rule {
  const rule = makeRule(code, {}, factor);
  return {
    ...rule,
    holdsIn: (wrongCase) => rule.holdsIn(wrongCase) && wrongCase.wrong.every(isShare),
  };
}

const LOGARITHMS = [
  { used: "2", instead: "e", value: 1 / Math.LN2 },
  { used: "e", instead: "2", value: Math.LN2 },
  { used: "10", instead: "e", value: 1 / Math.LN10 },
  { used: "e", instead: "10", value: Math.LN10 },
  { used: "10", instead: "2", value: Math.log10(2) },
  { used: "2", instead: "10", value: Math.log2(10) },
];

/** Numerators and denominators of fractions that a reader recognises. */
const MAX_PART = 12;

function listFractionRules(factor: number): Rule[] {
  for (let below = 1; below <= MAX_PART; below++) {
    const above = Math.round(factor * below);
    if (above === 0 || above === below || Math.abs(above) > MAX_PART) continue;
    if (!isClose(factor, above / below)) continue;
    const shown = below === 1 ? String(above) : `${above}/${below}`;
    return [makeRule("times", { factor: shown }, above / below)];
  }
  return [];
}

const FORMS: { symbol: string; compute: (n: number) => number }[] = [
  { symbol: "n/(n - 1)", compute: (n) => n / (n - 1) },
  { symbol: "(n - 1)/n", compute: (n) => (n - 1) / n },
  { symbol: "n", compute: (n) => n },
  { symbol: "1/n", compute: (n) => 1 / n },
  { symbol: "√n", compute: (n) => Math.sqrt(n) },
  { symbol: "1/√n", compute: (n) => 1 / Math.sqrt(n) },
];

function listLengthRules({ lengths }: WrongCase, factor: number): Rule[] {
  return [...lengths].flatMap(([path, n]) =>
    FORMS.filter(({ compute }) => n > 1 && isClose(compute(n), factor)).map(
      ({ symbol, compute }): Rule => ({
        code: "times-n",
        params: { factor: symbol, n },
        holdsIn: ({ wrong, lengths: own }) => {
          const length = own.get(path);
          return (
            length !== undefined &&
            length > 1 &&
            wrong.every((pair) => isMultiple(pair, compute(length)))
          );
        },
      }),
    ),
  );
}

/** Within the tolerance of the case, as if the multiple were expected. */
function isMultiple({ expected, actual, bounds }: NumberPair, factor: number): boolean {
  const wanted = factor * expected;
  if (wanted === 0) return false;
  return Math.abs(actual - wanted) <= bounds.atol + bounds.rtol * Math.abs(wanted);
}

/** Only chooses candidates; the tolerance of the case decides. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-3 * Math.abs(b);
}

function findLargest(pairs: NumberPair[]): NumberPair | undefined {
  return pairs.reduce<NumberPair | undefined>(
    (best, pair) =>
      best === undefined || Math.abs(pair.expected) > Math.abs(best.expected) ? pair : best,
    undefined,
  );
}

function findSmallest(pairs: NumberPair[]): NumberPair | undefined {
  return pairs.reduce<NumberPair | undefined>(
    (best, pair) =>
      best === undefined || Math.abs(pair.expected) < Math.abs(best.expected) ? pair : best,
    undefined,
  );
}

/** Whole numbers in full, others with six digits. */
function showNumber(value: number): string {
  return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(6)));
}
